import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { previewFile, sendFile } from '../../support/import-file.ts';
import { fhirBundle, fhirLines } from '../../support/many-fhir.ts';
import { patientsCsv } from '../../support/many-patients.ts';
import { type Practice, startPractice } from '../../support/practice.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice(null);
});
afterAll(() => practice.stop());

const onFile = async () => (await practice.call('patients.list', { text: '', offset: 0, limit: 1 })).total;
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const utf16 = (text: string, mark = true) => Uint8Array.from(Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le'));
const bigEndian = (text: string) => Uint8Array.from(Buffer.from(utf16(text)).swap16());
const head = 'MRN,Name,DOB,Email';

/** The reason why the whole file is refused; nobody may be on file after it. */
async function problem(file: string | Uint8Array, name = 'list.csv'): Promise<unknown> {
  try {
    const { preview } = await previewFile(practice, name, file);
    return preview.counts;
  } catch (error) {
    const { code, facts } = error as { code: string; facts: Record<string, unknown> };
    return code === 'import-unreadable' ? facts.reason : code;
  }
}

/** The counts, and each refused row with its reason. */
async function report(file: string | Uint8Array) {
  const { preview, look } = await previewFile(practice, 'list.csv', file);
  const { added, refused } = preview.counts;
  return { look, added, refused, reasons: preview.refused.map(({ row, reason }) => `${row} ${reason}`), preview };
}

describe('a file that is no list of patients', () => {
  afterEach(async () => expect(await onFile()).toBe(0));

  it.each([
    ['a ZIP that is called .csv', latin1('PK\x03\x04\x14\x00aaaa'), 'zip'],
    ['an old Excel file', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'old-excel'],
    ['a PDF', '%PDF-1.7\n', 'pdf'],
    ['a compressed file', latin1('\x1f\x8b\x08\x00'), 'compressed'],
    ['bytes that are no text', latin1('MRN,Name\n1,\x00\x01\x02\x00\n'), 'not-text'],
    [
      'letters partly in UTF-8, partly not',
      Buffer.concat([Buffer.from(`${head}\n1,Zoë,,\n`), latin1('2,Zo\xeb,,\n')]),
      'mixed-encoding',
    ],
    ['letters of an encoding that nobody knows', latin1(`${head}\n1,Zo\x81,,\n`), 'encoding'],
    ['column names alone', `${head}\n`, 'no-rows'],
    ['blank lines alone', '\n\n  \n', 'empty'],
    ['one column', 'Name\nAna Ruiz\n', 'one-column'],
    ['no column that says a name', 'MRN,DOB\n1,1971-03-14\n', 'no-name-column'],
    ['more columns than any list has', `${'a,'.repeat(400)}Name\n1\n`, 'too-many-columns'],
    ['a quote that is never closed', `${head}\n1,"Ana Ruiz,1971-03-14,\n2,Leo,1988-07-02,\n`, 'cut-off'],
    ['a quote that swallows the rows up to the next one', `${head}\n1,"Ana,,\n2,"Leo",,\n3,Mia,,\n`, 'quotes'],
    ['a row of two million characters', `${head}\n1,${'x'.repeat(2_000_000)},,\n`, 'row-too-long'],
    ['JSON that is no FHIR', '{"patients": []}', 'not-fhir'],
    ['a JSON list', '[{"name": "Ana"}]', 'not-fhir'],
    ['a bundle cut off in the middle', fhirBundle(2).slice(0, -40), 'cut-off'],
    ['a bundle without entries', '{"resourceType":"Bundle"}', 'no-patients'],
    [
      'a bundle of something else',
      '{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Device"}}]}',
      'no-patients',
    ],
  ])('is refused with its reason: %s', async (_, file, reason) => {
    expect(await problem(file)).toBe(reason);
  });

  it('is refused at once where it has 1 GB, before a byte of it is read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'postern-sparse-'));
    const path = join(folder, 'list.csv');
    const file = openSync(path, 'w+');
    try {
      ftruncateSync(file, 1024 ** 3);
      const { size } = statSync(path);
      await expect(practice.call('imports.begin', { name: 'list.csv', size })).rejects.toMatchObject({
        code: 'too-large',
      });
      // Whoever says less than it is gets no further than what was said.
      const piece = new Uint8Array(1024 * 1024);
      readSync(file, piece, 0, piece.length, 0);
      const { importId } = await practice.call('imports.begin', { name: 'list.csv', size: 10 });
      const add = practice.call('imports.addPiece', { importId, offset: 0, bytes: piece });
      await expect(add).rejects.toMatchObject({ code: 'bad-request' });
    } finally {
      closeSync(file);
      rmSync(folder, { recursive: true });
    }
  });

  it('is not looked at before all of it is there', async () => {
    const { importId } = await practice.call('imports.begin', { name: 'list.csv', size: 2_000 });
    await practice.call('imports.addPiece', { importId, offset: 0, bytes: new Uint8Array(1_000).fill(65) });
    await expect(practice.call('imports.look', { importId })).rejects.toMatchObject({ code: 'bad-request' });
    await expect(practice.call('imports.apply', { importId })).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('a list with bad rows', () => {
  afterEach(async () => expect(await onFile()).toBe(0));
  const row = '1,Zoë Ruiz,1971-03-14,zoe@example.net';

  it.each([
    ['UTF-8', `${head}\n${row}\n`, 'utf-8', ','],
    ['UTF-8 with a mark', `\ufeff${head}\r\n${row}\r\n`, 'utf-8', ','],
    ['UTF-16', utf16(`${head}\n${row}\n`), 'utf-16le', ','],
    ['UTF-16 without a mark', utf16(`${head}\n${row}\n`, false), 'utf-16le', ','],
    ['UTF-16, the other way round', bigEndian(`${head}\n${row}\n`), 'utf-16be', ','],
    ['Windows letters and semicolons', latin1(`${head}\n${row}\n`.replaceAll(',', ';')), 'windows-1252', ';'],
    ['tabs', `${head}\n${row}\n`.replaceAll(',', '\t'), 'utf-8', '\t'],
    ['bars', `${head}\n${row}\n`.replaceAll(',', '|'), 'utf-8', '|'],
  ])('is read all the same where it is written in %s', async (_, file, encoding, separator) => {
    const { look, added, preview } = await report(file);
    expect(look).toMatchObject({ encoding, separator });
    expect([added, preview.added[0]?.name, preview.added[0]?.birthDate]).toEqual([1, 'Zoë Ruiz', '1971-03-14']);
  });

  it('says of each row what is wrong with it, and takes the others', async () => {
    const { added, reasons } = await report(
      [
        head,
        '1,Ana Ruiz,1971-02-31,ana@example.net',
        '2,,1971-03-14,ana@example.net',
        '3,Ana Ruiz,1971-03-14,ana at example',
        '4,Leo Brandt,2071-03-14,',
        '5;Leo Brandt;1971-03-14;leo@example.net',
        '6,Leo Brandt,1971-03-14,leo@example.net,more',
        '7,Robert "Bob" Smith,1971-03-14,n/a',
        '"8","Ruiz, Mia ""M""",1971-03-14,"mia@example.net; m.ruiz@example.org"',
        '9,"Two\nlines",1971-03-14,',
        `10,${'x'.repeat(300)},1971-03-14,`,
        '7,Somebody Else,1950-01-01,',
        '11,Robert "Bob" Smith,1971-03-14,',
        '12,Cut off in the mi',
      ].join('\n'),
    );
    expect(reasons).toEqual([
      '2 birth-date',
      '3 no-name',
      '4 mail',
      '5 future-birth-date',
      '6 columns',
      '7 columns',
      '10 control-character',
      '11 cell-too-long',
      '12 number-of-someone-else',
      '13 other-number',
      '14 columns',
    ]);
    expect(added).toBe(2);
  });

  it('takes two columns of one name, and a column that nobody knows is left out', async () => {
    const { look, added, preview } = await report(
      'Name,Email,Email,Name,Hobby,DOB\nAna Ruiz,a@x.example,b@x.example,No,Chess,1971-03-14\n',
    );
    expect(look.format === 'csv' && look.mapping.targets.map(({ field }) => field)).toEqual([
      'name',
      'mail',
      'mail',
      'ignore',
      'ignore',
      'birth-date',
    ]);
    expect([added, preview.added[0]?.changes.find(({ field }) => field === 'mail')?.after]).toEqual([
      1,
      'a@x.example, b@x.example',
    ]);
  });

  it('asks about dates that can be read either way, and reads them as it is told', async () => {
    const file = 'MRN,Name,DOB\n1,Ana Ruiz,3/4/1971\n';
    const first = await previewFile(practice, 'list.csv', file);
    expect(first.look).toMatchObject({ datesAreOpen: true, mapping: { dateOrder: 'month-first' } });
    expect(first.preview.added[0]?.birthDate).toBe('1971-03-04');
    const second = await previewFile(practice, 'list.csv', file, (mapping) => ({ ...mapping, dateOrder: 'day-first' }));
    expect(second.preview.added[0]?.birthDate).toBe('1971-04-03');
    const clear = await previewFile(
      practice,
      'list.csv',
      'MRN,Name,DOB\n1,Ana Ruiz,3/4/1971\n2,Leo Brandt,14/3/1971\n',
    );
    expect(clear.look).toMatchObject({ datesAreOpen: false, mapping: { dateOrder: 'day-first' } });
  });

  it('takes what is whole of a FHIR file of which lines are damaged, foreign or without their patient', async () => {
    const lines = [...fhirLines(3)].join('').split('\n').filter(Boolean);
    const people = lines.filter((line) => line.includes('"Patient"') && line.includes('"birthDate"'));
    const file = [
      ...lines,
      '{"resourceType":"Observation","code":{"text":"A1C"},"subject":{"reference":"Patient/nobody"},"effectiveDateTime":"2026-01-02","valueQuantity":{"value":6}}',
      '{"resourceType":"Patient","id":"x","name":"Ana"}',
      '{"resourceType":"Patient","id":"y","name":[{"family":"Ruiz"}],"birthDate":"1971-02-31"}',
      '{"no":"type"}',
      '{"resourceType":"Device"}',
      '{"resourceType":"Patient","id":"z","na',
    ].join('\n');
    const { added, reasons } = await report(file);
    expect(added).toBe(people.length);
    expect(reasons.map((each) => each.replace(/^\d+ /, '')).sort()).toEqual([
      'birth-date',
      'not-fhir',
      'not-fhir',
      'not-json',
      'patient-not-in-file',
    ]);
  });

  it('is forgotten when it is dropped, or when another file comes', async () => {
    const first = await sendFile(practice, 'one.csv', patientsCsv(2));
    const second = await sendFile(practice, 'two.csv', patientsCsv(2));
    await expect(practice.call('imports.look', { importId: first })).rejects.toMatchObject({ code: 'not-found' });
    await practice.call('imports.drop', { importId: second });
    await expect(practice.call('imports.look', { importId: second })).rejects.toMatchObject({ code: 'not-found' });
  });
});
