import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';

/** One address, as people and programs write it. */
const kept = 'ana.ruiz@xn--bcher-kva.example';
const spellings = ['Ana.Ruiz@Bücher.example', 'ANA.RUIZ@XN--BCHER-KVA.EXAMPLE', 'ana.ruiz@bücher.example', kept];

describe.skipIf(!(await needMailServers()))('an address with an international domain', { timeout: 60_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let patientId: string;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [{ user: practiceAddress, password: practicePassword }],
    });
    practice = await startPractice(servers);
    ({ patientId } = await practice.addPatient({ name: 'Ana Ruiz', address: 'Ana.Ruiz@Bücher.example' }));
    await practice.givePhrase(patientId);
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  it('is kept in one form, however it was typed', async () => {
    expect((await practice.call('patients.get', { patientId })).addresses).toEqual([kept]);
    for (const address of spellings) {
      const found = await practice.call('patients.forAddress', { address });
      expect(found.map(({ id }) => id)).toEqual([patientId]);
    }
  });

  it.each(spellings)('is shown, suggested and answered as the same one when mail comes from %s', async (from) => {
    const subject = `From ${Buffer.from(from).toString('hex')}`;
    const threadId = await practice.receive({ from: `Ana <${from}>`, subject, text: 'Hello.' });
    const thread = await practice.call('threads.get', { threadId });
    expect(thread.messages[0]?.from.map(({ address }) => address)).toEqual([kept]);
    expect(thread.correspondent.address).toBe(kept);
    expect(thread.candidates.map(({ id }) => id)).toEqual([patientId]);
    await practice.call('threads.setParty', { threadId, party: 'patient', patientId });
    expect((await practice.call('patients.get', { patientId })).addresses).toEqual([kept]);
    const draft = await practice.writeReply(threadId, { subject: 'Re', html: '<div>Yes.</div>' });
    expect(draft.to.map(({ address }) => address)).toEqual([kept]);
    await practice.call('drafts.discard', { draftId: draft.id });
  });

  it('is what policy decides on and what goes on the wire, as the composer shows it', async () => {
    const written = await practice.writeNew(patientId, { subject: 'Your results', html: '<div>All is well.</div>' });
    const draft = await practice.edit(written, { to: [{ name: 'Ana', address: 'ANA.Ruiz@BÜCHER.example' }] });
    expect(draft.to).toEqual([{ name: 'Ana', address: kept }]);
    await practice.choose(draft.threadId ?? '', 'sealed');
    const [outboxId = ''] = await practice.send(draft);
    expect((await practice.row(outboxId))?.to).toEqual([{ name: 'Ana', address: kept }]);
    await practice.call('outbox.undo', { outboxId });
  });

  it('that only looks alike is another one, and shows as such', async () => {
    // The last letter before the dot is Cyrillic.
    const threadId = await practice.receive({ from: 'ana.ruiz@bücheг.example', subject: 'Look-alike', text: 'Hello.' });
    const { correspondent, candidates } = await practice.call('threads.get', { threadId });
    expect(correspondent.address).toMatch(/^ana\.ruiz@xn--[a-z0-9-]+\.example$/);
    expect(correspondent.address).not.toBe(kept);
    expect(candidates).toEqual([]);
  });
});
