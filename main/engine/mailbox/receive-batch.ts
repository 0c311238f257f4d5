import { createHash } from 'node:crypto';
import type { Emitter } from '../base/emitter.ts';
import type { Log } from '../base/log.ts';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/open.ts';
import { discardStaged, stageBytes } from '../store/pieces.ts';
import type { MailboxRow } from '../store/tables/mailbox.ts';
import { findMessageByHash } from '../store/tables/message-hash.ts';
import { skipUid } from '../store/tables/skipped-uid.ts';
import type { FetchedMessage } from '../wire/imap-types.ts';
import { findCandidates } from './candidates.ts';
import {
  type Arrival,
  type FilingContext,
  fileKnownMessage,
  fileMessage,
  type PreparedMessage,
} from './file-message.ts';
import type { MailboxEvents } from './mailbox-events.ts';
import { type ReadMessage, type ReadMessageCall, unreadableMessage } from './read-result.ts';
import { writeInShort } from './short-writes.ts';

/** What receiving needs from the rest of the engine. */
export type Receiving = {
  readonly store: Store;
  readonly readMessage: ReadMessageCall;
  /** Armored, the present one first. */
  readonly privateKeys: () => readonly string[];
  /** The account's own address, as it is kept. */
  readonly ownAddress: string;
  readonly now: () => number;
  readonly events: Pick<Emitter<MailboxEvents>, 'emit'>;
  readonly log: Log;
};

/** When the server refused a message, or it could not be filed, it is tried again after so long, in ms. */
export const retryAfter = 60 * 60_000;

/** Clocks differ by so much, in ms; a message from later than that is dated now. */
const clockTolerance = 60 * 60_000;

type Incoming = { readonly arrival: Arrival; readonly message: FetchedMessage; prepared: PreparedMessage | null };

/**
 * Files fetched messages: reads the unknown ones in workers, writes them in short transactions, and tells what changed.
 * A message that cannot be read is listed as unreadable; one that cannot even be filed is set aside and logged.
 */
export async function receiveBatch(
  receiving: Receiving,
  mailbox: Pick<MailboxRow, 'id' | 'role'>,
  messages: readonly FetchedMessage[],
): Promise<void> {
  const { store } = receiving;
  const incoming: Incoming[] = messages
    .map((message) => ({ arrival: arrivalOf(receiving, mailbox, message), message, prepared: null }))
    // The index takes rising numbers best.
    .sort((a, b) => a.arrival.at - b.arrival.at);
  await Promise.all(
    incoming.map(async (item) => {
      // Aliases are looked at again when it is filed; here they only would save the reading.
      if (findMessageByHash(store.read, item.arrival.hash, false) === null)
        item.prepared = await prepare(receiving, item);
    }),
  );
  const context: FilingContext = {
    now: receiving.now(),
    isOurAddress: (address) => address === receiving.ownAddress,
  };
  const changed = new Set<string>();
  const heard: (() => void)[] = [];
  await writeInShort(
    store,
    incoming,
    (db, { arrival, prepared }) => {
      const filed = fileKnownMessage(db, arrival, context) ?? (prepared && fileMessage(db, arrival, prepared, context));
      if (filed === null) return;
      changed.add(filed.threadId);
      // The other connection filed the same bytes meanwhile.
      if (!filed.isNew) for (const staged of prepared?.staged ?? []) discardStaged(db, staged);
      if (filed.isNew && prepared && !isUnwanted(mailbox))
        heard.push(() => offerKey(receiving, prepared.read, arrival.at));
    },
    ({ arrival, prepared }, error) => setAside(receiving, arrival, prepared, error, context, changed),
  );
  if (changed.size > 0) receiving.events.emit('threads', { threadIds: [...changed] });
  for (const tell of heard) tell();
}

/** What the provider or a person threw out has nothing to offer. */
function isUnwanted({ role }: Pick<MailboxRow, 'role'>): boolean {
  return role === 'junk' || role === 'trash';
}

function arrivalOf(
  receiving: Receiving,
  mailbox: Pick<MailboxRow, 'id' | 'role'>,
  { uid, flags, internalDate, source }: FetchedMessage,
): Arrival {
  const now = receiving.now();
  // INTERNALDATE counts whole seconds; within one, the UID tells what came first.
  const received = internalDate.getTime() + (uid % 1_000);
  const believable = received > 0 && received <= now + clockTolerance;
  return {
    mailbox,
    uid,
    seen: flags.includes('\\Seen'),
    flagged: flags.includes('\\Flagged'),
    at: believable ? received : now,
    hash: createHash('sha256').update(source).digest(),
  };
}

async function prepare(receiving: Receiving, { message, arrival }: Incoming): Promise<PreparedMessage> {
  const { store } = receiving;
  const { source } = message;
  const read = await readOrGiveUp(receiving, source, arrival.at);
  const id = newId('msg');
  const attachmentIds = read.attachments.map(() => newId('att'));
  const staged = [await stageBytes(store, { kind: 'source', id }, source)];
  for (const [position, attachment] of read.attachments.entries()) {
    staged.push(await stageBytes(store, { kind: 'attachment', id: attachmentIds[position] ?? '' }, attachment.bytes));
  }
  const cut = message.complete ? [] : ['source-cut'];
  return { id, size: source.length, read: { ...read, warnings: [...read.warnings, ...cut] }, attachmentIds, staged };
}

async function readOrGiveUp(receiving: Receiving, source: Uint8Array, arrivedAt: number): Promise<ReadMessage> {
  try {
    return await receiving.readMessage({
      source,
      privateKeys: receiving.privateKeys(),
      candidates: findCandidates(receiving.store.read, source, receiving.ownAddress),
      ownAddress: receiving.ownAddress,
      arrivedAt,
      now: receiving.now(),
    });
  } catch {
    receiving.log.warn('message-unreadable', { bytes: source.length });
    return unreadableMessage;
  }
}

/** Once more as an unreadable one; and if that fails too, the others must not suffer. */
function setAside(
  receiving: Receiving,
  arrival: Arrival,
  prepared: PreparedMessage | null,
  error: unknown,
  context: FilingContext,
  changed: Set<string>,
): void {
  receiving.log.warn('message-not-filed', { error: error instanceof Error ? error.name : 'unknown' });
  receiving.store.write((db) => {
    const nextAttemptAt = context.now + retryAfter;
    skipUid(db, { mailboxId: arrival.mailbox.id, uid: arrival.uid, reason: 'refused', nextAttemptAt });
  });
  if (prepared === null) return;
  const [source] = prepared.staged;
  const bare = { ...prepared, read: unreadableMessage, attachmentIds: [], staged: source ? [source] : [] };
  try {
    receiving.store.write((db) => changed.add(fileMessage(db, arrival, bare, context).threadId));
  } catch {
    receiving.log.warn('message-set-aside', { uid: arrival.uid });
  }
}

function offerKey(receiving: Receiving, read: ReadMessage, at: number): void {
  const address = read.from[0]?.address;
  if (read.autocryptKey === null || address === undefined || address === receiving.ownAddress) return;
  receiving.events.emit('key-offered', { address, key: read.autocryptKey, at });
}
