import type { ImportLook, ImportMapping, ImportRefusal } from '../../contract/imports.ts';
import { EngineError } from '../base/errors.ts';
import { rowReader } from './csv-patients.ts';
import { csvRows, guessSeparator, type Separator } from './csv-rows.ts';
import { decodedText, detectEncoding, type Encoding } from './file-kind.ts';
import { createGatherer } from './gather.ts';
import { datesAreOpen, guessMapping } from './guess-columns.ts';
import { isRefusal } from './incoming.ts';
import { longestShort, mostColumns, mostRows } from './limits.ts';
import type { ReadFile } from './plan-import.ts';
import { spooledBytes } from './spool.ts';

type OpenCsv = {
  readonly encoding: Encoding;
  readonly separator: Separator;
  readonly columns: readonly string[];
  readonly rows: AsyncGenerator<{ readonly row: number; readonly cells: readonly string[] }>;
};

async function openCsv(file: readonly Uint8Array[]): Promise<OpenCsv> {
  const encoding = detectEncoding(() => spooledBytes(file));
  const [beginning = ''] = decodedText(spooledBytes(file), encoding);
  const separator = guessSeparator(beginning);
  const rows = csvRows(decodedText(spooledBytes(file), encoding), separator);
  const head = await rows.next();
  if (head.done === true) throw new EngineError('import-unreadable', { reason: 'empty' });
  const columns = head.value.cells.map((cell) => cell.trim().slice(0, longestShort));
  // Empty names at the end are what spreadsheets leave behind.
  while (columns.at(-1) === '') columns.pop();
  if (columns.length > mostColumns) throw new EngineError('import-unreadable', { reason: 'too-many-columns' });
  if (columns.length < 2) throw new EngineError('import-unreadable', { reason: 'one-column' });
  return { encoding, separator, columns, rows };
}

/** The first rows of the file, a guess at its columns, and whether its dates are open to be read two ways. */
export async function lookAtCsv(
  file: readonly Uint8Array[],
  remembered: (columns: readonly string[]) => ImportMapping | null,
): Promise<ImportLook> {
  const { encoding, separator, columns, rows } = await openCsv(file);
  const values: string[][] = columns.map(() => []);
  let seen = 0;
  for await (const { cells } of rows) {
    seen += 1;
    for (const [at, column] of values.entries()) {
      const text = (cells[at] ?? '').trim();
      if (text !== '' && column.length < 1_000) column.push(text.slice(0, 80));
    }
    if (seen === 1_000) break;
  }
  if (seen === 0) throw new EngineError('import-unreadable', { reason: 'no-rows' });
  const shown = columns.map((name, at) => ({ name, samples: (values[at] ?? []).slice(0, 3) }));
  const known = remembered(columns);
  const mapping = known ?? guessMapping(columns.map((name, at) => ({ name, samples: values[at] ?? [] })));
  return {
    format: 'csv',
    encoding,
    separator,
    columns: shown,
    mapping,
    remembered: known !== null,
    datesAreOpen: datesAreOpen(mapping, (column) => values[column] ?? []),
  };
}

/** All people of a CSV file, and the rows that were refused. */
export async function readCsv(file: readonly Uint8Array[], mapping: ImportMapping, today: string): Promise<ReadFile> {
  const { columns, rows } = await openCsv(file);
  assertMapping(columns, mapping);
  const read = rowReader(columns, mapping, today);
  const gatherer = createGatherer();
  const refusals: ImportRefusal[] = [];
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > mostRows) throw new EngineError('import-unreadable', { reason: 'too-many-rows', limit: mostRows });
    const incoming = read(row);
    const refused = isRefusal(incoming) ? incoming : gatherer.take(incoming);
    if (refused !== null) refusals.push(refused);
  }
  return { people: gatherer.people(), refusals, practitioners: [], columns };
}

function assertMapping(columns: readonly string[], { targets }: ImportMapping): void {
  if (targets.length !== columns.length) throw new EngineError('bad-request', { field: 'mapping' });
  const fields = new Set(targets.map(({ field }) => field));
  if (!fields.has('name') && !(fields.has('given-name') && fields.has('family-name')))
    throw new EngineError('import-unreadable', { reason: 'no-name-column' });
}
