import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CampaignView, LetterPreview } from '../../../main/contract/campaigns.ts';
import type { Mode } from '../../../main/contract/fields.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import {
  addSomebody,
  approve,
  makePlan,
  openLetter,
  type Somebody,
  saveCampaign,
} from '../../support/campaign-clinic.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { newPgpPerson } from '../../support/pgp-mail.ts';
import { asBytes, type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';

const modes: readonly Mode[] = ['openpgp', 'sealed', 'tls', 'open'];
/** Twenty who get a letter, in every mode; those of `tls` at a domain that somebody vouched for. */
const written = Array.from({ length: 20 }, (_, index) => {
  const mode = modes[index % modes.length] ?? 'sealed';
  const domain = mode === 'tls' ? 'listed.example' : 'clinic.example';
  return { name: `Patient${index} Nr${index}`, address: `patient${index}@${domain}`, mode };
});
const reportFile = join(tmpdir(), `postern-report-${process.pid}.csv`);

describe.skipIf(!(await needMailServers()))('a campaign', { timeout: 180_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let everybody: Somebody[];
  let twins: Somebody[];
  let campaignId: string;
  let plan: CampaignView;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        ...[...written.map(({ address }) => address), 'family@clinic.example', 'twice@clinic.example'].map((user) => ({
          user,
          password: 'password of a patient',
        })),
      ],
    });
    practice = await startPractice(servers, {
      host: { chooseSavePath: async () => reportFile },
      // Nobody answers for the invented domain.
      lookUps: { patience: { dns: 100, policy: 100 } },
    });
    await practice.call('transport.listDomain', { domain: 'listed.example', note: 'a laboratory we know' });
    everybody = [];
    twins = [];
    for (const wish of written) everybody.push(await addSomebody(practice, wish));
    // A family shares an address, and everybody in it gets their own letter.
    for (const name of ['Karl Lindqvist', 'Grace Lindqvist']) {
      everybody.push(await addSomebody(practice, { name, address: 'family@clinic.example', mode: 'sealed' }));
    }
    // On file twice, by mistake.
    for (let twice = 0; twice < 2; twice += 1) {
      twins.push(
        await addSomebody(practice, { name: 'Twice Onfile', address: 'twice@clinic.example', mode: 'sealed' }),
      );
    }
    await addSomebody(practice, { name: 'Nobody Asked', address: 'nobody@clinic.example', mode: null });
    await addSomebody(practice, { name: 'No Address', address: null, mode: null });
    await addSomebody(practice, {
      name: 'No Number',
      address: 'number@clinic.example',
      mode: 'sealed',
      recordNumber: '',
    });
    const forged = await addSomebody(practice, { name: 'Uncompared', address: 'forged@clinic.example', mode: null });
    const { publicKey } = await newPgpPerson('Uncompared', forged.address);
    await practice.call('keys.keep', { address: forged.address, key: publicKey, source: 'autocrypt' });
    campaignId = await saveCampaign(practice);
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  const rows = async () =>
    (await practice.call('campaigns.rows', { campaignId, states: null, offset: 0, limit: 200 })).rows;

  it('is planned for each patient in the way that fits, and says why somebody gets nothing', async () => {
    plan = await makePlan(practice, campaignId);
    expect(plan.obstacles).toEqual([]);
    const planned = await rows();
    const isWaiting = ({ patientId }: Somebody) =>
      planned.some((row) => row.patientId === patientId && row.state === 'waiting');
    // One of the two gets it, whichever stands first.
    everybody.push(...twins.filter(isWaiting));
    for (const { patientId, mode, name } of everybody) {
      expect(
        planned.find((row) => row.patientId === patientId),
        name,
      ).toMatchObject({ state: 'waiting', mode, reasons: [] });
    }
    const notes = planned
      .filter(({ state }) => state !== 'waiting')
      .map(({ name, state, reasons }) => [name, state, ...reasons.map(({ code }) => code)].join(' '));
    expect(notes.toSorted()).toEqual([
      'No Address skipped no-address',
      'No Number held missing-field',
      'Nobody Asked skipped no-mode',
      'Twice Onfile skipped duplicate',
      'Uncompared skipped no-mode',
    ]);
    expect(plan.totals.byMode).toMatchObject({ openpgp: 5, sealed: 8, tls: 5, open: 5, smime: 0 });
  });

  it('shows each letter beforehand as it then leaves, inside and outside', async () => {
    for (const { patientId, mode, address } of everybody) {
      previews.set(patientId, await practice.call('campaigns.preview', { of: { campaignId }, patientId }));
      expect(previews.get(patientId)).toMatchObject({ mode, reasons: [], to: { address } });
    }
  });
  const previews = new Map<string, LetterPreview>();

  it('writes a test with made-up values to the practice itself', async () => {
    const { to } = await practice.call('campaigns.sendTest', { campaignId });
    expect(to).toBe(practiceAddress);
    await practice.call('outbox.sendNow', {});
    await practice.until(
      () => servers.readMailbox(practiceAddress),
      (list) => list.some(({ bytes }) => bytes.includes('Dear Ana')),
      20_000,
    );
  });

  it('brings everybody their own letter, once, protected as planned', async () => {
    await approve(practice, plan);
    await practice.until(
      () => practice.call('campaigns.get', { campaignId }),
      ({ state }) => state === 'finished',
      150_000,
    );
    const addresses = [...new Set(everybody.map(({ address }) => address))];
    const mailboxes = await practice.until(
      () => Promise.all(addresses.map((address) => servers.readMailbox(address))),
      (boxes) => boxes.flat().length >= everybody.length,
      20_000,
    );
    expect(mailboxes.flat()).toHaveLength(everybody.length);
    for (const patient of everybody) {
      const mails = mailboxes[addresses.indexOf(patient.address)] ?? [];
      const opened = await Promise.all(mails.map(({ bytes }) => openLetter(bytes, patient).catch(() => null)));
      const [letter, ...more] = opened.filter((each) => each !== null);
      expect(more, patient.name).toEqual([]);
      expect(letter?.mode, patient.name).toBe(patient.mode);
      expect(letter?.text, patient.name).toContain(patient.recordNumber);
      const shown = previews.get(patient.patientId)?.message;
      expect(shown).toMatchObject({ outcome: 'ready', subject: letter?.subject });
      for (const line of shown?.outcome === 'ready' ? shown.text.split('\n') : []) expect(letter?.text).toContain(line);
      for (const other of everybody) {
        if (other !== patient && !patient.recordNumber.startsWith(other.recordNumber)) {
          expect(letter?.text).not.toContain(`${other.recordNumber}.`);
        }
      }
    }
  });

  it('leaves nothing readable of a protected letter outside', async () => {
    for (const { address, mode, recordNumber, patientId } of everybody) {
      const shown = previews.get(patientId);
      if (mode === 'open' || mode === 'tls') continue;
      for (const { bytes } of await servers.readMailbox(address)) {
        expect(bytes.includes(recordNumber), address).toBe(false);
        const { subject, text, from, parts } = await parseMessage(bytes);
        expect(subject).toBe('Message from Elm Street Clinic');
        expect(shown).toMatchObject({ from: from[0], outside: { subject } });
        // A family's letters lie in one mailbox: each has its own sign.
        if (mode !== 'sealed' || address === 'family@clinic.example') continue;
        expect(text?.replaceAll('\r\n', '\n').trim()).toBe(shown?.outside?.text);
        expect(parts.map(({ name }) => name)).toContain(shown?.outside?.file);
      }
    }
  });

  it('tells in its report what became of each, and whose answer came', async () => {
    const open = everybody.find(({ mode }) => mode === 'open');
    const row = (await rows()).find(({ patientId }) => patientId === open?.patientId);
    const [mail] = await servers.readMailbox(open?.address ?? '');
    const messageId = /^Message-ID: (<[^>]+>)/im.exec(mail?.bytes.toString('latin1') ?? '')?.[1] ?? '';
    const answer = asBytes({
      from: open?.address ?? '',
      subject: 'Re: Message',
      text: 'Thank you.',
      headers: [`In-Reply-To: ${messageId}`, `References: ${messageId}`],
    });
    expect(row?.answeredAt).toBeNull();
    await servers.deliver(answer, practiceAddress, open?.address);
    await practice.until(
      async () => (await rows()).find(({ patientId }) => patientId === open?.patientId)?.answeredAt ?? null,
      (at) => at !== null,
      20_000,
    );
    const { totals } = await practice.call('campaigns.get', { campaignId });
    expect(totals).toMatchObject({ all: 28, answered: 1 });
    expect(totals.byState).toMatchObject({ sent: 23, held: 1, skipped: 4, waiting: 0, unsure: 0, failed: 0 });
    expect(await practice.call('campaigns.exportReport', { campaignId })).toEqual({
      savedAs: reportFile.split('/').at(-1),
    });
    const lines = (await readFile(reportFile, 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(29);
    expect(lines.find((line) => line.includes('"No Number"'))).toContain('"held"');
  });

  it('can be rebuilt from the journal, with who approved it', async () => {
    const { rows: entries } = await practice.call('journal.list', { before: null, limit: 200 });
    expect(entries.find(({ kind }) => kind === 'campaign.started')).toMatchObject({ by: 'Maria' });
    expect(await practice.call('journal.verify', {})).toMatchObject({ firstBroken: null });
  });
});
