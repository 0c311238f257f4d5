import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { EngineError } from '../base/errors.ts';
import { getAttachmentPiece, getMessageBody, getSourcePiece } from '../mailbox/message-content.ts';
import type { Session } from '../session.ts';
import { findAttachment } from '../store/tables/attachment.ts';
import type { Handlers } from './handlers.ts';

export function messageHandlers({ store, host, mail, workers }: Session): Handlers<'messages'> {
  return {
    body: ({ messageId }) => getMessageBody(store.read, messageId),
    source: ({ messageId, offset }) => getSourcePiece(store.read, messageId, offset),
    attachmentPiece: ({ attachmentId, offset }) => getAttachmentPiece(store.read, attachmentId, offset),
    async saveAttachment({ attachmentId }) {
      const attachment = findAttachment(store.read, attachmentId);
      if (attachment === null) throw new EngineError('not-found');
      const path = await host.chooseSavePath({ name: safeFileName(attachment.name) });
      if (path === null) return { savedAs: null };
      await writeInPieces(path, (offset) => getAttachmentPiece(store.read, attachmentId, offset));
      return { savedAs: basename(path) };
    },
    inside: async ({ messageId, path }) => workers.run('inside', { ...(await mail.readInput(messageId)), path }),
    async saveInside({ messageId, path }) {
      const { name, bytes } = await workers.run('insideFile', { ...(await mail.readInput(messageId)), path });
      const target = await host.chooseSavePath({ name: safeFileName(name) });
      if (target === null) return { savedAs: null };
      await writeInPieces(target, () => ({ bytes, done: true }));
      return { savedAs: basename(target) };
    },
    protection: async ({ messageId }) => workers.run('explain', await mail.readInput(messageId)),
    async openLink({ url }) {
      const { protocol } = parseUrl(url);
      if (protocol !== 'https:' && protocol !== 'mailto:') throw new EngineError('bad-request', { protocol });
      await host.openExternal({ url });
      return {};
    },
  };
}

/** A sender's file name as a suggestion: no path, no control characters, nothing that hides its true ending. */
export function safeFileName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  return plain.slice(-120) || 'attachment';
}

/** Writes a file piece by piece; throws `disk-full` or `file-unwritable`. */
export async function writeInPieces(
  path: string,
  read: (offset: number) => { readonly bytes: Uint8Array; readonly done: boolean },
): Promise<void> {
  try {
    const file = await open(path, 'w', 0o600);
    try {
      for (let offset = 0; ; ) {
        const { bytes, done } = read(offset);
        await file.write(bytes);
        offset += bytes.length;
        if (done) break;
      }
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    throw new EngineError(full ? 'disk-full' : 'file-unwritable', {}, { cause: error });
  }
}

function parseUrl(url: string): URL {
  try {
    return new URL(url);
  } catch {
    throw new EngineError('bad-request', { field: 'url' });
  }
}
