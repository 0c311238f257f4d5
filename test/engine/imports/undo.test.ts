import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../main/engine/base/clock.ts';
import { Secret } from '../../../main/engine/base/secret.ts';
import { finishInTurns } from '../../../main/engine/journal/finish-in-turns.ts';
import { stepImport } from '../../../main/engine/journal/import-steps.ts';
import { projectedTables, rebuildProjections } from '../../../main/engine/journal/projections.ts';
import { verifyJournal } from '../../../main/engine/journal/verify.ts';
import type { Store } from '../../../main/engine/store/open.ts';
import { createVault } from '../../../main/engine/vault/vault.ts';
import { importFile, previewFile } from '../../support/import-file.ts';
import { fhirBundle } from '../../support/many-fhir.ts';
import { patientsCsv } from '../../support/many-patients.ts';
import { type Practice, practicePassphrase, startPractice } from '../../support/practice.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-export-'));
let practice: Practice;
beforeAll(async () => {
  practice = await startPractice(null, { host: { chooseSavePath: async ({ name }) => join(folder, name) } });
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true });
});

/** The same database through a connection of the test's own. */
async function withStore<Result>(work: (store: Store) => Result | Promise<Result>): Promise<Result> {
  const vault = createVault({ folder: practice.profile, clock: systemClock });
  const { store, key } = await vault.unlock(new Secret(practicePassphrase));
  try {
    return await work(store);
  } finally {
    store.close();
    key.wipe();
  }
}
const tables = (store: Store) => projectedTables.map((table) => [table, rowsOf(store, table)]);
const rowsOf = ({ read }: Store, table: string) =>
  read
    .list<Record<string, unknown>>(`SELECT * FROM ${table}`)
    .map((row) => JSON.stringify(row))
    .sort();
/** What people see of patients, whatever brought it. */
const people = () =>
  withStore(({ read }) =>
    [
      'patient',
      'patient_address',
      'patient_tag',
      'patient_field',
      'observation',
      'condition',
      'treatment',
      'visit',
    ].map((table) =>
      read
        .list<Record<string, unknown>>(`SELECT * FROM ${table}`)
        .map(({ import_number: _, ...row }) => JSON.stringify(row))
        .sort(),
    ),
  );
const total = async () => (await practice.call('patients.list', { text: '', offset: 0, limit: 1 })).total;
const find = async (text: string) => (await practice.call('patients.list', { text, offset: 0, limit: 5 })).rows;
const csv = (...rows: string[]) => ['MRN,Name,DOB,Email,Phone,Next Visit', ...rows, ''].join('\n');

describe('an import', () => {
  it('finds people by record number, then by name and birth date, and refuses what is in doubt', async () => {
    await importFile(
      practice,
      'one.csv',
      csv('1,Ana Ruiz,1971-03-14,ana@example.net,555 1,', ',Leo Brandt,1988-07-02,,,'),
    );
    const { preview } = await previewFile(
      practice,
      'two.csv',
      csv(
        '1,Ana Ruiz-Vega,1971-03-14,ana@work.example,,',
        '5,"BRANDT, Léo",07/02/1988,,,',
        '9,Ana Ruiz,1971-03-14,,,',
        '1,Somebody Else,1950-01-01,,,',
        '1,Ana Ruiz,1999-03-14,,,',
        ',Ana Ruiz,,,,',
        ',Ana Ruiz,,ana@example.net,555 2,',
        ',Nobody Yet,,,,',
      ),
    );
    expect(preview.refused.map(({ row, reason }) => `${row} ${reason}`)).toEqual([
      '4 other-number',
      '5 number-of-someone-else',
      '6 number-of-someone-else',
      '7 cannot-tell-who',
      '8 twice-in-file',
    ]);
    expect(preview.counts).toMatchObject({ added: 1, changed: 2 });
    const ana = preview.changed.find(({ recordNumber }) => recordNumber === '1');
    expect(ana?.changes).toEqual([
      { field: 'name', before: 'Ana Ruiz', after: 'Ana Ruiz-Vega' },
      { field: 'mail', before: 'ana@example.net', after: 'ana@example.net, ana@work.example' },
    ]);
  });

  it('keeps two people with one address apart, and one person with two together', async () => {
    const file = csv(
      '20,Kim Paulsen,1979-02-11,family@example.com,,',
      '21,Jonas Paulsen,2014-08-23,family@example.com,,',
      '20,Kim Paulsen,1979-02-11,kim@example.com,,',
    );
    expect((await importFile(practice, 'family.csv', file)).counts).toMatchObject({ added: 2, refused: 0 });
    expect(await practice.call('patients.forAddress', { address: 'family@example.com' })).toHaveLength(2);
    expect((await find('Kim Paulsen'))[0]?.addresses).toEqual(['family@example.com', 'kim@example.com']);
  });

  it('is void when a patient changed after its preview', async () => {
    const { importId } = await previewFile(practice, 'late.csv', csv('30,Mia Berg,1990-01-01,,,'));
    await practice.addPatient({ name: 'Mia Berg', address: 'mia@example.net' });
    await expect(practice.call('imports.apply', { importId })).rejects.toMatchObject({ code: 'state-changed' });
    expect(await find('Mia Berg')).toHaveLength(1);
  });

  it('calls off the next visit that a later file does not name any more', async () => {
    const next = async () => {
      const [patient] = await find('Tom Visit');
      return (await practice.call('patients.record', { patientId: patient?.id ?? '', today: '2026-01-01' })).nextVisit
        ?.day;
    };
    await importFile(practice, 'a.csv', csv('40,Tom Visit,1990-01-01,,,2099-01-01'));
    expect(await next()).toBe('2099-01-01');
    await importFile(practice, 'b.csv', csv('40,Tom Visit,1990-01-01,,,2099-02-01'));
    expect(await next()).toBe('2099-02-01');
    await importFile(practice, 'c.csv', csv('40,Tom Visit,1990-01-01,,,'));
    expect(await next()).toBeUndefined();
  });

  it('is taken back to exactly what stood before, and the journal rebuilds to the same tables', async () => {
    await importFile(practice, 'base.csv', patientsCsv(60));
    const before = await people();
    const { importId, counts } = await importFile(practice, 'more.json', fhirBundle(90));
    expect(counts).toMatchObject({ added: 30, changed: 60 });
    const [line] = (await practice.call('journal.list', { before: null, limit: 1, about: 'patients' })).rows;
    expect(line).toMatchObject({ kind: 'patients.imported', facts: { importId, undone: false } });
    expect(await practice.call('imports.undo', { importId })).toEqual({ removed: 30, kept: 0 });
    expect(await people()).toEqual(before);
    const [back, undone] = (await practice.call('journal.list', { before: null, limit: 2, about: 'patients' })).rows;
    expect(back).toMatchObject({ kind: 'patients.import-undone' });
    expect(undone).toMatchObject({ sequence: line?.sequence, facts: { importId, undone: true } });
    await expect(practice.call('imports.undo', { importId })).rejects.toMatchObject({ code: 'state-changed' });
    expect(await practice.call('journal.verify', {})).toMatchObject({ firstBroken: null });
    await withStore((store) => {
      const stood = tables(store);
      store.write((db) => rebuildProjections(db));
      expect(tables(store)).toEqual(stood);
    });
  });

  it('leaves what a later file brought, and gives nothing older back in its place', async () => {
    const file = (value: number) =>
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'collection',
        entry: [
          {
            resourceType: 'Patient',
            id: 'p',
            // An insurer's number is the whole family's: it is nobody's record number.
            identifier: [{ type: { coding: [{ code: 'SS' }] }, value: 'family-7' }],
            name: [{ family: 'Later', given: ['Ida'] }],
            birthDate: '1990-05-05',
          },
          {
            resourceType: 'Observation',
            id: 'o',
            status: 'final',
            code: { text: 'A1C of Ida' },
            subject: { reference: 'Patient/p' },
            effectiveDateTime: '2026-01-02',
            valueQuantity: { value, unit: '%' },
          },
        ].map((resource) => ({ resource })),
      });
    const values = () =>
      withStore(({ read }) =>
        read
          .list<{ value: number }>(
            `SELECT value_number AS value FROM observation JOIN concept ON concept.number = concept_number
             WHERE concept.label = 'A1C of Ida'`,
          )
          .map(({ value }) => value),
      );
    await importFile(practice, 'first.json', file(5));
    const monday = await importFile(practice, 'monday.json', file(10));
    const tuesday = await importFile(practice, 'tuesday.json', file(20));
    await practice.call('imports.undo', { importId: monday.importId });
    expect(await values()).toEqual([20]);
    await practice.call('imports.undo', { importId: tuesday.importId });
    expect(await values()).toEqual([10]);
    expect((await find('Ida Later'))[0]?.recordNumber).toBe('');
  });

  it('leaves those whom somebody wrote to, recorded something for or changed since', async () => {
    const { importId } = await importFile(
      practice,
      'kept.csv',
      csv('50,Kay One,1990-01-01,,,', '51,Kay Two,1990-01-02,,,', '52,Kay Three,1990-01-03,,,'),
    );
    const [one] = await find('Kay One');
    const [two] = await find('Kay Two');
    await practice.recordConsent(one?.id ?? '');
    const profile = await practice.call('patients.profile', { patientId: two?.id ?? '' });
    await practice.call('patients.changeProfile', {
      patientId: two?.id ?? '',
      profile: { ...profile, city: 'Riverton' },
    });
    expect(await practice.call('imports.undo', { importId })).toEqual({ removed: 1, kept: 2 });
    expect((await find('Kay')).map(({ name }) => name)).toEqual(['Kay One', 'Kay Two']);
  });

  it('that a crash cut off is gone on with at the next start, and nobody changes a patient before', async () => {
    const { importId } = await previewFile(practice, 'crash.csv', patientsCsv(400, 7));
    await practice.call('imports.apply', { importId });
    const before = await total();
    await withStore(async (store) => {
      const stood = tables(store);
      // As a crash after the third piece leaves it: the entry stands, the tables have a part of it.
      store.write((db) => {
        const { sequence } = db.get<{ sequence: number }>('SELECT max(sequence) AS sequence FROM journal_entry');
        rebuildUpTo(db, sequence);
      });
      expect(store.read.find('SELECT 1 FROM import_work')).not.toBeNull();
      await finishInTurns(store);
      expect(tables(store)).toEqual(stood);
      expect(verifyJournal(store.read).firstBroken).toBeNull();
    });
    expect(await total()).toBe(before);
  });

  it('goes out as a CSV file that can come in again, and no cell of which is a formula', async () => {
    const evil = '=HYPERLINK("http://evil.example")';
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await importFile(
      practice,
      'evil.csv',
      csv(`60,${quoted(evil)},1990-01-01,,+1 217 555,`, '61,@SUM(A1),1990-01-01,,-2+3,'),
    );
    expect((await find('=HYPERLINK'))[0]?.name).toBe(evil);
    const { savedAs } = await practice.call('imports.saveAll', {});
    const text = readFileSync(join(folder, savedAs ?? ''), 'utf8');
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(text).toContain(`"'@SUM(A1)"`);
    expect(text).toContain(`"'-2+3"`);
    const cells = text.split(/[,\r\n]/).filter((cell) => /^"?[=+\-@\t]/.test(cell));
    expect(cells).toEqual([]);
    const again = await previewFile(practice, 'again.csv', text);
    expect(again.look.format === 'csv' && again.look.mapping.targets[0]).toEqual({ field: 'record-number', label: '' });
    expect(again.preview.counts).toMatchObject({ added: 0, changed: 0 });
  });

  it('gives every refused row as a file, too', async () => {
    const { importId } = await importFile(
      practice,
      'bad.csv',
      csv('70,Ann Bad,1990-02-31,,,', '71,Bob Good,1990-02-03,,,'),
    );
    const asked = { importId, offset: 0, limit: 10 };
    expect(await practice.call('imports.refusals', asked)).toEqual({
      rows: [{ row: 2, reason: 'birth-date', field: 'DOB', quoted: '1990-02-31' }],
      total: 1,
    });
    const { savedAs } = await practice.call('imports.saveRefusals', { importId });
    expect(readFileSync(join(folder, savedAs ?? ''), 'utf8')).toContain('2,birth-date,DOB,1990-02-31\r\n');
  });
});

/** Empties the tables and fills them again, but for all but three pieces of the last import. */
function rebuildUpTo(db: Parameters<typeof rebuildProjections>[0], last: number): void {
  rebuildProjections(db, last);
  for (let piece = 0; piece < 3; piece += 1) stepImport(db);
}
