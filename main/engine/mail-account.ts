import type { ConnectionState } from '../contract/account.ts';
import { EngineError } from './base/errors.ts';
import type { Journal } from './journal/journal.ts';
import { findAccount } from './journal/settings.ts';
import { createThreadActions, type ThreadActions } from './mailbox/actions.ts';
import { createMailSync, type MailSync } from './mailbox/mail-sync.ts';
import { filedInputOf, type ReadAgainParts, readAgain, readSmimeSignersAgain } from './mailbox/read-again.ts';
import type { ReadInput } from './mailbox/read-result.ts';
import type { OutboxEnvelope, SentCheck } from './outbox/outbox.ts';
import { keepOfferedKey, type OfferedKeyKeeping } from './patients/offered-keys.ts';
import type { Surroundings } from './session.ts';
import type { Store } from './store/open.ts';
import { findMessage } from './store/tables/message.ts';
import { listOwnKeyRows } from './store/tables/own-key.ts';
import { connectImap } from './wire/imap-connection.ts';
import type { Login } from './wire/server-settings.ts';
import { type SendResult, sendBytes, smtpCapabilities } from './wire/smtp-send.ts';
import type { SmtpCapabilities } from './wire/smtp-session.ts';

/** The practice's one mail account: what comes in and goes out over the wire. */
export type MailAccount = {
  /** Begins to receive with the saved account; does nothing while there is none. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly connection: () => ConnectionState;
  readonly syncNow: () => void;
  /** Looks again at what a new key may open (null), or at whose signer of this address it may name. */
  readonly readAgain: (address: string | null) => void;
  /** The same for every S/MIME signature: an authority is trusted from now on. */
  readonly readSmimeSignersAgain: () => void;
  /** What a worker needs to look into a message that is filed. Throws `not-found`. */
  readonly readInput: (messageId: string) => Promise<ReadInput>;
  readonly actions: () => ThreadActions;
  readonly send: (envelope: OutboxEnvelope, bytes: Uint8Array) => Promise<SendResult>;
  readonly fileCopy: (bytes: Uint8Array, messageIdHeader: string, at: number) => Promise<void>;
  readonly lookInSent: (messageIdHeader: string) => Promise<SentCheck>;
  /** The server's largest message in bytes (RFC 1870); null while nobody asked it yet. */
  readonly sizeLimit: () => number | null;
  /** Whether the server offers REQUIRETLS (RFC 8689), as it said inside TLS. */
  readonly requireTls: () => 'offered' | 'not-offered' | 'unknown';
  /** True where the provider files what was sent by itself. */
  readonly providerFilesCopies: () => boolean;
};

type Parts = Surroundings & {
  readonly store: Store;
  readonly journal: Journal;
  /** The line came back, or the first look is done: whoever waits to send may try. */
  readonly onLineBack: () => void;
  /** Reports about mail of ours were filed. */
  readonly onCameBack: () => void;
  /** Patients took marketing back. */
  readonly onOptedOut: () => void;
  /** A person wrote from this address, at this time (ms). */
  readonly onWrote: (address: string, at: number) => void;
};

const noAccount: ConnectionState = {
  state: 'none',
  code: null,
  facts: {},
  done: 0,
  total: 0,
  lastSyncAt: null,
};

/** Joins wire and mailbox for the account that is saved in the vault. */
export function createMailAccount(parts: Parts): MailAccount {
  const { store, journal, clock, log, emit, workers, passwords, providers, roots } = parts;
  let sync: MailSync | null = null;
  let capabilities: Pick<SmtpCapabilities, 'size' | 'requireTls'> | null = null;
  let wasConnected = false;
  let keeping: Promise<void> = Promise.resolve();

  function getAccount() {
    const account = findAccount(store.read);
    if (account === null) throw new EngineError('not-found', { what: 'account' });
    return account;
  }

  async function login(): Promise<Login> {
    const { address, user } = getAccount();
    const kept = await passwords.find(store, address);
    if (kept === null) throw new EngineError('sign-in-refused', { reason: 'no-password' });
    return { user, password: kept.password };
  }

  function follow(session: MailSync): void {
    session.events.on('threads', ({ threadIds }) => emit('threads.changed', { threadIds: [...threadIds] }));
    session.events.on('connection', (state) => {
      emit('account.connection', state);
      const connected = state.state === 'syncing' || state.state === 'up-to-date';
      if (connected && !wasConnected) lineBack();
      wasConnected = connected;
    });
    session.events.on('came-back', parts.onCameBack);
    session.events.on('opted-out', parts.onOptedOut);
    session.events.on('wrote', ({ address, at }) => parts.onWrote(address, at));
    session.events.on('key-offered', ({ address, key, source, answersUs }) => {
      // One at a time, however many come at once.
      keeping = keeping.then(() => keepKey({ address, bytes: key, source, answersUs }));
    });
  }

  function lineBack(): void {
    parts.onLineBack();
    if (capabilities !== null) return;
    const account = findAccount(store.read);
    if (account === null) return;
    void smtpCapabilities(account.smtp, roots).then(
      (found) => {
        capabilities = found;
        // What it offers decides whether a mode can be had.
        if (found.requireTls) emit('threads.changed', { threadIds: [] });
      },
      () => log.info('smtp.capabilities-later'),
    );
  }

  const offeredKeys: OfferedKeyKeeping = {
    store,
    journal,
    judge: (offered) => workers.run('offeredKey', offered),
    merge: (job) => workers.run('mergeKeys', job),
  };
  async function keepKey(offered: Omit<Parameters<typeof keepOfferedKey>[1], 'now'>): Promise<void> {
    try {
      const keptFor = await keepOfferedKey(offeredKeys, { ...offered, now: clock.now() });
      if (keptFor.length === 0) return;
      for (const each of keptFor) readLater(() => readAgain(reading, each));
      emit('threads.changed', { threadIds: [] });
      emit('keys.changed', {});
    } catch {
      log.info('autocrypt.key-not-kept');
    }
  }

  /** What people do while there is no account, or no session yet, is still written down and told to the server later. */
  const localActions = createThreadActions(store, clock.now, (threadId) =>
    emit('threads.changed', { threadIds: [threadId] }),
  );

  const reading: ReadAgainParts = {
    store,
    readMessages: (messages, handOver) => workers.run('read', { messages }, handOver),
    privateKeys: () => listOwnKeyRows(store.read).map((row) => row.privateKey),
    ownAddress: () => findAccount(store.read)?.address ?? '',
    now: clock.now,
    log,
    onChanged: (threadId) => emit('threads.changed', { threadIds: [threadId] }),
    isStopping: () => stopped,
  };
  let stopped = false;
  let lastReading: Promise<void> = Promise.resolve();
  function readLater(read: () => Promise<void>): void {
    lastReading = lastReading.then(read);
  }

  return {
    readAgain: (address) => readLater(() => readAgain(reading, address)),
    readSmimeSignersAgain: () => readLater(() => readSmimeSignersAgain(reading)),
    async readInput(messageId) {
      const row = findMessage(store.read, messageId);
      if (row === null) throw new EngineError('not-found');
      return filedInputOf(reading, row);
    },
    async start() {
      stopped = false;
      const account = findAccount(store.read);
      if (account === null || sync !== null) return;
      sync = createMailSync({
        store,
        clock,
        log,
        connect: async () => connectImap(account.imap, await login(), { roots, log }),
        readMessages: reading.readMessages,
        privateKeys: reading.privateKeys,
        ownAddress: account.address,
      });
      follow(sync);
      sync.start();
    },
    async stop() {
      const ending = sync;
      sync = null;
      wasConnected = false;
      capabilities = null;
      stopped = true;
      await Promise.all([ending?.stop(), lastReading]);
    },
    connection: () => sync?.state() ?? noAccount,
    syncNow() {
      sync?.syncNow();
      parts.onLineBack();
    },
    actions: () => sync?.actions ?? localActions,
    async send(envelope, bytes) {
      try {
        const { smtp } = getAccount();
        const result = await sendBytes(smtp, await login(), {
          envelopeFrom: envelope.from,
          envelopeTo: envelope.to,
          requireTls: envelope.requireTls ?? 'never',
          bytes,
          roots,
        });
        if (result.outcome === 'not-sent' && result.code === 'requiretls-missing') {
          capabilities = { size: capabilities?.size ?? null, requireTls: false };
        }
        return result;
      } catch (error) {
        // Nothing was connected yet: neither account nor password is at hand.
        const { code, facts } = error instanceof EngineError ? error : new EngineError('unexpected');
        return { outcome: 'not-sent', retry: true, code, response: '', facts };
      }
    },
    async fileCopy(bytes, messageIdHeader, at) {
      if (sync === null) throw new EngineError('offline');
      // A crash may have come between filing and noting it.
      if (await sync.sentFolder.has(messageIdHeader)) return;
      await sync.sentFolder.append(bytes, at);
    },
    async lookInSent(messageIdHeader) {
      if (sync === null) return 'not-checked';
      const found = await sync.sentFolder.has(messageIdHeader);
      if (found === true) return 'in-sent';
      return found === false && providerFilesCopies() ? 'not-in-sent' : 'cannot-tell';
    },
    sizeLimit: () => capabilities?.size ?? null,
    requireTls: () => (capabilities === null ? 'unknown' : capabilities.requireTls ? 'offered' : 'not-offered'),
    providerFilesCopies,
  };

  function providerFilesCopies(): boolean {
    const account = findAccount(store.read);
    return account !== null && providers.findByServer(account.imap.host)?.filesSentCopies === true;
  }
}
