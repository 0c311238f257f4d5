import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';
import { type ShiftedClock, shiftedClock } from '../../support/shifted-clock.ts';

describe.skipIf(!(await needMailServers()))('the ten seconds after Send', { timeout: 60_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let time: ShiftedClock;
  let patientId: string;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        { user: 'ana', password: 'password of a patient' },
      ],
    });
    time = shiftedClock();
    practice = await startPractice(servers, { clock: time.clock });
    ({ patientId } = await practice.addPatient({ name: 'Ana', address: 'ana@clinic.example' }));
    await practice.recordConsent(patientId);
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  async function written(subject: string) {
    const draft = await practice.writeNew(patientId, {
      subject,
      html: `<div>About ${subject}</div>`,
      contentKind: 'general',
    });
    await practice.choose(draft.threadId ?? '', 'open');
    return draft;
  }

  it('bring the draft back exactly as it was, files and all', async () => {
    const draft = await written('the form');
    const file = randomBytes(2_500_000);
    await practice.attach(draft.id, 'form.pdf', file, 'application/pdf');
    const before = await practice.call('drafts.get', { draftId: draft.id });
    const [outboxId = ''] = await practice.send(draft);
    await expect(practice.call('drafts.get', { draftId: draft.id })).rejects.toMatchObject({ code: 'not-found' });
    const { messages } = await practice.call('threads.get', { threadId: draft.threadId ?? '' });
    expect(messages.map(({ delivery }) => delivery?.state)).toEqual(['queued']);

    expect(await practice.call('outbox.undo', { outboxId })).toEqual({ draftId: draft.id });
    expect(await practice.call('drafts.get', { draftId: draft.id })).toEqual(before);
    expect((await practice.call('threads.get', { threadId: draft.threadId ?? '' })).messages).toEqual([]);
    const found = await practice.call('threads.list', {
      view: { kind: 'search', text: 'form' },
      cursor: null,
      limit: 5,
    });
    expect(found.rows).toEqual([]);

    // The very same bytes leave when it is sent after all.
    await practice.send(before);
    await practice.call('outbox.sendNow', {});
    const [mail] = await practice.until(
      () => servers.readMailbox('ana@clinic.example'),
      (list) => list.length === 1,
      20_000,
    );
    const base64 = mail?.bytes.toString('latin1').replaceAll('\r\n', '') ?? '';
    expect(base64).toContain(file.toString('base64').slice(0, 60_000));
  });

  it('are over when the message has left', async () => {
    const draft = await written('too late');
    const [outboxId = ''] = await practice.send(draft);
    await practice.call('outbox.sendNow', {});
    await practice.until(
      () => practice.row(outboxId),
      (row) => row === null,
      20_000,
    );
    await expect(practice.call('outbox.undo', { outboxId })).rejects.toMatchObject({ code: 'state-changed' });
    await expect(practice.call('drafts.get', { draftId: draft.id })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are asked about before quitting, and can end as drafts', async () => {
    const drafts = [await written('one'), await written('two')];
    for (const draft of drafts) await practice.send(draft);
    expect(await practice.call('outbox.beforeQuit', {})).toEqual({ waiting: 2 });
    await practice.call('outbox.keepAsDrafts', {});
    expect(await practice.call('outbox.beforeQuit', {})).toEqual({ waiting: 0 });
    const open = (await practice.call('drafts.list', {})).map(({ id }) => id);
    expect(open).toEqual(expect.arrayContaining(drafts.map(({ id }) => id)));
  });

  it('are kept by the outbox itself: nothing leaves a moment before', async () => {
    const draft = await written('patience');
    const [outboxId = ''] = await practice.send(draft);
    time.forward(9_000);
    await practice.call('account.syncNow', {});
    expect(await practice.row(outboxId)).toMatchObject({ state: 'queued', attempts: 0 });
    time.forward(1_500);
    await practice.call('account.syncNow', {});
    await practice.until(
      () => practice.row(outboxId),
      (row) => row === null,
      20_000,
    );
  });

  it('never send what became more than ten minutes late without asking', async () => {
    const draft = await written('long asleep');
    const [outboxId = ''] = await practice.send(draft);
    time.forward(10_000 + 10 * 60_000);
    await practice.call('account.syncNow', {});
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await practice.row(outboxId)).toMatchObject({ state: 'queued', overdue: true, attempts: 0 });
    const before = (await servers.readMailbox('ana@clinic.example')).length;
    await practice.call('outbox.sendAgain', { outboxId });
    await practice.until(
      () => servers.readMailbox('ana@clinic.example'),
      (list) => list.length === before + 1,
      20_000,
    );

    const other = await written('long asleep too');
    const [otherId = ''] = await practice.send(other);
    time.forward(10_000 + 10 * 60_000);
    expect(await practice.call('outbox.toDraft', { outboxId: otherId })).toEqual({ draftId: other.id });
    expect(await practice.call('drafts.get', { draftId: other.id })).toMatchObject({ html: other.html });
  });
});
