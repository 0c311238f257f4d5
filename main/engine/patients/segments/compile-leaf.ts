import type { ConceptPick, SegmentLeaf } from '../../../contract/segments.ts';
import type { SqlValue } from '../../store/sql.ts';
import type { ConceptKind } from '../../store/tables/segments.ts';
import { addDays, birthdayStretches, monthsBefore, yearsBefore } from './days.ts';

/** What a rule is compiled against. */
export type RuleMoment = {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Milliseconds since 1970; consents run out by it. */
  readonly now: number;
  /** Numbers of the concepts that a pick means; none: nobody has it. */
  readonly concepts: (kind: ConceptKind, pick: ConceptPick) => readonly number[];
};

/** Takes a value and gives the parameter's name in the SQL; no value ever becomes SQL text. */
export type Bind = (value: SqlValue) => string;

type Leaf<Is extends SegmentLeaf['is']> = Extract<SegmentLeaf, { is: Is }>;
type Compilers = {
  readonly [Is in SegmentLeaf['is']]: (leaf: Leaf<Is>, moment: RuleMoment, bind: Bind) => string;
};

const operators = { 'at-least': '>=', 'at-most': '<=', above: '>', below: '<', equals: '=' } as const;

/**
 * A sentence as a condition on `patient`, never NULL. Facts that lie in other tables are asked for as a whole (`number IN (…)`):
 * that is one stretch of one tree, read once, where a question per patient would be fifty thousand.
 */
export function compileLeaf(leaf: SegmentLeaf, moment: RuleMoment, bind: Bind): string {
  const compile = compilers[leaf.is] as (leaf: SegmentLeaf, moment: RuleMoment, bind: Bind) => string;
  return compile(leaf, moment, bind);
}

const compilers: Compilers = {
  age({ from, to }, { today }, bind) {
    const parts = ['birth_date IS NOT NULL'];
    if (from !== null) parts.push(`birth_date <= ${bind(yearsBefore(today, from))}`);
    if (to !== null) parts.push(`birth_date > ${bind(yearsBefore(today, to + 1))}`);
    return `(${parts.join(' AND ')})`;
  },
  sex: ({ sex }, _moment, bind) => `sex = ${bind(sex)}`,
  birthday({ days }, { today }, bind) {
    const stretches = birthdayStretches(today, days).map(
      ([from, to]) => `substr(birth_date, 6) BETWEEN ${bind(from)} AND ${bind(to)}`,
    );
    return `(birth_date IS NOT NULL AND (${stretches.join(' OR ')}))`;
  },
  observation(leaf, moment, bind) {
    const concepts = conceptList(moment.concepts('observation', leaf.concept), bind);
    if (concepts === null) return 'FALSE';
    const until = `day <= ${bind(moment.today)} AND value_number IS NOT NULL`;
    const since = leaf.months === null ? '' : ` AND day >= ${bind(monthsBefore(moment.today, leaf.months))}`;
    const fits = `value_number ${operators[leaf.compare]} ${bind(leaf.value)}`;
    if (leaf.which === 'any') {
      return among(
        `SELECT patient_number FROM observation WHERE concept_number ${concepts} AND ${until}${since} AND ${fits}`,
      );
    }
    // SQLite takes the other columns from the row that has the maximum. Of two at one moment the concept known later counts.
    const tie = concepts.startsWith('IN') ? " || ' ' || (concept_number + 1000000000)" : '';
    return among(
      `SELECT patient_number FROM (
         SELECT patient_number, value_number, day, max(day || time${tie}) FROM observation
         WHERE concept_number ${concepts} AND ${until} GROUP BY patient_number
       ) WHERE ${fits}${since}`,
    );
  },
  measured({ concept, has, months }, moment, bind) {
    const numbers = moment.concepts('observation', concept);
    return dated('observation', { numbers, has, months }, moment, bind);
  },
  condition: ({ concept, has }, moment, bind) =>
    lasting('condition', { numbers: moment.concepts('condition', concept), has }, moment, bind),
  treatment: ({ concept, has }, moment, bind) =>
    lasting('treatment', { numbers: moment.concepts('treatment', concept), has }, moment, bind),
  immunization({ concept, has, months }, moment, bind) {
    const numbers = moment.concepts('immunization', concept);
    return dated('immunization', { numbers, has, months }, moment, bind);
  },
  visited: ({ has, months, reason }, { today }, bind) =>
    visits({ has, reason, from: monthsBefore(today, months), to: today }, bind),
  appointment: ({ has, days, reason }, { today }, bind) =>
    visits({ has, reason, from: today, to: addDays(today, days) }, bind),
  doctor: ({ name, has }, _moment, bind) => `doctor ${has ? '=' : '<>'} ${bind(name)} COLLATE NOCASE`,
  tag: ({ tag, has }, _moment, bind) => among(`SELECT patient_number FROM patient_tag WHERE tag = ${bind(tag)}`, has),
  field({ name, compare, text, value }, _moment, bind) {
    const of = `SELECT patient_number FROM patient_field
      WHERE field_number = (SELECT number FROM custom_field WHERE name = ${bind(name)}) AND`;
    if (compare === 'empty') return among(`${of} value_text <> ''`, false);
    if (compare === 'is' || compare === 'is-not') {
      return among(`${of} value_text = ${bind(text)} COLLATE NOCASE`, compare === 'is');
    }
    if (compare === 'contains') return among(`${of} value_text LIKE ${bind(containing(text))} ESCAPE '\\'`);
    return among(`${of} value_number ${operators[compare]} ${bind(value)}`);
  },
  'postal-code': ({ starts, has }, _moment, bind) =>
    `postal_code ${has ? '' : 'NOT '}LIKE ${bind(`${literal(starts)}%`)} ESCAPE '\\'`,
  reachable({ by, has }) {
    if (by === 'telephone') return `telephone ${has ? '<>' : '='} ''`;
    const table = by === 'address' ? 'patient_address' : 'phrase WHERE given_at IS NOT NULL';
    return `${has ? '' : 'NOT '}(patient.id IN (SELECT patient_id FROM ${table}))`;
  },
  consent({ purpose, status }, { now }, bind) {
    const at = bind(now);
    // The last answer counts, of two at one moment the more careful; a "yes" from the future waits (`policy/consent-status`).
    const answer = (wanted: string, first: string) => `patient.id IN (
      SELECT patient_id FROM consent_row WHERE purpose = ${bind(purpose)} AND event IN (${first})
    ) AND (
      SELECT ${wanted} FROM consent_row
      WHERE patient_id = patient.id AND purpose = ${bind(purpose)} AND event <> 'asked' AND (event <> 'given' OR at <= ${at})
      ORDER BY at DESC, CASE event WHEN 'withdrawn' THEN 3 WHEN 'declined' THEN 2 ELSE 1 END DESC, rowid DESC LIMIT 1
    ) IS TRUE`;
    if (status === 'refused') return `(${answer("event <> 'given'", "'declined', 'withdrawn'")})`;
    const given = `(${answer(`event = 'given' AND (until IS NULL OR until > ${at})`, "'given'")})`;
    return status === 'given' ? given : `NOT ${given}`;
  },
};

/** The plus keeps SQLite from walking the set and seeking each of its patients: one walk through all is faster. */
function among(select: string, has = true): string {
  return `+patient.number ${has ? '' : 'NOT '}IN (${select})`;
}

function conceptList(numbers: readonly number[], bind: Bind): string | null {
  if (numbers.length === 0) return null;
  // One alone is an equation: its rows then come by patient, and need no sorting.
  const [first = 0] = numbers;
  return numbers.length === 1 ? `= ${bind(first)}` : `IN (${numbers.map(bind).join(', ')})`;
}

type Wanted = { readonly numbers: readonly number[]; readonly has: boolean };

function dated(
  table: 'observation' | 'immunization',
  { numbers, has, months }: Wanted & { readonly months: number | null },
  { today }: RuleMoment,
  bind: Bind,
): string {
  const concepts = conceptList(numbers, bind);
  if (concepts === null) return has ? 'FALSE' : 'TRUE';
  const since = months === null ? '' : ` AND day >= ${bind(monthsBefore(today, months))}`;
  const rows = `SELECT patient_number FROM ${table} WHERE concept_number ${concepts} AND day <= ${bind(today)}${since}`;
  return among(rows, has);
}

function lasting(
  table: 'condition' | 'treatment',
  { numbers, has }: Wanted,
  { today }: RuleMoment,
  bind: Bind,
): string {
  const concepts = conceptList(numbers, bind);
  if (concepts === null) return has ? 'FALSE' : 'TRUE';
  const day = bind(today);
  const rows = `SELECT patient_number FROM ${table}
    WHERE concept_number ${concepts} AND (since IS NULL OR since <= ${day}) AND (until IS NULL OR until > ${day})`;
  return among(rows, has);
}

function visits(
  wanted: { readonly has: boolean; readonly reason: string; readonly from: string; readonly to: string },
  bind: Bind,
): string {
  const reason = wanted.reason === '' ? '' : ` AND reason LIKE ${bind(containing(wanted.reason))} ESCAPE '\\'`;
  const rows = `SELECT patient_number FROM visit
    WHERE day BETWEEN ${bind(wanted.from)} AND ${bind(wanted.to)} AND state = 'kept'${reason}`;
  return among(rows, wanted.has);
}

function literal(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

function containing(text: string): string {
  return `%${literal(text)}%`;
}
