import { createEmitter } from '../../../main/engine/base/emitter.ts';
import { EngineError } from '../../../main/engine/base/errors.ts';
import type { FetchedMessage, ImapConnection, ImapEvents } from '../../../main/engine/wire/imap-types.ts';

export type Script = {
  /** UID to source, of the one mailbox. */
  readonly messages: ReadonlyMap<number, string>;
  readonly uidValidity?: number;
  /** Throws what happens instead of handing the message over. */
  readonly onFetch?: (uid: number, asked: readonly number[]) => void;
};

export type ScriptedConnection = ImapConnection & {
  readonly asked: readonly number[][];
  readonly tell: (count: number) => void;
};

/** A wire that does as it is told: a mailbox in memory, with faults. For what real servers do not do on request. */
export function scriptConnection(script: Script): ScriptedConnection {
  const events = createEmitter<ImapEvents>(() => {});
  const asked: number[][] = [];
  const never = (): never => {
    throw new EngineError('unexpected', { what: 'not scripted' });
  };
  return {
    events,
    asked,
    tell: (count) => events.emit('exists', { path: 'inbox', count, before: count - 1 }),
    capabilities: { condstore: false, qresync: false, move: true },
    tls: { protocol: 'TLSv1.3', cipher: '' },
    listMailboxes: async () => [{ path: 'inbox', delimiter: '/', role: 'inbox', subscribed: true, selectable: true }],
    select: async (path) => ({
      path,
      uidValidity: BigInt(script.uidValidity ?? 1),
      uidNext: Math.max(0, ...script.messages.keys()) + 1,
      exists: script.messages.size,
      highestModseq: null,
    }),
    listUids: async (range = '1:*') =>
      [...script.messages.keys()]
        .filter((uid) => uid >= Number.parseInt(range, 10))
        .map((uid) => ({ uid, flags: [], modseq: null })),
    changedSince: async () => null,
    async fetchSources(uids, onMessage, options = {}) {
      asked.push([...uids]);
      for (const uid of uids) {
        if (options.signal?.aborted) return;
        script.onFetch?.(uid, uids);
        const source = script.messages.get(uid);
        if (source !== undefined) await onMessage(fetched(uid, source));
      }
    },
    storeFlags: never,
    moveMessages: never,
    append: never,
    searchMessageId: never,
    createMailbox: never,
    watch: () => () => {},
    close: async () => {},
  };
}

const fetched = (uid: number, source: string): FetchedMessage => ({
  uid,
  flags: [],
  internalDate: new Date(Date.UTC(2026, 0, 1) + uid * 60_000),
  size: source.length,
  source: Buffer.from(source),
  complete: true,
});
