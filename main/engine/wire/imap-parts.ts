import type { ImapFlow } from 'imapflow';

/** Bytes of a message that are asked for at once: putting together a longer answer would hold up the engine's thread. */
export const partLength = 4 * 1024 * 1024;

/**
 * The whole of a message of which the first part is here, up to `limit` bytes; null when it is gone meanwhile. A server that
 * knows no parts has sent the whole as the first.
 */
export async function fetchWhole(
  client: ImapFlow,
  uid: number,
  first: Uint8Array,
  limit: number,
): Promise<Uint8Array | null> {
  const parts = [first];
  let length = first.length;
  while (parts.at(-1)?.length === partLength && length < limit) {
    const source = { start: length, maxLength: Math.min(partLength, limit - length) };
    const row = await client.fetchOne(String(uid), { uid: true, source }, { uid: true });
    if (!row) return null;
    const part = row.source ?? new Uint8Array(0);
    parts.push(part);
    length += part.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return whole;
}
