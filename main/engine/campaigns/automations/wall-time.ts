/** What a wall clock in a time zone shows: `day` `YYYY-MM-DD`, `time` `HH:MM`. */
export type WallTime = { readonly day: string; readonly time: string };

const dayMs = 86_400_000;
/** Clocks are changed at quarters of an hour; within one, a zone's distance from UTC stays. */
const quarterMs = 15 * 60_000;
/** Distances that were asked for: a time zone takes 50 µs to ask, and a look at all letters asks some ten thousand times. */
type Zone = { readonly format: Intl.DateTimeFormat; readonly known: Map<number, number> };
const mostKnown = 5_000;
const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  const kept = zones.get(name);
  if (kept !== undefined) return kept;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const zone = { format, known: new Map<number, number>() };
  zones.set(name, zone);
  return zone;
}

/** How far the wall is ahead of UTC at the beginning of a quarter of an hour, in ms. */
function askedOffset({ format, known }: Zone, quarter: number): number {
  const kept = known.get(quarter);
  if (kept !== undefined) return kept;
  const parts = new Map(format.formatToParts(quarter).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  const day = `${part('year')}-${part('month')}-${part('day')}`;
  const offset = asUtc({ day, time: `${part('hour')}:${part('minute')}` }) - quarter;
  if (known.size >= mostKnown) known.clear();
  known.set(quarter, offset);
  return offset;
}

/** The same at any moment. On most days it is the same from beginning to end. */
function offsetAt(at: number, name: string): number {
  const zone = zoneOf(name);
  const day = Math.floor(at / dayMs) * dayMs;
  const offset = askedOffset(zone, day);
  if (offset === askedOffset(zone, day + dayMs)) return offset;
  return askedOffset(zone, Math.floor(at / quarterMs) * quarterMs);
}

/** What the wall shows at `at` (ms since 1970) in this zone (IANA name). */
export function wallTimeAt(at: number, zone: string): WallTime {
  const wall = new Date(at + offsetAt(at, zone)).toISOString();
  return { day: wall.slice(0, 10), time: wall.slice(11, 16) };
}

const asUtc = ({ day, time }: WallTime): number => Date.parse(`${day}T${time}:00Z`);

/**
 * The moment (ms since 1970) at which the wall shows this. An hour that is skipped in spring counts as the one that comes in
 * its place; of an hour that comes twice in autumn, the first counts.
 */
export function momentOf(wall: WallTime, zone: string): number {
  const wished = asUtc(wall);
  // A day before and a day after a change, the two distances that can apply.
  const [before, after] = [offsetAt(wished - dayMs, zone), offsetAt(wished + dayMs, zone)];
  const fitting = [wished - before, wished - after].filter((at) => at + offsetAt(at, zone) === wished);
  return fitting.length > 0 ? Math.min(...fitting) : wished - before;
}

/** The time zone of this computer (IANA name), which is where the practice is. */
export function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
