import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decrypt, readMessage } from 'openpgp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BatchView } from '../../../main/contract/documents.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { addSomebody, approve, makePlan, type Somebody, saveCampaign } from '../../support/campaign-clinic.ts';
import { documentsByName, takeDocumentsIn } from '../../support/documents.ts';
import { labResult, textPdf } from '../../support/lab-pdf.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { openSealedPage } from '../../support/patient.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';

/** Six with a result each; the first gets a second one. Two of them share an address, two their name. */
const people = [
  { name: 'Ana Ruiz', address: 'ana@clinic.example', mode: 'sealed', recordNumber: '20418', birthDate: '1971-03-14' },
  { name: 'Leo Park', address: 'family@clinic.example', mode: 'sealed', recordNumber: 'A-7', birthDate: '1988-07-02' },
  { name: 'Mia Park', address: 'family@clinic.example', mode: 'sealed', recordNumber: 'A-8', birthDate: '2019-07-02' },
  {
    name: 'Omar Haddad',
    address: 'omar@clinic.example',
    mode: 'openpgp',
    recordNumber: '555',
    birthDate: '1960-01-31',
  },
  { name: 'Ana Ruiz', address: 'other@clinic.example', mode: 'sealed', recordNumber: '30999', birthDate: '1955-01-20' },
  {
    name: 'Plain Mail',
    address: 'plain@clinic.example',
    mode: 'open',
    recordNumber: '777777',
    birthDate: '1999-09-09',
  },
] as const;
const folder = mkdtempSync(join(tmpdir(), 'postern-road-documents-'));
const receiptFile = join(tmpdir(), `postern-receipt-${process.pid}.csv`);

describe.skipIf(!(await needMailServers()))('a batch of documents', { timeout: 120_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let batch: BatchView;
  let campaignId: string;
  const everybody: Somebody[] = [];

  beforeAll(async () => {
    const users = [...new Set(people.map(({ address }) => address))];
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        ...users.map((user) => ({ user, password: 'password of a patient' })),
      ],
    });
    practice = await startPractice(servers, {
      host: { chooseDocuments: async () => ({ folder, files: [] }), chooseSavePath: async () => receiptFile },
    });
    for (const person of people) everybody.push(await addSomebody(practice, person));
    for (const [at, person] of people.entries()) {
      writeFileSync(join(folder, `result-${at}.pdf`), labResult({ ...person, canary: `canary-${at}` }));
    }
    const [ana] = people;
    writeFileSync(join(folder, 'result-second.pdf'), labResult({ ...ana, canary: 'canary-second' }));
    writeFileSync(join(folder, 'scan.pdf'), textPdf([['Omar Haddad', 'canary-scan']]));
    writeFileSync(join(folder, 'nobody.pdf'), textPdf([['canary-nobody']]));
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
    rmSync(folder, { recursive: true });
    rmSync(receiptFile, { force: true });
  });

  const rows = async () =>
    (await practice.call('campaigns.rows', { campaignId, states: null, offset: 0, limit: 20 })).rows;

  it('is planned for its patients alone, always as sensitive, and anew once somebody decides otherwise', async () => {
    batch = await takeDocumentsIn(practice);
    expect(batch.byState).toMatchObject({ matched: 7, look: 1, none: 1 });
    const scan = (await documentsByName(practice, batch.id))['scan.pdf'];
    const omar = everybody[3];
    if (scan === undefined || omar === undefined) throw new Error('no scan');
    const { id: documentId } = scan;
    await practice.call('documents.pick', { documentId, patientId: omar.patientId });
    await practice.call('documents.confirm', { documentId, patientId: omar.patientId });
    const content = {
      name: 'Results',
      segmentId: batch.id,
      documentsId: batch.id,
      templateId: 'tm_starter-documents',
      purpose: 'treatment' as const,
      sender: 'practice' as const,
      startAt: null,
      perHour: null,
    };
    campaignId = (await practice.call('campaigns.save', { campaignId: null, content })).campaignId;
    await expect(practice.call('documents.drop', { documentsId: batch.id })).rejects.toThrow('state-changed');
    const plan = await makePlan(practice, campaignId);
    expect(plan).toMatchObject({ contentKind: 'sensitive', obstacles: [], segmentName: batch.name });
    const shortly = async () =>
      (await rows()).map(({ name, state, mode, reasons }) =>
        [name, state, mode ?? '', ...reasons.map(({ code }) => code)].join(' '),
      );
    // Who agreed to plain mail only gets nothing: a result is not for plain mail.
    const planned = [
      'Ana Ruiz waiting sealed',
      'Ana Ruiz waiting sealed',
      'Leo Park waiting sealed',
      'Mia Park waiting sealed',
      'Omar Haddad waiting openpgp',
      'Plain Mail skipped  no-mode',
    ];
    expect((await shortly()).toSorted()).toEqual(planned);

    await practice.call('documents.leaveOut', { documentId, out: true });
    expect((await practice.call('campaigns.get', { campaignId })).obstacles).toContain('plan-old');
    await practice.call('documents.leaveOut', { documentId, out: false });
    await practice.call('documents.pick', { documentId, patientId: omar.patientId });
    await practice.call('documents.confirm', { documentId, patientId: omar.patientId });
  });

  it('brings each patient exactly their own documents, locked, in one letter', async () => {
    await approve(practice, await makePlan(practice, campaignId));
    await practice.until(
      () => practice.call('campaigns.get', { campaignId }),
      ({ state }) => state === 'finished',
      90_000,
    );
    const expected = new Map<string, string[]>([
      ['20418', ['result-0.pdf', 'result-second.pdf']],
      ['A-7', ['result-1.pdf']],
      ['A-8', ['result-2.pdf']],
      ['555', ['result-3.pdf', 'scan.pdf']],
      ['30999', ['result-4.pdf']],
    ]);
    let letters = 0;
    for (const address of new Set(people.map((each) => each.address))) {
      const owners = everybody.filter((each) => each.address === address && expected.has(each.recordNumber));
      const mails = await practice.until(
        () => servers.readMailbox(address),
        (list) => list.length >= owners.length,
        20_000,
      );
      letters += mails.length;
      expect(mails, address).toHaveLength(owners.length);
      for (const { bytes } of mails) {
        const outside = bytes.toString('latin1');
        expect(outside).toContain('Subject: Message from Elm Street Clinic\r\n');
        expect(outside).not.toMatch(/result-|canary/);
      }
      for (const owner of owners) {
        const opened = await Promise.all(mails.map(({ bytes }) => openFiles(bytes, owner).catch(() => null)));
        const [files, ...more] = opened.filter((each) => each !== null);
        expect(more, owner.name).toEqual([]);
        const names = expected.get(owner.recordNumber) ?? [];
        expect(
          files?.map(({ name }) => name),
          owner.name,
        ).toEqual(names);
        for (const { name, bytes } of files ?? []) {
          expect(Buffer.from(bytes).equals(readFileSync(join(folder, name))), name).toBe(true);
        }
      }
    }
    expect(letters).toBe(5);
  });

  it('ends with a receipt: who got which file, when and how, here, in a file and in the journal', async () => {
    const { rows: receipt, total } = await practice.call('documents.receipt', { campaignId, offset: 0, limit: 100 });
    expect(total).toBe(9);
    const of = (name: string) => receipt.find(({ fileName }) => fileName === name);
    expect(of('result-second.pdf')).toMatchObject({
      how: 'matched',
      state: 'sent',
      mode: 'sealed',
      patient: { name: 'Ana Ruiz', recordNumber: '20418' },
      address: 'ana@clinic.example',
    });
    expect(of('scan.pdf')).toMatchObject({ how: 'confirmed', confirmedBy: 'Maria', state: 'sent', mode: 'openpgp' });
    expect(of('nobody.pdf')).toMatchObject({ how: 'none', patient: null, state: null, at: null });
    expect(of('result-5.pdf')).toMatchObject({
      how: 'matched',
      patient: { name: 'Plain Mail' },
      state: 'skipped',
      at: null,
    });
    await practice.call('documents.saveReceipt', { campaignId });
    const lines = readFileSync(receiptFile, 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(10);
    expect(lines.find((line) => line.includes('result-1.pdf'))).toContain('"Leo Park"');
    const { rows: entries } = await practice.call('journal.list', { before: null, limit: 200 });
    expect(entries.filter(({ kind }) => kind === 'documents.attached')).toHaveLength(5);
    expect(await practice.call('journal.verify', {})).toMatchObject({ firstBroken: null });
  });

  it('is not sent twice by mistake: the same files are for a person to look at, and nothing of them can be changed', async () => {
    const again = await takeDocumentsIn(practice);
    const byName = await documentsByName(practice, again.id);
    expect(byName['result-0.pdf']).toMatchObject({ state: 'look', reason: 'sent-before', patient: null });
    // It was held then.
    expect(byName['result-5.pdf']).toMatchObject({ state: 'matched' });
    const sent = (await documentsByName(practice, batch.id))['nobody.pdf'];
    const change = { documentId: sent?.id ?? '', out: true };
    await expect(practice.call('documents.leaveOut', change)).rejects.toThrow('state-changed');
  });

  it('can go along with a letter to a group: whoever has no document is held, with the reason', async () => {
    const [ana] = people;
    writeFileSync(join(folder, 'result-0.pdf'), labResult({ ...ana, canary: 'next month' }));
    const { id: documentsId } = await takeDocumentsIn(practice);
    campaignId = await saveCampaign(practice);
    const { segmentId, templateId, name } = await practice.call('campaigns.get', { campaignId });
    const terms = { purpose: 'treatment' as const, sender: 'practice' as const, startAt: null, perHour: null };
    const content = { name, segmentId, templateId, documentsId, ...terms };
    await practice.call('campaigns.save', { campaignId, content });
    const { contentKind } = await makePlan(practice, campaignId);
    expect(contentKind).toBe('sensitive');
    const planned = (await rows()).map(({ address, state, reasons }) =>
      [address, state, reasons[0]?.code ?? ''].join(' '),
    );
    expect(planned.toSorted()).toEqual([
      'ana@clinic.example waiting ',
      'family@clinic.example held no-document',
      'family@clinic.example held no-document',
      'omar@clinic.example held no-document',
      'other@clinic.example held no-document',
      'plain@clinic.example skipped no-mode',
    ]);
    // The record is corrected before the run begins: the document may be another's now.
    const patientId = everybody[0]?.patientId ?? '';
    await practice.call('patients.change', {
      patientId,
      name: ana.name,
      birthDate: ana.birthDate,
      recordNumber: '20419',
      telephone: '',
      addresses: [ana.address],
      device: 'computer',
      note: '',
    });
    await makePlan(practice, campaignId);
    const row = (await rows()).find(({ address }) => address === ana.address);
    expect(row).toMatchObject({ state: 'held', reasons: [{ code: 'document-unclear' }] });
  });
});

/** The files of one letter, as its patient opens it; throws for whoever it is not for. */
async function openFiles(
  mail: Uint8Array,
  patient: Somebody,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }[]> {
  if (patient.phrase !== null) {
    const { header, files } = await openSealedPage(mail, patient.phrase);
    return header.files.map(({ name }, at) => ({ name, bytes: files[at] ?? new Uint8Array() }));
  }
  const armoredMessage = /-----BEGIN PGP MESSAGE-----[\s\S]*?-----END PGP MESSAGE-----/.exec(
    Buffer.from(mail).toString('latin1'),
  )?.[0];
  if (patient.pgp === null || armoredMessage === undefined) throw new Error('not for them');
  const { data } = await decrypt({
    message: await readMessage({ armoredMessage }),
    decryptionKeys: patient.pgp.key,
    format: 'binary',
  });
  const { parts } = await parseMessage(data as Uint8Array);
  return parts.flatMap(({ name, bytes }) => (name ? [{ name, bytes }] : []));
}
