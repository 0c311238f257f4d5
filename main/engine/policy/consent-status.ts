import type { ConsentView } from '../../contract/fields.ts';
import type { LedgerRow } from '../../contract/patients.ts';

type Row = Pick<LedgerRow, 'id' | 'event' | 'at' | 'until'>;

const nothingOnFile: ConsentView = { status: 'not-asked', rowId: null, at: null, until: null };

/** Of two rows of the same millisecond the more careful one counts as the later. */
const caution: Readonly<Record<Row['event'], number>> = { asked: 0, given: 1, declined: 2, withdrawn: 3 };

/**
 * What the rows of one patient and one purpose say at `now` (ms since 1970), in whatever order they come.
 * The last answer counts. Asking again takes nothing away from a consent that stands; it does follow a "no" or an expired "yes".
 */
export function consentStatus(rows: readonly Row[], now: number): ConsentView {
  const row = standingRow(rows, now);
  if (row === null) return nothingOnFile;
  const expired = row.event === 'given' && hasEnded(row, now);
  return { status: expired ? 'expired' : row.event, rowId: row.id, at: row.at, until: row.until };
}

/** True where consent stands at `now` and the very row that gives it says that the warning was given. */
export function consentWarned(rows: readonly (Row & Pick<LedgerRow, 'warned'>)[], now: number): boolean {
  const row = standingRow(rows, now);
  return row !== null && row.event === 'given' && !hasEnded(row, now) && row.warned;
}

function standingRow<Each extends Row>(rows: readonly Each[], now: number): Each | null {
  // A "yes" dated in the future (a computer whose clock is fast) waits for its day; a "no" counts at once.
  const counting = rows.filter((row) => row.event !== 'given' || row.at <= now);
  const latest = (among: readonly Each[]) =>
    among.reduce<Each | null>((best, row) => (best === null || isLater(row, best) ? row : best), null);
  const answer = latest(counting.filter((row) => row.event !== 'asked'));
  const asked = latest(counting.filter((row) => row.event === 'asked'));
  if (answer === null || asked === null) return answer ?? asked;
  const stands = answer.event === 'given' && !hasEnded(answer, now);
  return stands || !isLater(asked, answer) ? answer : asked;
}

function isLater(row: Row, than: Row): boolean {
  return row.at === than.at ? caution[row.event] > caution[than.event] : row.at > than.at;
}

function hasEnded(row: Row, now: number): boolean {
  return row.until !== null && row.until <= now;
}
