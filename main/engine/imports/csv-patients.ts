import { emailAddress } from '../../contract/fields.ts';
import type { ImportField, ImportMapping, ImportRefusal, RefusalReason } from '../../contract/imports.ts';
import { storedAddress } from '../base/address.ts';
import type { CsvRow } from './csv-rows.ts';
import { splitUnit } from './guess-columns.ts';
import { emptyIncoming, type Incoming, refusal } from './incoming.ts';
import { conceptByName, isKnownObservation, observationByName } from './known-observations.ts';
import { longestCell, longestShort, mostInCell } from './limits.ts';
import { type DayTime, readDay } from './read-day.ts';

/** Thrown inside this file alone, to leave a row at the first cell that cannot be read. */
class Unreadable {
  readonly reason: RefusalReason;
  readonly column: number;
  readonly quoted: string;
  constructor(reason: RefusalReason, column: number, quoted: string) {
    this.reason = reason;
    this.column = column;
    this.quoted = quoted;
  }
}

/** Printable ASCII, as most cells are: it needs no normal form and holds no control character. */
const plain = /^[\x20-\x7e]*$/;

/** What front desks type where there is nothing. */
const nothing = /^(n\/?a|none|unknown|null|nil|declined|refused|-+|\?+|no email|not provided)$/i;

type Reading = {
  readonly incoming: Incoming;
  readonly order: ImportMapping['dateOrder'];
  readonly today: string;
  readonly cell: (column: number) => string;
};
type Read = (reading: Reading, text: string, column: number) => void;

const short =
  (set: (incoming: Incoming, text: string) => void): Read =>
  ({ incoming }, text, column) => {
    if (text.length > longestShort) throw new Unreadable('cell-too-long', column, text);
    set(incoming, text);
  };

/** List cells: separated by semicolons, bars or line ends; by commas where none of these is there. */
export function listOf(text: string): string[] {
  const parts = /[;|\n]/.test(text) ? text.split(/[;|\n]+/) : text.split(',');
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '' && !nothing.test(part))
    .slice(0, mostInCell);
}

function dayOf({ order }: Reading, text: string, column: number): DayTime {
  const read = readDay(text, order);
  if (read === null) throw new Unreadable('day', column, text);
  return read;
}

const reads: { readonly [Field in ImportField]?: Read } = {
  'record-number': short((incoming, text) => {
    incoming.recordNumber = text;
  }),
  name: short((incoming, text) => {
    const [family = '', given = ''] = text.split(',').map((part) => part.trim());
    if (given === '') incoming.name = text;
    else Object.assign(incoming, { name: `${given} ${family}`, givenName: given, familyName: family });
  }),
  'given-name': short((incoming, text) => {
    incoming.givenName = text;
  }),
  'family-name': short((incoming, text) => {
    incoming.familyName = text;
  }),
  'birth-date': (reading, text, column) => {
    const day = readDay(text, reading.order)?.day ?? null;
    if (day === null) throw new Unreadable('birth-date', column, text);
    // Two digits mean the last century where this one would be in the future.
    const born = day > reading.today && !/\d{4}/.test(text) ? `19${day.slice(2)}` : day;
    if (born > reading.today) throw new Unreadable('future-birth-date', column, text);
    reading.incoming.birthDate = born;
  },
  sex: ({ incoming }, text, column) => {
    const word = text.toLowerCase();
    if (/^(f|female|w|woman|femenino|mujer)$/.test(word)) incoming.sex = 'female';
    else if (/^(m|male|man|masculino|hombre)$/.test(word)) incoming.sex = 'male';
    else if (/^(o|x|u|other|non-?binary|nb|undifferentiated|intersex|otro)$/.test(word)) incoming.sex = 'other';
    else throw new Unreadable('sex', column, text);
  },
  mail: ({ incoming }, text, column) => {
    for (const part of text.split(/[;,|\s]+/).slice(0, mostInCell)) {
      const address = part.replace(/^<|>$/g, '');
      if (address === '') continue;
      if (!emailAddress.safeParse(address).success) throw new Unreadable('mail', column, text);
      incoming.addresses.push(storedAddress(address));
    }
  },
  telephone: short((incoming, text) => {
    if (incoming.telephone === '') incoming.telephone = text;
  }),
  street: short((incoming, text) => {
    incoming.street = text;
  }),
  city: short((incoming, text) => {
    incoming.city = text;
  }),
  region: short((incoming, text) => {
    incoming.region = text;
  }),
  'postal-code': short((incoming, text) => {
    incoming.postalCode = text;
  }),
  doctor: short((incoming, text) => {
    incoming.doctor = text;
  }),
  tags: ({ incoming }, text) => {
    incoming.tags.push(...listOf(text).map((tag) => tag.slice(0, longestShort)));
  },
  conditions: ({ incoming }, text) => {
    for (const name of listOf(text))
      incoming.facts.condition.push({ ...conceptByName(name), since: null, until: null });
  },
  treatments: ({ incoming }, text) => {
    for (const name of listOf(text))
      incoming.facts.treatment.push({ ...conceptByName(name), since: null, until: null, dose: '' });
  },
};

/** How rows are read under a mapping, prepared once a file. */
export type RowReader = (row: CsvRow) => Incoming | ImportRefusal;

export function rowReader(columns: readonly string[], mapping: ImportMapping, today: string): RowReader {
  const { targets, dateOrder: order } = mapping;
  const at = (field: ImportField) => targets.findIndex((target) => target.field === field);
  const visits = (['last', 'next'] as const).map((which) => ({
    which,
    main: at(`${which}-visit`),
    reason: at(`${which}-visit-reason`),
  }));
  const results = targets.flatMap(({ field, label }, main) =>
    field === 'observation'
      ? [{ main, ...splitUnit(label === '' ? (columns[main] ?? '') : label), day: dayColumn(main) }]
      : [],
  );
  const long = { name: at('result-name'), value: at('result-value'), unit: at('result-unit'), day: at('result-day') };

  /** The date of a result stands in the next date column to its right, unless that one is named after another result. */
  function dayColumn(main: number): number {
    const column = targets.findIndex(({ field }, later) => later > main && field === 'observation-day');
    const named = (columns[column] ?? '').replace(/\b(date|day|on|of|fecha)\b/gi, ' ').trim();
    const mine = splitUnit(targets[main]?.label || (columns[main] ?? '')).label;
    const others = isKnownObservation(named) && observationByName(named).code !== observationByName(mine).code;
    return others ? -1 : column;
  }

  function readResult(reading: Reading, name: string, value: string, unit: string, day: number, column: number): void {
    if (name === '' || value === '') return;
    const dayText = day < 0 ? '' : reading.cell(day);
    // Without a date of its own a result is as old as the last visit, or as this file.
    const fallback = visits[0] !== undefined && visits[0].main >= 0 ? reading.cell(visits[0].main) : '';
    const when =
      dayText !== ''
        ? dayOf(reading, dayText, day)
        : fallback !== ''
          ? dayOf(reading, fallback, visits[0]?.main ?? 0)
          : { day: reading.today, time: '' };
    if (value.length > longestShort) throw new Unreadable('cell-too-long', column, value);
    const number = /^[<>≤≥]?\s*(-?\d{1,12}(?:[.,]\d{1,9})?)\s*(%|[a-zµ/]{1,12}\d?)?$/i.exec(value);
    reading.incoming.facts.observation.push({
      ...observationByName(name),
      ...when,
      number: number === null || /^[<>≤≥]/.test(value) ? null : Number((number[1] ?? '').replace(',', '.')),
      text: number === null || /^[<>≤≥]/.test(value) ? value : null,
      unit: unit !== '' ? unit : (number?.[2] ?? ''),
    });
  }

  return ({ row, cells }) => {
    if (cells.length !== columns.length && !cells.slice(columns.length).every((cell) => cell.trim() === ''))
      return refusal(row, 'columns', '', `${cells.length} / ${columns.length}`);
    if (cells.length < columns.length) return refusal(row, 'columns', '', `${cells.length} / ${columns.length}`);
    const incoming = emptyIncoming(row);
    const cell = (column: number): string => {
      const written = (cells[column] ?? '').trim();
      const isPlain = plain.test(written);
      const text = isPlain ? written : written.normalize('NFC');
      if (text.length > longestCell) throw new Unreadable('cell-too-long', column, text);
      // Line ends are for list cells; a name or an address with one would break a header of a mail.
      if (
        !isPlain &&
        /[\p{Cc}\u2028\u2029]/u.test(text.replace(/[\r\n\t]/g, isList(targets[column]?.field) ? '' : '$&'))
      )
        throw new Unreadable('control-character', column, text);
      // The mark that our own export puts before what looks like a formula.
      return nothing.test(text) ? '' : text.replace(/^'(?=[=+\-@])/, '');
    };
    const reading: Reading = { incoming, order, today, cell };
    try {
      for (const [column, { field, label }] of targets.entries()) {
        const read = reads[field];
        if (field === 'ignore' || (read === undefined && field !== 'custom')) continue;
        const text = cell(column);
        if (text === '') continue;
        if (read !== undefined) read(reading, text, column);
        else incoming.fields.set((label || (columns[column] ?? '')).slice(0, longestShort), text);
      }
      for (const { which, main, reason } of visits) {
        if (main < 0) continue;
        if (which === 'next') incoming.knowsNextVisit = true;
        const text = cell(main);
        if (text === '') continue;
        const why = reason < 0 ? '' : cell(reason).slice(0, longestShort);
        incoming.facts.visit.push({ ...dayOf(reading, text, main), state: 'kept', reason: why, doctor: '' });
      }
      for (const { main, label, unit, day } of results) readResult(reading, label, cell(main), unit, day, main);
      if (long.name >= 0 && long.value >= 0)
        readResult(
          reading,
          cell(long.name),
          cell(long.value),
          long.unit < 0 ? '' : cell(long.unit),
          long.day,
          long.value,
        );
      const vaccines = at('immunizations');
      if (vaccines >= 0) readImmunizations(reading, cell(vaccines), vaccines);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return refusal(row, error.reason, columns[error.column] ?? '', error.quoted);
    }
    if (incoming.name === '') incoming.name = `${incoming.givenName} ${incoming.familyName}`.trim();
    if (incoming.name === '') return refusal(row, 'no-name');
    incoming.addresses = [...new Set(incoming.addresses)];
    return incoming;
  };
}

const lists = new Set<ImportField | undefined>(['tags', 'conditions', 'treatments', 'immunizations', 'mail']);
const isList = (field: ImportField | undefined) => lists.has(field);

/** "Influenza 2025-10-01; Tdap": the day behind the name where there is one, else today's. */
function readImmunizations(reading: Reading, text: string, column: number): void {
  for (const part of listOf(text)) {
    const dated = /^(.*\S)\s+\(?([\d./-]{6,10})\)?$/.exec(part);
    const { day } = dated === null ? { day: reading.today } : dayOf(reading, dated[2] ?? '', column);
    reading.incoming.facts.immunization.push({ ...conceptByName(dated?.[1] ?? part), day });
  }
}
