import type { Person } from '../../contract/fields.ts';
import { storedAddress } from '../base/address.ts';
import { discardStaged } from '../store/pieces.ts';
import type { ReadHandle } from '../store/sql.ts';
import type { MailboxRow } from '../store/tables/mailbox.ts';
import { findOwnMessageByHeader } from '../store/tables/message.ts';
import { skipUid } from '../store/tables/skipped-uid.ts';
import {
  type Arrival,
  type FilingContext,
  fileKnownMessage,
  fileMessage,
  type PreparedMessage,
} from './file-message.ts';
import type { Incoming } from './prepare-messages.ts';
import { type ReadMessage, unreadableMessage } from './read-result.ts';
import type { Receiving } from './receiving.ts';
import { writeInShort } from './short-writes.ts';

/** When the server refused a message, or it could not be filed, it is tried again after so long, in ms. */
export const retryAfter = 60 * 60_000;

/**
 * Files messages that `prepareMessages` read: writes them in short transactions, and tells what changed. One that cannot
 * even be filed is set aside and logged.
 */
export async function receiveBatch(receiving: Receiving, incoming: readonly Incoming[]): Promise<void> {
  const context: FilingContext = {
    now: receiving.now(),
    isOurAddress: (address) => address === receiving.ownAddress,
  };
  const changed = new Set<string>();
  const heard: (() => void)[] = [];
  await writeInShort(
    receiving.store,
    incoming,
    (db, { arrival, prepared }) => {
      const filed = fileKnownMessage(db, arrival, context) ?? (prepared && fileMessage(db, arrival, prepared, context));
      if (filed === null) return;
      changed.add(filed.threadId);
      // The other connection filed the same bytes meanwhile.
      if (!filed.isNew) for (const staged of prepared?.staged ?? []) discardStaged(db, staged);
      const { cameBack } = filed;
      if (cameBack !== undefined) heard.push(() => receiving.events.emit('came-back', { outboxId: cameBack }));
      if (filed.optsOut) heard.push(() => receiving.events.emit('opted-out', {}));
      if (filed.isNew && prepared && !isUnwanted(arrival.mailbox))
        heard.push(
          () => offerKey(receiving, prepared.read, arrival.at),
          () => tellWriter(receiving, prepared.read, arrival),
        );
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
  for (const { address, key } of read.gossip) {
    if (address === receiving.ownAddress) continue;
    receiving.events.emit('key-offered', { address, key, at, source: 'gossip', answersUs: false });
  }
  const address = read.from[0]?.address;
  if (read.autocryptKey === null || address === undefined || address === receiving.ownAddress) return;
  const answersUs = answersOurs(receiving.store.read, read, address);
  receiving.events.emit('key-offered', { address, key: read.autocryptKey, at, source: 'autocrypt', answersUs });
}

/** References looked at, the last ones. */
const mostReferences = 10;

/** Message-IDs of ours are random: who names one has seen the message, and it was sent to this address. */
function answersOurs(db: ReadHandle, { references }: ReadMessage, address: string): boolean {
  return references.slice(-mostReferences).some((header) => {
    const ours = findOwnMessageByHeader(db, header);
    const people: Person[] = ours === null ? [] : [...JSON.parse(ours.toJson), ...JSON.parse(ours.ccJson)];
    return people.some((person) => storedAddress(person.address) === storedAddress(address));
  });
}

/** Only a person shows that an address works: an out-of-office note counts as nothing, a server's word as a report. */
function tellWriter(receiving: Receiving, { from, automatic, report }: ReadMessage, { at, mailbox }: Arrival): void {
  const [writer, another] = from;
  if (writer === undefined || another !== undefined || automatic || report !== null) return;
  if (mailbox.role === 'sent' || mailbox.role === 'drafts' || writer.address === receiving.ownAddress) return;
  receiving.events.emit('wrote', { address: writer.address, at });
}
