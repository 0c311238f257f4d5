import { largestCallBytes } from '../../contract/envelope.ts';
import { EngineError } from '../base/errors.ts';

/** Values of one call: stops a window that sends millions of empty ones. */
const mostValues = 100_000;

/** Throws `too-large` for an input whose texts and bytes together are over the limit, before a schema walks through it. */
export function guardCallSize(input: unknown): void {
  let bytes = 0;
  let values = 0;
  const waiting: unknown[] = [input];
  while (waiting.length > 0) {
    const value = waiting.pop();
    values += 1;
    if (typeof value === 'string') bytes += value.length;
    else if (ArrayBuffer.isView(value)) bytes += value.byteLength;
    else if (value !== null && typeof value === 'object') {
      for (const [name, member] of Object.entries(value)) {
        bytes += name.length;
        waiting.push(member);
      }
    }
    if (bytes > largestCallBytes || values + waiting.length > mostValues) {
      throw new EngineError('too-large', { limit: largestCallBytes });
    }
  }
}
