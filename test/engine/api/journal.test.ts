import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';

describe.skipIf(!(await needMailServers()))('a line of the journal', { timeout: 60_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let patientId: string;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [{ user: practiceAddress, password: practicePassword }],
    });
    practice = await startPractice(servers);
    ({ patientId } = await practice.addPatient({ name: 'Ana Ruiz', address: 'ana@clinic.example' }));
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  async function newest(kind: string) {
    const { rows } = await practice.call('journal.list', { before: null, limit: 10 });
    return rows.find((row) => row.kind === kind)?.facts;
  }

  it('says whose message was read: the sender, and the patient once somebody said who that is', async () => {
    const threadId = await practice.receive({
      from: 'Ana <Ana@clinic.example>',
      subject: 'My knee',
      text: 'It hurts.',
    });
    await practice.call('threads.markRead', { threadId, read: true });
    expect(await newest('message.read')).toMatchObject({ from: 'ana@clinic.example' });
    expect(await newest('message.read')).not.toHaveProperty('patient');
    await practice.call('threads.setParty', { threadId, party: 'patient', patientId });
    await practice.call('threads.markRead', { threadId, read: true });
    expect(await newest('message.read')).toMatchObject({ from: 'ana@clinic.example', patient: 'Ana Ruiz' });
  });

  it('says with whom a choice was made', async () => {
    const draft = await practice.writeNew(patientId, { subject: 'Your knee', html: '<div>Rest it.</div>' });
    await practice.choose(draft.threadId ?? '', 'openpgp');
    expect(await newest('thread.chosen')).toMatchObject({ mode: 'openpgp', patient: 'Ana Ruiz' });
  });

  it('never holds the words of a phrase', async () => {
    const phrase = await practice.givePhrase(patientId);
    const { rows } = await practice.call('journal.list', { before: null, limit: 200 });
    expect(rows.map(({ kind }) => kind)).toContain('patient.phrase-made');
    for (const word of phrase.split(' ')) expect(JSON.stringify(rows)).not.toMatch(new RegExp(`"[^"]*\\b${word} `));
  });
});
