import type { ReadHandle } from '../store/sql.ts';
import { findCandidates } from './candidates.ts';
import type { ReadInput } from './read-result.ts';
import { findSmimeInput } from './smime-input.ts';

/** All that a worker needs to read a message, of either way to protect one: new, filed, or read once more. */
export function readInputOf(
  db: ReadHandle,
  message: Pick<ReadInput, 'source' | 'arrivedAt' | 'privateKeys' | 'ownAddress' | 'now'>,
): ReadInput {
  const { source, ownAddress } = message;
  const smime = findSmimeInput(db, source);
  return {
    ...message,
    // A view would take along the memory around it.
    source: source.length === source.buffer.byteLength ? source : new Uint8Array(source),
    candidates: findCandidates(db, source, ownAddress),
    ...(smime === null ? {} : { smime }),
  };
}
