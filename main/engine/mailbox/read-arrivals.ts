import { readSourceBytes } from '../store/pieces.ts';
import { readInputOf } from './read-input.ts';
import { type ReadInput, type ReadMessage, unreadableMessage } from './read-result.ts';
import type { Receiving } from './receiving.ts';

/** A message's bytes, with what reading it depends on. */
export type Unread = { readonly source: Uint8Array; readonly arrivedAt: number };

/** Jobs that short messages are put into: as many as there are threads. */
const jobs = 2;

/**
 * Reads short messages, several in one job, for handing over costs more than reading. Where a job fails (its thread died or
 * hung, or the computer slept meanwhile) each of its messages gets one more try by itself. What cannot be read then is
 * given back as unreadable.
 */
export async function readShort(receiving: Receiving, unread: readonly Unread[]): Promise<readonly ReadMessage[]> {
  const size = Math.ceil(unread.length / jobs);
  const parts = Array.from({ length: jobs }, (_, at) => unread.slice(at * size, (at + 1) * size));
  return (await Promise.all(parts.map((part) => readTogether(receiving, part)))).flat();
}

async function readTogether(receiving: Receiving, unread: readonly Unread[]): Promise<readonly ReadMessage[]> {
  if (unread.length === 0) return [];
  const inputs = unread.map(({ source, arrivedAt }) => inputOf(receiving, source, arrivedAt));
  try {
    return await receiving.readMessages(inputs, []);
  } catch {
    return Promise.all(inputs.map((input) => readAlone(receiving, input, [])));
  }
}

async function readAlone(
  receiving: Receiving,
  input: ReadInput,
  handOver: readonly ArrayBuffer[],
): Promise<ReadMessage> {
  const bytes = input.source.length;
  try {
    const [read] = await receiving.readMessages([input], handOver);
    return read ?? unreadableMessage;
  } catch {
    receiving.log.warn('message-unreadable', { bytes });
    return unreadableMessage;
  }
}

/** Reads a long message whose source is already in the store; `source` is handed over, and gone afterwards. */
export async function readLong(
  receiving: Receiving,
  messageId: string,
  { source, arrivedAt }: Unread,
): Promise<ReadMessage> {
  const input = inputOf(receiving, source, arrivedAt);
  try {
    const [read] = await receiving.readMessages([input], longBuffer(source));
    if (read !== undefined) return read;
  } catch {
    // One more try: the thread may have died of another message.
  }
  const again = await readSourceBytes(receiving.store, messageId);
  return readAlone(receiving, { ...input, source: again }, longBuffer(again));
}

const longBuffer = ({ buffer }: Uint8Array): ArrayBuffer[] => (buffer instanceof ArrayBuffer ? [buffer] : []);

function inputOf(receiving: Receiving, source: Uint8Array, arrivedAt: number): ReadInput {
  return readInputOf(receiving.store.read, {
    source,
    arrivedAt,
    privateKeys: receiving.privateKeys(),
    ownAddress: receiving.ownAddress,
    now: receiving.now(),
  });
}
