import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';

const letter = { subject: 'Your appointment', html: '<div>Please come on Thursday at nine.</div>' };

describe.skipIf(!(await needMailServers()))('Send, without the two choices of a person', { timeout: 60_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let patientNumber = 0;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [{ user: practiceAddress, password: practicePassword }],
    });
    practice = await startPractice(servers);
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  async function newPatient() {
    patientNumber += 1;
    return practice.addPatient({ name: `Patient ${patientNumber}`, address: `patient${patientNumber}@clinic.example` });
  }

  async function outboxIds(): Promise<readonly string[]> {
    return (await practice.call('outbox.list', {})).map(({ id }) => id);
  }

  it('is shut, lists every reason, and leaves nothing behind', async () => {
    const { patientId } = await newPatient();
    const draft = await practice.writeNew(patientId, { ...letter, html: '<div><br></div>' });
    await practice.call('drafts.addAttachment', { draftId: draft.id, name: 'scan.pdf', contentType: '', size: 10 });
    const before = await outboxIds();
    expect(await practice.refusals(draft)).toEqual(
      expect.arrayContaining(['no-mode-chosen', 'no-consent-acknowledged', 'attachment-incomplete']),
    );
    const preview = await practice.call('drafts.preview', { draftId: draft.id });
    expect(preview.decision.outcome).toBe('refuse');
    expect(await outboxIds()).toEqual(before);
    expect(await practice.call('drafts.get', { draftId: draft.id })).toMatchObject({ revision: draft.revision });
  });

  it('is shut for somebody of whom nobody said who it is', async () => {
    const threadId = await practice.receive({ from: 'who@elsewhere.example', subject: 'Who am I', text: 'Guess.' });
    const draft = await practice.writeReply(threadId, letter);
    expect(await practice.refusals(draft)).toContain('no-party');
    await expect(practice.choose(threadId, 'open')).rejects.toMatchObject({ code: 'state-changed' });
  });

  it('stays shut where what was chosen cannot be had', async () => {
    const { patientId } = await newPatient();
    const draft = await practice.writeNew(patientId, letter);
    const threadId = draft.threadId ?? '';
    await practice.choose(threadId, 'openpgp');
    expect(await practice.refusals(draft)).toContain('no-key');
    await practice.choose(threadId, 'sealed', 'the key is not there');
    expect(await practice.refusals(draft)).toContain('phrase-not-given');
    await practice.choose(threadId, 'open', 'no phrase yet');
    expect(await practice.refusals(draft)).toContain('consent-not-given');
  });

  it('is shut again once the ledger says something else, until a person has seen that', async () => {
    const { patientId } = await newPatient();
    await practice.recordConsent(patientId);
    const draft = await practice.writeNew(patientId, letter);
    const threadId = draft.threadId ?? '';
    await practice.choose(threadId, 'open');
    expect((await practice.call('threads.get', { threadId })).chosen).toBe(true);
    const rowId = await practice.recordConsent(patientId, 'withdrawn');
    expect((await practice.call('threads.get', { threadId })).chosen).toBe(false);
    expect(await practice.refusals(draft)).toEqual(expect.arrayContaining(['consent-changed', 'consent-not-given']));
    // Choosing with what the ledger said before is not seeing what it says now.
    await expect(
      practice.call('threads.choose', { threadId, mode: 'open', consentRowId: null, downgradeReason: null }),
    ).rejects.toMatchObject({ code: 'state-changed' });
    await practice.call('threads.choose', { threadId, mode: 'open', consentRowId: rowId, downgradeReason: null });
    expect(await practice.refusals(draft)).toContain('consent-not-given');
    await practice.givePhrase(patientId);
    await practice.choose(threadId, 'sealed');
    expect(await practice.send(draft)).toHaveLength(1);
    await practice.call('outbox.keepAsDrafts', {});
  });

  it('never lets sensitive content out in the clear, but for records the patient asked for', async () => {
    const { patientId } = await newPatient();
    await practice.recordConsent(patientId);
    const draft = await practice.writeNew(patientId, { ...letter, contentKind: 'sensitive' });
    const threadId = draft.threadId ?? '';
    await practice.choose(threadId, 'open');
    expect(await practice.refusals(draft)).toContain('sensitive-needs-encryption');
    await practice.recordConsent(patientId, 'given', 'access-request', threadId);
    await practice.choose(threadId, 'open');
    // Still no word leaves before a person has said that the patient was warned.
    expect(await practice.refusals(draft)).toEqual(['ask:consent-open-warning']);
    const [outboxId = ''] = await practice.send(draft, 'consent-open-warning');
    expect(await practice.row(outboxId)).toMatchObject({ mode: 'open' });
    await practice.call('outbox.keepAsDrafts', {});
  });

  it('goes weaker only with a reason, writes it to the journal and drops the quote', async () => {
    const { patientId, address } = await newPatient();
    await practice.givePhrase(patientId);
    const rowId = await practice.recordConsent(patientId);
    const threadId = await practice.receive({ from: address, subject: 'My rash', text: 'It has got worse since May.' });
    await practice.call('threads.setParty', { threadId, party: 'patient', patientId });
    await practice.choose(threadId, 'sealed');
    const draft = await practice.writeReply(threadId, { ...letter, contentKind: 'general' });
    expect(draft.quote).toContain('It has got worse since May.');
    const weaker = { threadId, mode: 'open' as const, consentRowId: rowId };
    for (const downgradeReason of [null, '', '   ']) {
      await expect(practice.call('threads.choose', { ...weaker, downgradeReason })).rejects.toMatchObject({
        code: 'bad-request',
      });
    }
    await practice.call('threads.choose', { ...weaker, downgradeReason: 'she has no computer at hand' });
    expect((await practice.call('drafts.get', { draftId: draft.id })).quote).toBe('');
    const { rows } = await practice.call('journal.list', { before: null, limit: 5 });
    expect(rows.find(({ kind }) => kind === 'thread.chosen')?.facts).toMatchObject({
      downgradeFrom: 'sealed',
      downgradeReason: 'she has no computer at hand',
      mode: 'open',
    });
  });

  it('goes stronger for one message without a word, and the thread keeps its mode', async () => {
    const { patientId } = await newPatient();
    await practice.givePhrase(patientId);
    await practice.recordConsent(patientId);
    const written = await practice.writeNew(patientId, letter);
    const threadId = written.threadId ?? '';
    await practice.choose(threadId, 'open');
    const draft = await practice.edit(written, { strongerMode: 'sealed' });
    const [outboxId = ''] = await practice.send(draft);
    expect(await practice.row(outboxId)).toMatchObject({ mode: 'sealed' });
    expect((await practice.call('threads.get', { threadId })).choice).toMatchObject({ mode: 'open' });
    await practice.call('outbox.undo', { outboxId });
  });

  it('cannot be made weaker for one message by the way that makes it stronger', async () => {
    const { patientId } = await newPatient();
    await practice.givePhrase(patientId);
    await practice.recordConsent(patientId);
    const written = await practice.writeNew(patientId, letter);
    await practice.choose(written.threadId ?? '', 'sealed');
    const draft = await practice.edit(written, { strongerMode: 'open' });
    const { decision } = await practice.call('drafts.send', {
      draftId: draft.id,
      revision: draft.revision,
      answers: [],
    });
    expect(JSON.stringify(decision)).not.toContain('"mode":"open"');
    if (decision.outcome === 'allow') await practice.call('outbox.keepAsDrafts', {});
  });

  it('asks about whom, where an address belongs to several patients', async () => {
    const first = await newPatient();
    await practice.addPatient({ name: 'Her daughter', address: first.address });
    const threadId = await practice.receive({ from: first.address, subject: 'For one of us', text: 'Hello.' });
    const draft = await practice.writeReply(threadId, letter);
    const reasons = await practice.refusals(draft);
    expect(reasons.some((code) => code.includes('about-whom'))).toBe(true);
    expect((await practice.call('threads.get', { threadId })).candidates).toHaveLength(2);
  });

  it('refuses a draft that was changed in another window, and keeps both', async () => {
    const { patientId } = await newPatient();
    await practice.givePhrase(patientId);
    const draft = await practice.writeNew(patientId, letter);
    await practice.choose(draft.threadId ?? '', 'sealed');
    const newer = await practice.edit(draft, { html: '<div>Please come on Friday.</div>' });
    await expect(practice.send(draft)).rejects.toMatchObject({ code: 'state-changed' });
    await expect(practice.edit(draft, { html: '<div>Older.</div>' })).rejects.toMatchObject({ code: 'state-changed' });
    expect(await practice.call('drafts.get', { draftId: draft.id })).toMatchObject({ html: newer.html });
  });
});
