import { promisify } from 'node:util';
import { deflateRaw, inflateRawSync } from 'node:zlib';
import { EngineError } from '../base/errors.ts';
import { assertText } from './file-kind.ts';
import { largestFile, largestKept } from './limits.ts';

const compress = promisify(deflateRaw);

/** A file on its way in: compressed in memory and nowhere else, so that nothing of it lies about when it is dropped. */
export type Spool = {
  readonly name: string;
  readonly size: number;
  /** Takes the next bytes; true when all are there. */
  readonly add: (offset: number, bytes: Uint8Array) => Promise<boolean>;
  readonly isComplete: () => boolean;
  readonly pieces: () => readonly Uint8Array[];
};

/** Throws `too-large` at once where the size says so; nothing was read by then. */
export function openSpool(name: string, size: number): Spool {
  if (size > largestFile) throw new EngineError('too-large', { limit: largestFile });
  if (size === 0) throw new EngineError('import-unreadable', { reason: 'empty' });
  const pieces: Uint8Array[] = [];
  let received = 0;
  let kept = 0;
  return {
    name,
    size,
    async add(offset, bytes) {
      if (offset !== received || bytes.length === 0 || received + bytes.length > size)
        throw new EngineError('bad-request', { field: 'offset' });
      if (offset === 0) assertText(bytes);
      received += bytes.length;
      // Elsewhere than on the engine's thread. Level 1: the text is read once or twice.
      const piece = await compress(bytes, { level: 1 });
      pieces.push(piece);
      kept += piece.length;
      if (kept > largestKept) throw new EngineError('import-unreadable', { reason: 'not-text' });
      return received === size;
    },
    isComplete: () => received === size,
    pieces: () => pieces,
  };
}

/** The file's bytes again, one piece at a time. */
export function* spooledBytes(pieces: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const piece of pieces) yield inflateRawSync(piece);
}
