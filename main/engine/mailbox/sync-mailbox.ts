import { EngineError, isEngineError } from '../base/errors.ts';
import { highestUid } from '../store/tables/location.ts';
import { findMailbox, type MailboxRow, setMailboxCompared } from '../store/tables/mailbox.ts';
import type { ImapConnection, SelectedMailbox } from '../wire/imap-types.ts';
import { type Comparison, compareAll, compareSome, countExpected } from './compare-mailbox.ts';
import { fetchMissing, type Suspects } from './fetch-missing.ts';
import type { Receiving } from './receiving.ts';
import { removeStandIns, restartUids } from './restart-uids.ts';

/** Messages to fetch, and fetched, as they become known. */
export type Progress = { readonly expect: (count: number) => void; readonly receive: (count: number) => void };

export type MailboxSync = {
  readonly connection: ImapConnection;
  readonly receiving: Receiving;
  readonly suspects: Suspects;
  readonly progress: Progress;
  readonly signal: AbortSignal;
};

/** Messages asked for in one go. */
const slice = 2_000;

/**
 * Brings one mailbox to what the server has: flags, what is gone, what is missing, the newest first. Compares sets of UIDs
 * rather than remembering how far it came, so whatever cut it off, nothing is skipped. Mail that comes in meanwhile is
 * fetched before older mail goes on.
 */
export async function syncMailbox(sync: MailboxSync, mailboxId: string): Promise<void> {
  const { connection, receiving, signal } = sync;
  const { store } = receiving;
  const known = getMailbox(sync, mailboxId);
  const selected = await connection.select(known.path);
  const uidValidity = Number(selected.uidValidity);
  if (known.uidValidity !== uidValidity) await restartUids(store, mailboxId, uidValidity, receiving.now());
  const mailbox = getMailbox(sync, mailboxId);
  const comparison = await compare(sync, mailbox, selected);
  announce(sync, [...comparison.threadIds]);

  let missing = comparison.missing;
  sync.progress.expect(missing.length);
  while (missing.length > 0) {
    if (signal.aborted) return;
    const news = new AbortController();
    const stopListening = connection.events.on('exists', ({ path, count, before }) => {
      if (path === mailbox.path && count > before) news.abort();
    });
    try {
      const rest = await fetchMissing(
        {
          connection,
          mailbox,
          receiving,
          suspects: sync.suspects,
          signal: AbortSignal.any([signal, news.signal]),
          onReceived: sync.progress.receive,
        },
        missing.slice(0, slice),
      );
      missing = [...rest, ...missing.slice(slice)];
    } finally {
      stopListening();
    }
    if (news.signal.aborted) {
      const fresh = await listFresh(sync, mailbox, Math.max(0, ...missing.slice(0, 1)));
      const wanted = fresh.filter((uid) => !missing.includes(uid));
      sync.progress.expect(wanted.length);
      missing = [...wanted, ...missing];
    }
  }
  announce(sync, await removeStandIns(store, mailboxId, receiving.now()));
  const modseq = selected.highestModseq === null ? null : String(selected.highestModseq);
  store.write((db) => setMailboxCompared(db, mailboxId, modseq, true));
}

function getMailbox({ receiving }: MailboxSync, mailboxId: string): MailboxRow {
  const mailbox = findMailbox(receiving.store.read, mailboxId);
  if (mailbox === null) throw new EngineError('not-found', { what: 'mailbox' });
  return mailbox;
}

function announce({ receiving }: MailboxSync, threadIds: readonly string[]): void {
  if (threadIds.length > 0) receiving.events.emit('threads', { threadIds });
}

async function compare(sync: MailboxSync, mailbox: MailboxRow, selected: SelectedMailbox): Promise<Comparison> {
  const { store, now } = sync.receiving;
  const changes = await compareChanges(sync, mailbox, selected);
  const expected = countExpected(store.read, mailbox.id) + (changes?.missing.length ?? 0);
  if (changes !== null && expected === selected.exists) return changes;
  const whole = await compareAll(store, mailbox.id, await sync.connection.listUids(), now());
  return { ...whole, threadIds: new Set([...whole.threadIds, ...(changes?.threadIds ?? [])]) };
}

/** Only what changed since last time (RFC 7162), where the server can tell; null asks for the whole comparison. */
async function compareChanges(
  { connection, receiving }: MailboxSync,
  mailbox: MailboxRow,
  selected: SelectedMailbox,
): Promise<Comparison | null> {
  if (mailbox.complete === 0 || mailbox.highestModseq === null || selected.highestModseq === null) return null;
  if (mailbox.highestModseq === String(selected.highestModseq)) return { missing: [], threadIds: new Set() };
  const changes = await connection.changedSince(BigInt(mailbox.highestModseq));
  if (changes === null) return null;
  return compareSome(receiving.store, mailbox.id, changes.changed, changes.vanished ?? [], receiving.now());
}

/** What came in above the highest UID known, newest first. */
async function listFresh(sync: MailboxSync, mailbox: MailboxRow, highestMissing: number): Promise<readonly number[]> {
  const { store, now } = sync.receiving;
  try {
    const above = Math.max(highestUid(store.read, mailbox.id), highestMissing) + 1;
    const listed = await sync.connection.listUids(`${above}:*`);
    return (await compareSome(store, mailbox.id, listed, [], now())).missing;
  } catch (error) {
    // Said by the next command in full; here it must not lose what is still to be fetched.
    if (isEngineError(error, 'server-protocol')) return [];
    throw error;
  }
}
