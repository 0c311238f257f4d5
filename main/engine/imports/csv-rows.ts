import { Readable } from 'node:stream';
import { type CsvError, Parser } from 'csv-parse';
import { EngineError } from '../base/errors.ts';
import { longestRow } from './limits.ts';

export type Separator = ',' | ';' | '\t' | '|';
const separators: readonly Separator[] = [',', ';', '\t', '|'];

/** A row as it stands in the file; `row` counts as a spreadsheet does, the header being 1. */
export type CsvRow = { readonly row: number; readonly cells: readonly string[] };

/** The separator that the first line uses most, outside quotes. */
export function guessSeparator(beginning: string): Separator {
  const line = beginning.replace(/"(?:[^"]|"")*"/g, '').split(/\r\n|\r|\n/, 1)[0] ?? '';
  const counted = separators.map((separator) => ({ separator, count: line.split(separator).length - 1 }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).separator;
}

/**
 * The rows of a CSV text, blank ones left out. Throws `import-unreadable` where quotes do not close or a row is longer than
 * `longestRow`: where the next row begins is then anybody's guess, so nothing of the file is believed.
 */
export async function* csvRows(text: Iterable<string>, separator: Separator): AsyncGenerator<CsvRow> {
  const parser = new Parser({
    delimiter: separator,
    relax_column_count: true,
    // A quote in the middle of a cell is one (Robert "Bob" Smith); cells that begin with one are looked at below.
    relax_quotes: true,
    max_record_size: longestRow,
  });
  let row = 0;
  try {
    for await (const cells of Readable.from(text).pipe(parser) as AsyncIterable<string[]>) {
      row += 1;
      // An opened quote that swallowed the rows after it, up to the next quote.
      if (cells.some((cell) => cell.startsWith('"') && cell.includes('\n'))) throw quotes(row);
      if (cells.some((cell) => cell.trim() !== '')) yield { row, cells };
    }
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const { code } = error as CsvError;
    if (code === 'CSV_MAX_RECORD_SIZE')
      throw new EngineError('import-unreadable', { reason: 'row-too-long', row: row + 1 });
    if (code === 'CSV_QUOTE_NOT_CLOSED')
      throw new EngineError('import-unreadable', { reason: 'cut-off', row: row + 1 });
    throw quotes(row + 1);
  }
}

function quotes(row: number): EngineError {
  return new EngineError('import-unreadable', { reason: 'quotes', row });
}
