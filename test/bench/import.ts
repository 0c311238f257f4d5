import { fhirLines } from '../support/many-fhir.ts';
import { manyPatientsToday, patientsCsv } from '../support/many-patients.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import type { Bench, BenchWishes } from './run.ts';

const megabyte = 1024 * 1024;
const everybody = { text: '', sex: null, minAge: null, maxAge: null, doctor: null, tag: null, condition: null };

/** A CSV file of 50,000 patients and a FHIR file of a tenth, from the first byte to the last table; then the list. */
export async function bench({ count, say }: BenchWishes): Promise<Bench> {
  const rows = count ?? 50_000;
  const practice = await startPractice(null);
  try {
    const csv = await timed(practice, 'patients.csv', bytesOf([patientsCsv(rows)]));
    say(`CSV: ${rows} rows in ${csv.seconds} s`);
    const again = await timed(practice, 'patients.csv', bytesOf([patientsCsv(rows)]));
    const pages = await timedPages(practice, rows);
    const people = Math.max(1, Math.round(rows / 10));
    const fhir = await timed(practice, 'patients.ndjson', bytesOf(fhirLines(people, 2)));
    say(`FHIR: ${people} patients in ${fhir.seconds} s`);
    const figures = {
      rows,
      seconds: csv.seconds,
      rowsPerSecond: Math.round(rows / csv.seconds),
      previewSeconds: csv.previewSeconds,
      processorSeconds: csv.processorSeconds,
      againSeconds: again.seconds,
      peakMb: csv.peakMb,
      fhirPatients: people,
      fhirSeconds: fhir.seconds,
      fhirPeakMb: fhir.peakMb,
      ...pages,
    };
    return {
      table: [
        { what: 'CSV', ...csv },
        { what: 'the same again', ...again },
        { what: 'FHIR', ...fhir },
      ],
      figures,
    };
  } finally {
    await practice.stop();
  }
}

function bytesOf(texts: Iterable<string>): Buffer {
  return Buffer.concat([...texts].map((text) => Buffer.from(text)));
}

async function timed({ call }: Practice, name: string, file: Uint8Array) {
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const begun = performance.now();
  const worked = process.cpuUsage();
  const { importId } = await call('imports.begin', { name, size: file.length });
  for (let offset = 0; offset < file.length; offset += megabyte)
    await call('imports.addPiece', { importId, offset, bytes: file.slice(offset, offset + megabyte) });
  const look = await call('imports.look', { importId });
  const mapping = look.format === 'csv' ? look.mapping : null;
  const { counts } = await call('imports.preview', { importId, mapping });
  const previewed = performance.now();
  await call('imports.apply', { importId });
  const done = performance.now();
  clearInterval(watch);
  const seconds = (from: number, to: number) => Math.round((to - from) / 10) / 100;
  return {
    megabytes: Math.round(file.length / megabyte),
    seconds: seconds(begun, done),
    previewSeconds: seconds(begun, previewed),
    // All threads together: what other programs on the machine do does not count.
    processorSeconds: cpuSeconds(worked),
    peakMb: Math.round((peak - before) / megabyte),
    ...counts,
  };
}

function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return Math.round((user + system) / 10_000) / 100;
}

async function timedPages({ call }: Practice, rows: number) {
  const asked = { filter: everybody, descending: false, today: manyPatientsToday, limit: 100 } as const;
  const time = async (more: Partial<Parameters<typeof call<'patients.table'>>[1]>) => {
    const begun = performance.now();
    await call('patients.table', { ...asked, sort: 'name', offset: 0, ...more });
    return Math.round((performance.now() - begun) * 10) / 10;
  };
  return {
    firstPageMs: await time({}),
    lastPageMs: await time({ offset: Math.max(0, rows - 100) }),
    byVisitMs: await time({ sort: 'last-visit', descending: true }),
    searchMs: await time({ filter: { ...everybody, text: 'lindqvist' } }),
  };
}
