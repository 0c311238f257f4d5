import { newRisingId } from '../store/new-id.ts';
import { hashInTurns, stageBytes } from '../store/pieces.ts';
import type { MailboxRow } from '../store/tables/mailbox.ts';
import { findMessageByHash } from '../store/tables/message-hash.ts';
import { pieceLength } from '../store/tables/message-source.ts';
import type { FetchedMessage } from '../wire/imap-types.ts';
import type { Arrival, PreparedMessage } from './file-message.ts';
import { readLong, readShort } from './read-arrivals.ts';
import { type ReadMessage, unreadableMessage } from './read-result.ts';
import type { Receiving } from './receiving.ts';

/** A message that came; `prepared` is null where the same bytes were here before. */
export type Incoming = { readonly arrival: Arrival; readonly prepared: PreparedMessage | null };

type Fetched = { readonly arrival: Arrival; readonly message: FetchedMessage };

/** Clocks differ by so much, in ms; a message from later than that is dated now. */
const clockTolerance = 60 * 60_000;

/** Reads what is not known yet in workers, and writes long bytes ahead. In the order in which it is to be filed. */
export async function prepareMessages(
  receiving: Receiving,
  mailbox: Pick<MailboxRow, 'id' | 'role'>,
  messages: readonly FetchedMessage[],
): Promise<readonly Incoming[]> {
  const fetched: Fetched[] = [];
  for (const message of messages) fetched.push({ arrival: await arrivalOf(receiving, mailbox, message), message });
  // The index takes rising numbers best.
  fetched.sort((a, b) => a.arrival.at - b.arrival.at);
  // Aliases are looked at again when it is filed; here they only would save the reading.
  const isNew = ({ arrival }: Fetched) => findMessageByHash(receiving.store.read, arrival.hash, false) === null;
  const unknown = fetched.filter(isNew);
  const short = unknown.filter(({ message }) => message.source.length <= pieceLength);
  const reading = readShort(
    receiving,
    short.map(({ arrival, message }) => ({ source: message.source, arrivedAt: arrival.at })),
  );
  const prepared = new Map<Fetched, PreparedMessage>();
  for (const long of unknown) if (!short.includes(long)) prepared.set(long, await prepareLong(receiving, long));
  const read = await reading;
  for (const [position, each] of short.entries()) {
    prepared.set(each, await prepareShort(receiving, each, read[position] ?? unreadableMessage));
  }
  return fetched.map((each) => ({ arrival: each.arrival, prepared: prepared.get(each) ?? null }));
}

async function prepareShort(receiving: Receiving, { message }: Fetched, read: ReadMessage): Promise<PreparedMessage> {
  const id = newRisingId('msg', receiving.now());
  const source = await stageBytes(receiving.store, { kind: 'source', id }, message.source);
  return withFiles(receiving, id, message, message.source.length, read, source);
}

/** The source is in the store before it is read, so that it can be handed to the thread instead of being copied. */
async function prepareLong(receiving: Receiving, { arrival, message }: Fetched): Promise<PreparedMessage> {
  const id = newRisingId('msg', receiving.now());
  const size = message.source.length;
  const source = await stageBytes(receiving.store, { kind: 'source', id }, message.source);
  const read = await readLong(receiving, id, { source: message.source, arrivedAt: arrival.at });
  return withFiles(receiving, id, message, size, read, source);
}

async function withFiles(
  { store, now }: Receiving,
  id: string,
  { complete }: FetchedMessage,
  size: number,
  read: ReadMessage,
  source: PreparedMessage['staged'][number],
): Promise<PreparedMessage> {
  const attachmentIds = read.attachments.map(() => newRisingId('att', now()));
  const staged = [source];
  for (const [position, attachment] of read.attachments.entries()) {
    staged.push(await stageBytes(store, { kind: 'attachment', id: attachmentIds[position] ?? '' }, attachment.bytes));
  }
  const cut = complete ? [] : (['source-cut'] as const);
  return { id, size, read: { ...read, warnings: [...read.warnings, ...cut] }, attachmentIds, staged };
}

async function arrivalOf(
  receiving: Receiving,
  mailbox: Pick<MailboxRow, 'id' | 'role'>,
  { uid, flags, internalDate, source }: FetchedMessage,
): Promise<Arrival> {
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
    hash: await hashInTurns(source),
  };
}
