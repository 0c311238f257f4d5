import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';

const address = 'ana@clinic.example';

describe.skipIf(!(await needMailServers()))('asking a patient for consent by a message', { timeout: 90_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let patientId: string;
  let wording: { readonly text: string; readonly version: string };

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        { user: 'ana', password: 'password of a patient' },
      ],
    });
    practice = await startPractice(servers);
    patientId = (await practice.addPatient({ name: 'Ana Ruiz', address })).patientId;
    await practice.givePhrase(patientId);
    const [found] = await practice.call('patients.wordings', {});
    wording = found ?? { text: '', version: '' };
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  const ledger = async () => (await practice.call('patients.get', { patientId })).ledger;

  async function askIn(words: string) {
    const draft = await practice.call('drafts.open', {
      ...{ kind: 'new', threadId: null, messageId: null, patientId, to: null },
      question: { purpose: 'unencrypted-email', words },
    });
    const edited = await practice.edit(draft, { subject: 'How we write to you' });
    await practice.choose(edited.threadId ?? '', 'sealed');
    return edited;
  }

  it('writes "asked" into the ledger when the letter leaves, in the words that left', async () => {
    const draft = await askIn(`Dear Ana,\n\n“${wording.text}”\n\nDo you agree?`);
    expect(draft).toMatchObject({ asks: 'unencrypted-email', html: expect.stringContaining('Do you agree?') });
    await practice.send(draft);
    expect(await ledger()).toEqual([]);
    await practice.call('outbox.sendNow', {});
    const [row] = await practice.until(ledger, (rows) => rows.length > 0, 40_000);
    expect(row).toMatchObject({
      ...{ purpose: 'unencrypted-email', event: 'asked', how: 'by-message', warned: true },
      ...{ wording: wording.text, wordingVersion: wording.version },
    });
  });

  it('writes nothing while the letter is a draft, was taken back, or does not ask any more', async () => {
    const before = await ledger();
    const draft = await askIn('May we write by plain mail?');
    const [outboxId = ''] = await practice.send(draft);
    const { draftId } = await practice.call('outbox.undo', { outboxId });
    const again = await practice.call('drafts.get', { draftId });
    expect(again.asks).toBe('unencrypted-email');
    const [sentId = ''] = await practice.send(await practice.edit(again, { asks: undefined }));
    await practice.call('outbox.sendNow', {});
    await practice.until(
      () => practice.row(sentId),
      (row) => row === null,
      40_000,
    );
    expect(await ledger()).toEqual(before);
  });

  it('keeps the letter’s own words where they are not the practice’s wording', async () => {
    await practice.send(await askIn('May we write by plain mail?'));
    await practice.call('outbox.sendNow', {});
    const [row] = await practice.until(ledger, (rows) => rows.length > 1, 40_000);
    expect(row).toMatchObject({ event: 'asked', wordingVersion: '', warned: false });
    expect(row?.wording).toContain('May we write by plain mail?');
  });
});
