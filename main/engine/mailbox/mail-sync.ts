import type { ConnectionState } from '../../contract/account.ts';
import { storedAddress } from '../base/address.ts';
import type { Clock } from '../base/clock.ts';
import { createEmitter, type Emitter } from '../base/emitter.ts';
import { EngineError, isEngineError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Store } from '../store/open.ts';
import { findMailboxByRole, listMailboxes, type MailboxRow } from '../store/tables/mailbox.ts';
import type { ImapConnection } from '../wire/imap-types.ts';
import { createThreadActions, type ThreadActions } from './actions.ts';
import { connectionState, noSession, type SessionFacts } from './connection-state.ts';
import type { Suspects } from './fetch-missing.ts';
import { forgetGone } from './forget-gone.ts';
import type { MailboxEvents } from './mailbox-events.ts';
import { pushActions } from './push-actions.ts';
import type { ReadMessagesCall } from './read-result.ts';
import type { Receiving } from './receiving.ts';
import { refreshMailboxes } from './refresh-mailboxes.ts';
import { createSentFolder, type SentFolder } from './sent-folder.ts';
import { runLane } from './session-lane.ts';
import { syncMailbox } from './sync-mailbox.ts';
import { createWakeUp } from './wake-up.ts';

export type MailSyncParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Signs in to the account; called for each of two connections, and again after each break. */
  readonly connect: () => Promise<ImapConnection>;
  readonly readMessages: ReadMessagesCall;
  /** Armored, the present one first. */
  readonly privateKeys: () => readonly string[];
  /** The account's own address. */
  readonly ownAddress: string;
};

/** An account's way in, from start to stop. */
export type MailSync = {
  readonly events: Emitter<MailboxEvents>;
  readonly actions: ThreadActions;
  readonly sentFolder: SentFolder;
  readonly state: () => ConnectionState;
  readonly start: () => void;
  /** Looks at once at everything, also when the line was given up for a while. */
  readonly syncNow: () => void;
  /** Ends both connections; what was not finished goes on at the next start. */
  readonly stop: () => Promise<void>;
};

/** How often everything is looked at, in ms: IDLE may be missing, or be forgotten by a router on the way. */
const inboxEvery = 2 * 60_000;
const othersEvery = 3 * 60_000;
/** Messages of the inbox before other mailboxes are looked at. */
const firstScreen = 50;

/** "Sent" comes before "All mail", so that our own mail is recognised where only we can put it. */
const lookOrder: readonly (MailboxRow['role'] | 'none')[] = [
  'sent',
  'drafts',
  'archive',
  'none',
  'junk',
  'trash',
  'all',
];

/**
 * Keeps the store like the server on two connections: one has the inbox, listens there (IDLE) and tells the server what
 * people did; the other goes through all other mailboxes, again and again.
 */
export function createMailSync(parts: MailSyncParts): MailSync {
  const { store, clock, log } = parts;
  const events = createEmitter<MailboxEvents>(() => log.warn('mailbox-listener-failed'));
  const receiving: Receiving = { ...parts, ownAddress: storedAddress(parts.ownAddress), now: clock.now, events };
  const suspects: Suspects = new Map();
  const wakeInbox = createWakeUp(clock);
  const wakeOthers = createWakeUp(clock);
  // Of its own: what people do must not make a wrong password knock at the server again.
  const retryInbox = createWakeUp(clock);
  const retryOthers = createWakeUp(clock);
  const stopping = new AbortController();
  let facts: SessionFacts = noSession;
  let received = 0;
  let inboxLine: ImapConnection | null = null;
  const running: Promise<void>[] = [];

  const note = (more: Partial<SessionFacts>) => {
    facts = { ...facts, ...more };
    events.emit('connection', connectionState(facts));
  };
  const progress = {
    // A new stretch of work counts from nothing.
    expect: (count: number) => {
      if (count > 0) note(facts.done >= facts.total ? { done: 0, total: count } : { total: facts.total + count });
    },
    receive: (count: number) => {
      received += count;
      note({ done: facts.done + count });
    },
  };
  const sync = async (connection: ImapConnection, mailboxId: string, signal: AbortSignal) => {
    const looking = { connection, receiving, suspects, progress, signal };
    try {
      await syncMailbox(looking, mailboxId);
    } catch (error) {
      // A new UIDVALIDITY in the middle: nothing was done to wrong messages, and the second look sees it.
      if (!isEngineError(error, 'state-changed')) throw error;
      await syncMailbox(looking, mailboxId);
    }
  };
  const emitThreads = (threadIds: readonly string[]) => {
    if (threadIds.length > 0) events.emit('threads', { threadIds });
  };
  const listMailboxesAgain = async (connection: ImapConnection) => {
    const { changed } = await refreshMailboxes(connection, store, clock.now());
    if (changed) events.emit('threads', { threadIds: [] });
  };

  const workInbox = async (connection: ImapConnection, signal: AbortSignal) => {
    await listMailboxesAgain(connection);
    for (const name of ['exists', 'expunge', 'flags'] as const) connection.events.on(name, () => wakeInbox.call());
    while (!signal.aborted) {
      emitThreads(await pushActions(connection, store, clock.now, signal));
      const inbox = findMailboxByRole(store.read, 'inbox');
      if (inbox !== null) await sync(connection, inbox.id, signal);
      if (signal.aborted) return;
      note({ busy: false, lastSyncAt: clock.now() });
      const stopWatching = connection.watch();
      await wakeInbox.wait(inboxEvery, signal);
      stopWatching();
    }
  };

  const workOthers = async (connection: ImapConnection, signal: AbortSignal) => {
    while (!signal.aborted) {
      await listMailboxesAgain(connection);
      for (const mailbox of inLookOrder(listMailboxes(store.read))) {
        if (signal.aborted) return;
        await syncOther(connection, mailbox.id, signal);
      }
      await forgetGone(store, clock.now());
      await wakeOthers.wait(othersEvery, signal);
    }
  };

  /** One mailbox that cannot be opened must not keep the others from being looked at. */
  const syncOther = async (connection: ImapConnection, mailboxId: string, signal: AbortSignal) => {
    try {
      await sync(connection, mailboxId, signal);
    } catch (error) {
      const code = error instanceof EngineError ? error.code : null;
      if (code !== 'not-found' && code !== 'server-protocol' && code !== 'state-changed') throw error;
      log.warn('mailbox-not-synced', { code });
    }
  };

  /** The inbox comes first: its first screen is full before a second line is asked for. */
  const connectAfterInbox = async (): Promise<ImapConnection> => {
    while (!facts.connected || (facts.lastSyncAt === null && received < firstScreen)) {
      if (stopping.signal.aborted) throw new EngineError('offline', { reason: 'stopped' });
      await new Promise<void>((resolve) => clock.after(100, resolve));
    }
    return parts.connect();
  };

  return {
    events,
    state: () => (running.length === 0 ? { ...connectionState(facts), state: 'none' } : connectionState(facts)),
    actions: createThreadActions(store, clock.now, (threadId) => {
      emitThreads([threadId]);
      wakeInbox.call();
    }),
    sentFolder: createSentFolder(store, () => inboxLine, wakeOthers.call),
    start() {
      if (running.length > 0) return;
      const inboxLane = runLane({
        clock,
        connect: parts.connect,
        work: workInbox,
        retry: retryInbox,
        stop: stopping.signal,
        onConnected: (connection) => {
          inboxLine = connection;
          note({ connected: true, busy: true, failure: null });
          retryOthers.call();
        },
        onFailed: (failure) => {
          inboxLine = null;
          log.warn('inbox-line-failed', { code: failure.code });
          note({ connected: false, busy: false, failure, done: 0, total: 0 });
        },
      });
      const othersLane = runLane({
        clock,
        connect: connectAfterInbox,
        work: workOthers,
        retry: retryOthers,
        stop: stopping.signal,
        onConnected: () => {},
        onFailed: (failure) => log.warn('others-line-failed', { code: failure.code }),
      });
      running.push(inboxLane, othersLane);
      note({});
    },
    syncNow() {
      for (const wake of [retryInbox, retryOthers, wakeInbox, wakeOthers]) wake.call();
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

function inLookOrder(mailboxes: readonly MailboxRow[]): readonly MailboxRow[] {
  const rank = ({ role }: MailboxRow) => lookOrder.indexOf(role ?? 'none');
  return mailboxes.filter(({ role }) => role !== 'inbox').sort((a, b) => rank(a) - rank(b));
}
