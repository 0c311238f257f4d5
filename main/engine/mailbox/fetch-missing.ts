import { isEngineError } from '../base/errors.ts';
import type { MailboxRow } from '../store/tables/mailbox.ts';
import { skipUid } from '../store/tables/skipped-uid.ts';
import type { FetchedMessage, ImapConnection } from '../wire/imap-types.ts';
import { prepareMessages } from './prepare-messages.ts';
import { receiveBatch, retryAfter } from './receive-batch.ts';
import type { Receiving } from './receiving.ts';

/** One batch is on its way while another is read and a third is written. */
const batch = { messages: 25, bytes: 8 * 1024 * 1024 };
/** How often the line may break at one and the same message before that is set aside. */
const mostBreaks = 3;

/** UIDs that were on their way when a connection broke, and how often; lives as long as the account's session. */
export type Suspects = Map<string, number>;

export type FetchMissing = {
  readonly connection: ImapConnection;
  readonly mailbox: Pick<MailboxRow, 'id' | 'role'>;
  readonly receiving: Receiving;
  readonly suspects: Suspects;
  /** Ends the fetch after the message that is on its way. */
  readonly signal: AbortSignal;
  readonly onReceived: (count: number) => void;
};

/**
 * Fetches and files messages, newest first as given. One that the server refuses, or that breaks the connection again and
 * again, is set aside for an hour and the others go on. Returns the UIDs that are still to be fetched, when cut off.
 */
export async function fetchMissing(fetch: FetchMissing, uids: readonly number[]): Promise<readonly number[]> {
  const suspicious = uids.filter((uid) => fetch.suspects.has(keyOf(fetch, uid)));
  const clean = uids.filter((uid) => !fetch.suspects.has(keyOf(fetch, uid)));
  const cleanRest = await fetchTogether(fetch, clean);
  const suspiciousRest = fetch.signal.aborted ? suspicious : await fetchSingly(fetch, suspicious);
  return [...cleanRest, ...suspiciousRest];
}

async function fetchTogether(fetch: FetchMissing, uids: readonly number[]): Promise<readonly number[]> {
  const received = new Set<number>();
  let waiting: FetchedMessage[] = [];
  let bytes = 0;
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    const messages = waiting;
    waiting = [];
    bytes = 0;
    const reading = prepareMessages(fetch.receiving, fetch.mailbox, messages);
    // Both are heard at a later flush.
    reading.catch(() => {});
    await writing;
    writing = reading
      .then((incoming) => receiveBatch(fetch.receiving, incoming))
      .then(() => {
        for (const { uid } of messages) received.add(uid);
        fetch.onReceived(messages.length);
      });
    writing.catch(() => {});
  };
  const rest = () => uids.filter((uid) => !received.has(uid));
  try {
    await fetch.connection.fetchSources(
      uids,
      async (message) => {
        waiting.push(message);
        bytes += message.source.length;
        if (waiting.length >= batch.messages || bytes >= batch.bytes) await flush();
      },
      { signal: fetch.signal },
    );
    if (waiting.length > 0) await flush();
    await writing;
  } catch (error) {
    await writing;
    if (!isEngineError(error) || isEngineError(error, 'state-changed')) throw error;
    for (const uid of rest()) raiseSuspicion(fetch, uid);
    if (!isEngineError(error, 'server-protocol')) throw error;
    return fetchSingly(fetch, rest());
  }
  if (fetch.signal.aborted) return rest();
  // Listed, asked for and not handed over: expunged meanwhile, or a server that cannot.
  for (const uid of rest()) setAside(fetch, uid);
  return [];
}

async function fetchSingly(fetch: FetchMissing, uids: readonly number[]): Promise<readonly number[]> {
  for (const [index, uid] of uids.entries()) {
    if (fetch.signal.aborted) return uids.slice(index);
    if ((fetch.suspects.get(keyOf(fetch, uid)) ?? 0) >= mostBreaks) {
      setAside(fetch, uid);
      continue;
    }
    raiseSuspicion(fetch, uid);
    const messages: FetchedMessage[] = [];
    try {
      await fetch.connection.fetchSources([uid], (message) => void messages.push(message));
    } catch (error) {
      if (!isEngineError(error, 'server-protocol')) throw error;
    }
    if (messages.length === 0) setAside(fetch, uid);
    await receiveBatch(fetch.receiving, await prepareMessages(fetch.receiving, fetch.mailbox, messages));
    fetch.suspects.delete(keyOf(fetch, uid));
    fetch.onReceived(1);
  }
  return [];
}

const keyOf = ({ mailbox }: FetchMissing, uid: number): string => `${mailbox.id} ${uid}`;

function raiseSuspicion(fetch: FetchMissing, uid: number): void {
  const key = keyOf(fetch, uid);
  fetch.suspects.set(key, (fetch.suspects.get(key) ?? 0) + 1);
}

function setAside(fetch: FetchMissing, uid: number): void {
  const { receiving, mailbox } = fetch;
  receiving.log.warn('message-refused', { uid });
  fetch.suspects.delete(keyOf(fetch, uid));
  receiving.store.write((db) =>
    skipUid(db, { mailboxId: mailbox.id, uid, reason: 'refused', nextAttemptAt: receiving.now() + retryAfter }),
  );
}
