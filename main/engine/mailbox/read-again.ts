import type { MessageStatus } from '../../contract/messages.ts';
import type { Log } from '../base/log.ts';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/open.ts';
import { claimStaged, readSourceBytes, type Staged, stageBytes } from '../store/pieces.ts';
import { insertAttachment } from '../store/tables/attachment.ts';
import { findMessage, type MessageRow } from '../store/tables/message.ts';
import { deleteIndexText, insertIndexText } from '../store/tables/message-index.ts';
import {
  listNotForUs,
  listUnknownSigner,
  listUnknownSmimeSigner,
  replaceReading,
} from '../store/tables/message-reading.ts';
import { recomputeThread } from '../store/tables/recompute-thread.ts';
import { indexTextOf } from './file-message.ts';
import { readInputOf } from './read-input.ts';
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

/** What a new key may open is tried this far back, newest first. */
const mostClosed = 500;
/** Whose signer is open, or in doubt since a key, a certificate or an authority went, is looked at this far back. */
const mostSigned = 5_000;

/**
 * Looks again at messages that a new key may open (`address` null) or whose signer it may name. What was read replaces what
 * stood there, each message in one transaction; one that fails stays as it was.
 */
export function readAgain(parts: ReadAgainParts, address: string | null): Promise<void> {
  const db = parts.store.read;
  return readEach(parts, address === null ? listNotForUs(db, mostClosed) : listUnknownSigner(db, address, mostSigned));
}

/** The same for every message with an S/MIME signature whose signer an authority may name, now that one came or went. */
export function readSmimeSignersAgain(parts: ReadAgainParts): Promise<void> {
  return readEach(parts, listUnknownSmimeSigner(parts.store.read, mostSigned));
}

async function readEach(parts: ReadAgainParts, ids: readonly string[]): Promise<void> {
  const { log } = parts;
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
  const [read] = await parts.readMessages([await filedInputOf(parts, row)], []);
  // An answer to a letter of ours is filed by its secret, which only its arrival decides.
  if (
    read === undefined ||
    read.answer !== null ||
    JSON.stringify(read.status) === row.statusJson ||
    closes(read, row) ||
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

/** A certificate or key may be gone since: what could be read then stays readable. */
function closes(read: ReadMessage, row: MessageRow): boolean {
  const stored: MessageStatus = JSON.parse(row.statusJson);
  return read.status.kind === 'unopenable' && stored.kind !== 'unopenable';
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
export async function filedInputOf(
  parts: Pick<ReadAgainParts, 'store' | 'privateKeys' | 'ownAddress' | 'now'>,
  row: Pick<MessageRow, 'id' | 'at'>,
): Promise<ReadInput> {
  const { store, privateKeys, ownAddress, now } = parts;
  return readInputOf(store.read, {
    source: await readSourceBytes(store, row.id),
    arrivedAt: row.at,
    privateKeys: privateKeys(),
    ownAddress: ownAddress(),
    now: now(),
  });
}
