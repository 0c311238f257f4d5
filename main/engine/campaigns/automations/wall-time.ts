/** What a wall clock in a time zone shows: `day` `YYYY-MM-DD`, `time` `HH:MM`. */
export type WallTime = { readonly day: string; readonly time: string };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, format);
  return format;
}

/** What the wall shows at `at` (ms since 1970) in this zone (IANA name). */
export function wallTimeAt(at: number, zone: string): WallTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` };
}

const asUtc = ({ day, time }: WallTime): number => Date.parse(`${day}T${time}:00Z`);

/**
 * The moment (ms since 1970) at which the wall shows this. An hour that is skipped in spring counts as the one that comes in
 * its place; of an hour that comes twice in autumn, the first counts.
 */
export function momentOf(wall: WallTime, zone: string): number {
  const wished = asUtc(wall);
  const offsetAt = (at: number) => asUtc(wallTimeAt(at, zone)) - at;
  // A day before and a day after a change, the two offsets that can apply.
  const [before, after] = [offsetAt(wished - 86_400_000), offsetAt(wished + 86_400_000)];
  const fitting = [wished - before, wished - after].filter((at) => asUtc(wallTimeAt(at, zone)) === wished);
  return fitting.length > 0 ? Math.min(...fitting) : wished - before;
}

/** The time zone of this computer (IANA name), which is where the practice is. */
export function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
