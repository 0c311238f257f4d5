import type { Log } from '../base/log.ts';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/open.ts';
import { claimStaged, type Staged, stageBytes } from '../store/pieces.ts';
import type { ReadHandle } from '../store/sql.ts';
import { insertAttachment } from '../store/tables/attachment.ts';
import { findMessage, type MessageRow } from '../store/tables/message.ts';
import { deleteIndexText, insertIndexText } from '../store/tables/message-index.ts';
import { listNotForUs, listUnknownSigner, replaceReading } from '../store/tables/message-reading.ts';
import { findSourcePiece } from '../store/tables/message-source.ts';
import { recomputeThread } from '../store/tables/recompute-thread.ts';
import { findCandidates } from './candidates.ts';
import { indexTextOf } from './file-message.ts';
import type { ReadInput, ReadMessage, ReadMessagesCall } from './read-result.ts';

export type ReadAgainParts = {
  readonly store: Store;
  readonly readMessages: ReadMessagesCall;
  readonly privateKeys: () => readonly string[];
  /** The account's own address, as it is kept; empty while there is none. */
  readonly ownAddress: () => string;
  readonly now: () => number;
  readonly log: Log;
  readonly onChanged: (threadId: string) => void;
  readonly isStopping: () => boolean;
};

/** What hangs on a key is looked at again this far back, newest first. */
const most = 500;

/**
 * Looks again at messages that a new key may open (`address` null) or whose signer it may name. What was read replaces what
 * stood there, each message in one transaction; one that fails stays as it was.
 */
export async function readAgain(parts: ReadAgainParts, address: string | null): Promise<void> {
  const { store, log } = parts;
  const ids = address === null ? listNotForUs(store.read, most) : listUnknownSigner(store.read, address, most);
  for (const id of ids) {
    if (parts.isStopping()) return;
    try {
      await readOne(parts, id);
    } catch (error) {
      log.warn('message-not-read-again', { error: error instanceof Error ? error.name : 'unknown' });
    }
  }
}

async function readOne(parts: ReadAgainParts, id: string): Promise<void> {
  const { store } = parts;
  const row = findMessage(store.read, id);
  if (row === null) return;
  const [read] = await parts.readMessages([readInputOf(parts, row)], []);
  // An answer to a letter of ours is filed by its secret, which only its arrival decides.
  if (
    read === undefined ||
    read.answer !== null ||
    JSON.stringify(read.status) === row.statusJson ||
    parts.isStopping()
  )
    return;
  const attachmentIds = read.attachments.map(() => newId('att'));
  const staged: Staged[] = [];
  for (const [position, { bytes }] of read.attachments.entries()) {
    staged.push(await stageBytes(store, { kind: 'attachment', id: attachmentIds[position] ?? '' }, bytes));
  }
  store.write((db) => {
    replaceReading(db, row, readingOf(read), { text: read.text, html: read.html });
    for (const [position, { name, contentType, contentId, bytes }] of read.attachments.entries()) {
      const attachmentId = attachmentIds[position] ?? '';
      insertAttachment(db, {
        id: attachmentId,
        messageId: id,
        position,
        name,
        contentType,
        contentId,
        size: bytes.length,
      });
    }
    for (const each of staged) claimStaged(db, each);
    deleteIndexText(db, row.number);
    insertIndexText(db, row.number, indexTextOf(read));
    recomputeThread(db, row.threadId);
  });
  parts.onChanged(row.threadId);
}

function readingOf(read: ReadMessage) {
  return {
    subject: read.subject,
    baseSubject: read.baseSubject,
    snippet: read.snippet,
    statusJson: JSON.stringify(read.status),
    warningsJson: JSON.stringify(read.warnings),
    hasAttachments: read.attachments.some(({ contentId }) => contentId === null) ? 1 : 0,
  };
}

/** What a worker needs to read a message that is filed. */
export function readInputOf(
  parts: Pick<ReadAgainParts, 'store' | 'privateKeys' | 'ownAddress' | 'now'>,
  row: Pick<MessageRow, 'id' | 'at'>,
): ReadInput {
  const source = sourceOf(parts.store.read, row.id);
  const ownAddress = parts.ownAddress();
  return {
    source,
    privateKeys: parts.privateKeys(),
    candidates: findCandidates(parts.store.read, source, ownAddress),
    ownAddress,
    arrivedAt: row.at,
    now: parts.now(),
  };
}

function sourceOf(db: ReadHandle, messageId: string): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let piece = findSourcePiece(db, messageId, 0); piece !== null; ) {
    pieces.push(piece);
    piece = findSourcePiece(db, messageId, pieces.length);
  }
  return new Uint8Array(Buffer.concat(pieces));
}
