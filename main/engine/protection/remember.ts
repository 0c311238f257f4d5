import { createHash } from 'node:crypto';

/**
 * The same function, which keeps what it last made of up to `most` inputs, by their SHA-256. For what is costly to read and
 * read again with every message: it lives as long as its thread, and threads end when the vault is locked. What throws or
 * rejects is not kept.
 */
export function remember<Input extends Uint8Array | string, Value>(
  most: number,
  read: (input: Input) => Value,
): (input: Input) => Value {
  const kept = new Map<string, Value>();
  return (input) => {
    const name = createHash('sha256').update(input).digest('base64');
    const known = kept.get(name);
    const value = known ?? read(input);
    // Put last again: what was not used for longest goes first.
    kept.delete(name);
    kept.set(name, value);
    if (value instanceof Promise) value.catch(() => kept.delete(name));
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return value;
  };
}
