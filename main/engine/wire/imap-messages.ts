import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { Emitter } from '../base/emitter.ts';
import { fetchWhole, partLength } from './imap-parts.ts';
import type { ImapSession } from './imap-session.ts';
import type { FetchedMessage, ImapConnection, ImapEvents, MessageFlags } from './imap-types.ts';
import { uidSets } from './uid-set.ts';

type Messages = Pick<ImapConnection, 'listUids' | 'changedSince' | 'fetchSources' | 'storeFlags' | 'moveMessages'>;

/** The calls of a connection that name messages of the selected mailbox by UID. Also passes on what the server tells by itself. */
export function createImapMessages(
  client: ImapFlow,
  session: ImapSession,
  events: Emitter<ImapEvents>,
  largest: number,
): Messages {
  const gone = passOnEvents(client, events);

  const listFlags = async (range: string, changedSince?: bigint): Promise<MessageFlags[]> => {
    const rows = new Map<number, MessageFlags>();
    const options = { uid: true, ...(changedSince === undefined ? {} : { changedSince }) };
    for await (const row of client.fetch(range, { uid: true, flags: true }, options)) {
      // A server mixes news about the same messages into its answer: the last word counts, and rows without flags say nothing.
      if (row.flags) rows.set(row.uid, { uid: row.uid, flags: lasting(row.flags), modseq: row.modseq ?? null });
    }
    return [...rows.values()].sort((a, b) => a.uid - b.uid);
  };

  return {
    listUids: (range = '1:*') =>
      session.onSelected(async () => {
        const rows = await listFlags(range);
        // `120:*` names the last message even when its UID is below 120 (RFC 9051, 9, seq-range).
        const first = Number.parseInt(range, 10);
        return range.includes(',') ? rows : rows.filter((row) => !(row.uid < first));
      }),

    changedSince: (modseq) =>
      session.onSelected(async (selected) => {
        if (selected.highestModseq === null || !client.enabled.has('CONDSTORE')) return null;
        const vanished = gone.collect();
        const changed = await listFlags('1:*', modseq).finally(vanished.stop);
        return { changed, vanished: client.enabled.has('QRESYNC') ? [...vanished.uids] : null };
      }),

    fetchSources: async (uids, onMessage, options = {}) => {
      const limit = Math.min(options.sizeLimit ?? largest, largest);
      const reader = createReader(onMessage, options.signal);
      for (const batch of growingBatches(uids)) {
        if (reader.done()) return;
        await session.onSelected(() => fetchBatch(client, batch, limit, reader));
        reader.throwFailure();
      }
    },

    storeFlags: (uids, add, remove) =>
      session.onSelected(async () => {
        for (const set of uidSets(uids)) {
          const silent = { uid: true, silent: true };
          if (add.length > 0 && !(await client.messageFlagsAdd(set, [...add], silent))) throw session.refused('STORE');
          if (remove.length > 0 && !(await client.messageFlagsRemove(set, [...remove], silent))) {
            throw session.refused('STORE');
          }
        }
      }),

    moveMessages: (uids, path) =>
      session.onSelected(async () => {
        const map = new Map<number, number>();
        let told = true;
        for (const set of uidSets(uids)) {
          const moved = await moveSet(client, session, set, path);
          if (moved === null) told = false;
          else for (const [from, to] of moved) map.set(from, to);
        }
        return told ? map : null;
      }),
  };
}

/** `\\Recent` says something about this session, not about the message (RFC 9051, 2.3.2 dropped it). */
const lasting = (flags: ReadonlySet<string>): string[] => [...flags].filter((flag) => flag !== '\\Recent');

type Reader = {
  readonly take: (message: FetchedMessage) => Promise<void>;
  readonly done: () => boolean;
  readonly throwFailure: () => void;
};

/** Keeps what the caller's own function throws apart from what the network does: it comes out as it is. */
function createReader(
  onMessage: (message: FetchedMessage) => void | Promise<void>,
  signal: AbortSignal | undefined,
): Reader {
  let failure: { readonly error: unknown } | null = null;
  return {
    take: async (message) => {
      try {
        await onMessage(message);
      } catch (error) {
        failure = { error };
      }
    },
    done: () => failure !== null || signal?.aborted === true,
    throwFailure: () => {
      if (failure !== null) throw failure.error;
    },
  };
}

/** The first screen is to be full at once, so the batches start small. */
function* growingBatches(uids: readonly number[]): Generator<readonly number[]> {
  let size = 20;
  for (let at = 0; at < uids.length; ) {
    yield uids.slice(at, at + size);
    at += size;
    size = Math.min(200, size * 2);
  }
}

async function fetchBatch(client: ImapFlow, uids: readonly number[], limit: number, reader: Reader): Promise<void> {
  const wanted = new Set(uids);
  const source = { start: 0, maxLength: Math.min(partLength, limit) };
  const query = { uid: true, flags: true, internalDate: true, size: true, source };
  const long: { readonly row: FetchMessageObject; readonly first: Uint8Array }[] = [];
  for (const set of uidSets(uids)) {
    for await (const row of client.fetch(set, query, { uid: true })) {
      // Flag news for other messages comes as rows of the same kind; and a server may repeat itself.
      if (row.source && wanted.delete(row.uid)) {
        if (row.source.length === partLength && partLength < limit) long.push({ row, first: row.source });
        else await reader.take(asFetched(row, row.source, limit));
      }
      if (reader.done()) return;
    }
  }
  for (const { row, first } of long) {
    const whole = await fetchWhole(client, row.uid, first, limit);
    if (whole !== null) await reader.take(asFetched(row, whole, limit));
    if (reader.done()) return;
  }
}

function asFetched(row: FetchMessageObject, source: Uint8Array, limit: number): FetchedMessage {
  return {
    uid: row.uid,
    flags: lasting(row.flags ?? new Set()),
    internalDate: row.internalDate instanceof Date ? row.internalDate : new Date(row.internalDate ?? 0),
    size: row.size ?? source.length,
    source,
    complete: source.length < limit,
  };
}

/**
 * MOVE, or COPY with a deletion of just these UIDs. Where the server has neither MOVE nor UIDPLUS a plain EXPUNGE would also
 * delete what others marked, so there the copies are made and the originals only marked as deleted.
 */
async function moveSet(
  client: ImapFlow,
  session: ImapSession,
  set: string,
  path: string,
): Promise<ReadonlyMap<number, number> | null> {
  const byUid = ['MOVE', 'UIDPLUS', 'IMAP4rev2'].some((name) => client.capabilities.has(name));
  const copied = byUid
    ? await client.messageMove(set, path, { uid: true })
    : await client.messageCopy(set, path, { uid: true });
  if (!copied) throw session.refused('MOVE');
  if (!byUid && !(await client.messageFlagsAdd(set, ['\\Deleted'], { uid: true, silent: true }))) {
    throw session.refused('STORE');
  }
  return copied.uidMap ?? null;
}

type Collecting = { readonly uids: ReadonlySet<number>; readonly stop: () => void };

/**
 * Passes on what the server tells by itself. While someone collects what is gone, deletions are kept for them too: a server
 * reports some as "earlier" (RFC 7162, 3.2.10) and those this session had not heard of yet as news.
 */
function passOnEvents(client: ImapFlow, events: Emitter<ImapEvents>): { collect: () => Collecting } {
  let collecting: Set<number> | null = null;
  client.on('exists', ({ path, count, prevCount }) => events.emit('exists', { path, count, before: prevCount }));
  client.on('flags', ({ path, uid, flags }) => events.emit('flags', { path, uid: uid ?? null, flags: lasting(flags) }));
  client.on('expunge', ({ path, uid, earlier }) => {
    if (uid !== undefined) collecting?.add(uid);
    if (earlier !== true) events.emit('expunge', { path, uid: uid ?? null });
  });
  return {
    collect: () => {
      const uids = new Set<number>();
      collecting = uids;
      return {
        uids,
        stop: () => {
          collecting = null;
        },
      };
    },
  };
}
