/**
 * The next hybrid logical time: never earlier than the last one, also when the clock was set back, so that entries of
 * several computers sort the same everywhere. Shape: 13 digits of ms, 4 hex digits of counter, computer id.
 */
export function nextHybridTime(last: string | null, now: number, computerId: string): string {
  const [lastMs, lastCounter] = last ? [Number(last.slice(0, 13)), Number.parseInt(last.slice(14, 18), 16)] : [0, 0];
  const ms = Math.max(now, lastMs);
  const counter = ms === lastMs ? lastCounter + 1 : 0;
  // 65,536 entries within one millisecond: the time moves on instead of the counter.
  const [atMs, atCounter] = counter > 0xffff ? [ms + 1, 0] : [ms, counter];
  return `${String(atMs).padStart(13, '0')}-${atCounter.toString(16).padStart(4, '0')}-${computerId}`;
}
