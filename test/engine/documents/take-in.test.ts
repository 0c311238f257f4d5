import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentRow } from '../../../main/contract/documents.ts';
import { addSomebody, type Somebody } from '../../support/campaign-clinic.ts';
import { documentsByName, takeDocumentsIn } from '../../support/documents.ts';
import { emptyPdf } from '../../support/empty-pdf.ts';
import { labResult, textPdf } from '../../support/lab-pdf.ts';
import { type Practice, practicePassphrase, startPractice } from '../../support/practice.ts';
import { startEngine } from '../../support/start-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-documents-'));
const elsewhere = mkdtempSync(join(tmpdir(), 'postern-elsewhere-'));
const home = mkdtempSync(join(tmpdir(), 'postern-practice-'));
let chosen: { folder: string | null; files: readonly string[] } | null = null;
let practice: Practice;
let ana: Somebody;
let leo: Somebody;

const put = (name: string, bytes: Uint8Array | string) => writeFileSync(join(folder, name), bytes);
const facts = (of: Somebody, birthDate: string, canary = '') => ({
  name: of.name,
  recordNumber: of.recordNumber,
  birthDate,
  canary,
});

beforeAll(async () => {
  practice = await startPractice(null, {
    profile: join(home, 'profile'),
    host: { chooseDocuments: async () => chosen },
  });
  ana = await addSomebody(practice, {
    name: 'Ana Ruiz',
    address: 'ana@example.com',
    mode: 'sealed',
    recordNumber: '20418',
    birthDate: '1971-03-14',
  });
  leo = await addSomebody(practice, {
    name: 'Leo Park',
    address: 'leo@example.com',
    mode: 'open',
    recordNumber: 'A-1234',
    birthDate: '1988-07-02',
  });
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true });
  rmSync(elsewhere, { recursive: true });
  rmSync(home, { recursive: true });
});
beforeEach(() => {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  chosen = { folder, files: [] };
});

const shortly = ({ state, reason, text, patient }: DocumentRow) =>
  [state, reason, text, patient?.name ?? ''].join(' ').trim();

/** Takes the folder in; each document in a few words, and each file that was refused. */
async function takeIn() {
  const batch = await takeDocumentsIn(practice);
  const rows = Object.entries(await documentsByName(practice, batch.id)).map(([name, row]) => [name, shortly(row)]);
  const refused = batch.refused.map(({ name, reason }) => [name, reason]);
  return { batch, rows: Object.fromEntries(rows), refused: Object.fromEntries(refused) };
}

/** Objects 1 to 4 of a PDF whose one page is drawn by the stream `data`. */
function pdfWithStream(filter: string, data: Uint8Array): Buffer {
  const head = `%PDF-1.4
1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj
2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj
3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>\nendobj
4 0 obj\n<</Length ${data.length}/Filter ${filter}>>stream\n`;
  const tail = '\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n';
  return Buffer.concat([Buffer.from(head, 'latin1'), data, Buffer.from(tail, 'latin1')]);
}

/** So many megabytes of spaces, deflated: one of them, again and again. */
function manySpaces(megabytes: number): Buffer {
  const one = deflateRawSync(Buffer.alloc(1024 * 1024, 32), { finishFlush: constants.Z_SYNC_FLUSH });
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array.from({ length: megabytes }, () => one)]);
}

async function lockedPdf(userPassword: string): Promise<Buffer> {
  const document = new PDFDocument({ userPassword, ownerPassword: 'owner', pdfVersion: '1.7ext3' });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document.text('MRN: 20418 DOB: 03/14/1971');
  document.end();
  await ended;
  return Buffer.concat(pieces);
}

describe('a folder of documents', () => {
  it('is sorted by who each is about, and what is no document is said', async () => {
    put('a.pdf', labResult(facts(ana, '1971-03-14', 'one')));
    put('b.pdf', labResult(facts(ana, '1971-03-14', 'another')));
    put('c.pdf', labResult(facts(leo, '1999-01-01')));
    put('copy of a.pdf', labResult(facts(ana, '1971-03-14', 'one')));
    put('invoice.pdf', textPdf([['Invoice 17', 'Paper, 3 boxes']]));
    put('A-1234 1988-07-02.pdf', emptyPdf());
    put('.DS_Store', 'x');
    put('list.csv', 'MRN,Name');
    put('result.exe', labResult(facts(ana, '1971-03-14')));
    put('empty.pdf', '');
    mkdirSync(join(folder, 'older'));
    writeFileSync(join(elsewhere, 'secret.pdf'), labResult(facts(ana, '1971-03-14', 'elsewhere')));
    symlinkSync(join(elsewhere, 'secret.pdf'), join(folder, 'link.pdf'));
    symlinkSync(elsewhere, join(folder, 'linked folder'));
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe.pdf')]);
    const { batch, rows, refused } = await takeIn();
    expect(rows).toEqual({
      'a.pdf': 'matched number-and-date read Ana Ruiz',
      'A-1234 1988-07-02.pdf': 'look not-all-read no-text',
      'b.pdf': 'matched number-and-date read Ana Ruiz',
      'c.pdf': 'look date-differs read',
      'copy of a.pdf': 'copy same-file read',
      'invoice.pdf': 'none nobody read',
    });
    expect(refused).toEqual({
      'empty.pdf': 'empty',
      'link.pdf': 'link',
      'linked folder': 'link',
      'list.csv': 'not-pdf',
      older: 'folder',
      'pipe.pdf': 'not-pdf',
      'result.exe': 'not-pdf',
    });
    expect(batch).toMatchObject({ files: 6, patients: 1, approved: false });
    expect(batch.byState).toMatchObject({ matched: 2, look: 2, none: 1, copy: 1 });
    expect((await documentsByName(practice, batch.id))['a.pdf']?.others).toBe(1);
    await practice.call('documents.drop', { documentsId: batch.id });
    expect(await practice.call('documents.list', {})).toEqual([]);
  });

  it('is matched by itself only where every page could be read: the rest may be about somebody else', async () => {
    const first = ['Patient: Ana Ruiz', 'MRN: 20418 DOB: 03/14/1971'];
    const pages = (count: number) => [first, ...Array.from({ length: count - 1 }, () => ['Hemoglobin 6.8 %'])];
    put('20 pages.PDF', textPdf(pages(20)));
    put('21 pages.pdf', textPdf([...pages(20), ['Patient: Leo Park']]));
    put('picture.pdf', textPdf([...pages(2), []]));
    const full = Array.from({ length: 15 }, () => Array.from({ length: 50 }, () => 'word '.repeat(17)));
    put('long.pdf', textPdf([first, ...full, ['Patient: Leo Park']]));
    put('other on page 4.pdf', textPdf([...pages(3), ['Patient: Leo Park', 'MRN: A-1234 DOB: 07/02/1988']]));
    const { batch, rows } = await takeIn();
    expect(rows).toEqual({
      '20 pages.PDF': 'matched number-and-date read Ana Ruiz',
      '21 pages.pdf': 'look not-all-read partly',
      'picture.pdf': 'look not-all-read partly',
      'long.pdf': 'look not-all-read partly',
      'other on page 4.pdf': 'look several read',
    });
    await practice.call('documents.drop', { documentsId: batch.id });
  });

  it('goes to a patient who was not matched only by two steps of a person', async () => {
    put('leo.pdf', labResult(facts(leo, '1999-01-01')));
    put('ana.pdf', labResult(facts(ana, '1971-03-14')));
    const { batch } = await takeIn();
    const named = async (name: string) => {
      const row = (await documentsByName(practice, batch.id))[name];
      if (row === undefined) throw new Error(`no ${name}`);
      return row;
    };
    const documentId = (await named('leo.pdf')).id;
    const [{ patientId: leoId }, { patientId: anaId }] = [leo, ana];
    const look = await practice.call('documents.look', { documentId });
    expect(look.facts).toEqual({ numbers: ['A1234', 'A-1234'], birthDates: ['1999-01-01'], names: ['Leo Park'] });
    expect(look.suggestions).toMatchObject([{ id: leoId, birthDate: '1988-07-02' }]);
    expect(look.excerpt).toContain('Hemoglobin');

    // One step alone makes it nobody's, and neither does a step about another patient.
    await expect(practice.call('documents.confirm', { documentId, patientId: leoId })).rejects.toThrow('state-changed');
    await practice.call('documents.pick', { documentId, patientId: anaId });
    await expect(practice.call('documents.confirm', { documentId, patientId: leoId })).rejects.toThrow('state-changed');
    await practice.call('documents.pick', { documentId, patientId: leoId });
    expect(await named('leo.pdf')).toMatchObject({ state: 'look', patient: null });
    expect((await practice.call('documents.get', { documentsId: batch.id })).patients).toBe(1);
    await practice.call('documents.confirm', { documentId, patientId: leoId });
    expect(await named('leo.pdf')).toMatchObject({ state: 'confirmed', patient: { id: leoId }, confirmedBy: 'Maria' });
    // Left out and taken in again, it has to be confirmed anew. One that was matched cannot be given to another.
    await practice.call('documents.leaveOut', { documentId, out: true });
    await practice.call('documents.leaveOut', { documentId, out: false });
    expect(await named('leo.pdf')).toMatchObject({ state: 'look', patient: null });
    const matched = { documentId: (await named('ana.pdf')).id, patientId: leoId };
    await expect(practice.call('documents.pick', matched)).rejects.toThrow('state-changed');
    await practice.call('documents.pick', { documentId, patientId: leoId });
    await practice.call('documents.confirm', { documentId, patientId: leoId });

    await practice.call('documents.drop', { documentsId: batch.id });
    const kinds = (await practice.call('journal.list', { before: null, limit: 200 })).rows.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['documents.taken-in', 'documents.confirmed', 'documents.dropped']));
  });

  it('that wants to do harm is refused, or is for a person to judge, and the program goes on', {
    timeout: 180_000,
  }, async () => {
    const good = labResult(facts(ana, '1971-03-14'));
    const named = (name: string) => `20418 1971-03-14 ${name}.pdf`;
    put(named('locked'), await lockedPdf('secret'));
    put(named('opens without a password'), await lockedPdf(''));
    put(named('half'), good.subarray(0, good.length / 3));
    put(named('text'), 'MRN: 20418 DOB: 03/14/1971');
    put(named('program'), `MZ${'\0'.repeat(2_000)}%PDF-1.4`);
    put(named('header alone'), '%PDF-1.7\n');
    put(named('10000 pages'), emptyPdf(10_000));
    put(named('bomb in a bomb'), pdfWithStream('[/FlateDecode/FlateDecode]', deflateSync(manySpaces(400))));
    put(named('circle'), pdfWithStream('4 0 R', Buffer.from('x')));
    const open = '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\);globalThis.ran=1)>>';
    put(named('script'), textPdf([['MRN: 20418 DOB: 03/14/1971']], { catalog: open }));
    put(`${'long '.repeat(45)}.pdf`, good);
    const { batch, rows, refused } = await takeIn();
    const unreadable = 'look unreadable unreadable';
    expect(rows).toMatchObject({
      [named('locked')]: 'look locked locked',
      [named('opens without a password')]: 'matched number-and-date read Ana Ruiz',
      [named('half')]: unreadable,
      [named('header alone')]: unreadable,
      [named('10000 pages')]: 'look not-all-read no-text',
      [named('bomb in a bomb')]: unreadable,
      [named('script')]: 'matched number-and-date read Ana Ruiz',
    });
    expect(refused).toEqual({ [named('text')]: 'not-pdf', [named('program')]: 'not-pdf' });
    const long = Object.keys(rows).find((name) => name.startsWith('long'));
    expect(long).toMatch(/^.{150}\.pdf$/);
    const many = (await documentsByName(practice, batch.id))[named('10000 pages')];
    expect(many?.pages).toBe(10_000);
    await practice.call('documents.drop', { documentsId: batch.id });
  });

  it('has limits, is nothing where the dialog is left, and can be files that were picked one by one', async () => {
    put('large.pdf', Buffer.alloc(20 * 1024 * 1024 + 1, '%PDF-1.4 '));
    put('a.pdf', labResult(facts(ana, '1971-03-14')));
    put('b.pdf', labResult(facts(ana, '1971-03-14')));
    chosen = { folder: null, files: [join(folder, 'large.pdf'), join(folder, 'a.pdf')] };
    const { rows, refused } = await takeIn();
    expect(Object.keys(rows)).toEqual(['a.pdf']);
    expect(refused).toEqual({ 'large.pdf': 'too-large' });
    chosen = { folder: null, files: Array.from({ length: 1_001 }, (_none, at) => join(folder, `${at}.pdf`)) };
    await expect(practice.call('documents.choose', { folder: false })).rejects.toThrow('too-large');
    chosen = { folder: join(folder, 'gone'), files: [] };
    await expect(practice.call('documents.choose', { folder: true })).rejects.toThrow('not-found');
    chosen = null;
    expect(await practice.call('documents.choose', { folder: true })).toEqual({ documentsId: null });
  });

  it('that was being read when the vault was locked is gone, as if nobody had chosen it', async () => {
    for (let at = 0; at < 30; at += 1) put(`${at}.pdf`, labResult(facts(ana, '1971-03-14', `${at}`)));
    const before = await practice.call('documents.list', {});
    await practice.call('documents.choose', { folder: true });
    await practice.stop();
    practice = { ...practice, ...(await startEngine({ profile: practice.profile })) };
    await practice.call('vault.unlock', { passphrase: practicePassphrase });
    expect(await practice.call('documents.list', {})).toEqual(before);
  });
});
