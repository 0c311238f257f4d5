import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startAfterKill } from '../../support/after-kill.ts';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { openSealedPage, writeSealedAnswer } from '../../support/patient.ts';
import { asBytes, type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';
import { type ShiftedClock, shiftedClock } from '../../support/shifted-clock.ts';

const patients = ['ana', 'ben', 'carla'] as const;

describe.skipIf(!(await needMailServers()))('the outbox on a bad line', { timeout: 60_000 }, () => {
  let servers: MailServers;
  let proxy: FaultProxy;
  let practice: Practice;
  let time: ShiftedClock;
  let patientId: string;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        ...patients.map((user) => ({ user, password: 'password of a patient' })),
      ],
      answers: {
        'poison@clinic.example': '550 5.7.1 never',
        'later@clinic.example': '450 4.2.0 try again in a while',
      },
    });
    const certificate = servers.authority.issue({ names: ['localhost', '127.0.0.1'] });
    proxy = await startFaultProxy({ target: servers.smtp, tls: { certificate, root: servers.root } });
    time = shiftedClock();
    practice = await startPractice(servers, { clock: time.clock, smtpPort: proxy.port });
    ({ patientId } = await practice.addPatient({ name: 'Ana', address: 'ana@clinic.example' }));
    await practice.recordConsent(patientId);
  });
  beforeEach(() => {
    proxy.setFault({ kind: 'none' });
    // What a fault does begins with a connection, and one may have been kept.
    proxy.cutAll();
  });
  afterAll(async () => {
    await practice.stop();
    await proxy.stop();
    await servers.stop();
  });

  /** Presses Send and lets the ten seconds pass. */
  async function sendTo(address: string, subject: string, file?: Uint8Array): Promise<string> {
    const written = await practice.writeNew(patientId, { subject, html: '<div>A word.</div>', contentKind: 'general' });
    await practice.choose(written.threadId ?? '', 'open');
    const draft = address === 'ana@clinic.example' ? written : await toOther(written, address);
    if (file !== undefined) await practice.attach(draft.id, 'scan.pdf', file);
    const [outboxId = ''] = await practice.send(draft);
    await practice.call('outbox.sendNow', {});
    return outboxId;
  }

  async function toOther(written: Awaited<ReturnType<Practice['writeNew']>>, address: string) {
    await practice.call('patients.change', {
      patientId,
      name: 'Ana',
      birthDate: null,
      recordNumber: '',
      telephone: '',
      device: 'unknown',
      note: '',
      addresses: ['ana@clinic.example', 'poison@clinic.example', 'later@clinic.example'],
    });
    return practice.edit(written, { to: [{ name: 'Ana', address }] });
  }

  const state = async (outboxId: string) => (await practice.row(outboxId))?.state ?? 'sent';
  const waitFor = (outboxId: string, wanted: string) =>
    practice.until(
      () => state(outboxId),
      (found) => found === wanted,
      30_000,
    );
  const arrivals = async (subject: string) =>
    (await servers.readMailbox('ana@clinic.example')).filter(({ bytes }) => bytes.includes(`Subject: ${subject}\r\n`))
      .length;

  it('keeps a message while there is no line, and sends it once when the line is back', async () => {
    proxy.setFault({ kind: 'cut', direction: 'down', afterBytes: 0 });
    const outboxId = await sendTo('ana@clinic.example', 'Offline');
    await practice.until(
      () => practice.row(outboxId),
      (row) => row?.state === 'queued' && row.nextAttemptAt !== null,
      30_000,
    );
    expect(await practice.row(outboxId)).toMatchObject({ attempts: 0, code: expect.any(String) });
    proxy.setFault({ kind: 'none' });
    time.forward(20_000);
    await practice.call('account.syncNow', {});
    await waitFor(outboxId, 'sent');
    await practice.until(
      () => arrivals('Offline'),
      (count) => count === 1,
      20_000,
    );
  });

  it('calls a message unsure whose answer was lost, and never sends it again by itself', async () => {
    proxy.setFault({ kind: 'lose-final-answer' });
    const outboxId = await sendTo('ana@clinic.example', 'Unsure');
    await waitFor(outboxId, 'unsure');
    proxy.setFault({ kind: 'none' });
    const row = await practice.until(
      () => practice.row(outboxId),
      (found) => found?.checked !== 'not-checked',
      20_000,
    );
    expect(row).toMatchObject({ state: 'unsure', checked: 'cannot-tell', code: 'answer-lost', attempts: 1 });
    await practice.until(
      () => arrivals('Unsure'),
      (count) => count === 1,
      20_000,
    );
    time.forward(3_600_000);
    await practice.call('account.syncNow', {});
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await state(outboxId)).toBe('unsure');
    expect(await arrivals('Unsure')).toBe(1);
    expect((await practice.call('mailboxes.counts', {})).outboxNeedsPerson).toBe(1);
    await practice.call('outbox.markSent', { outboxId });
    expect(await state(outboxId)).toBe('sent');
  });

  it('sends an unsure one again only when a person says so', async () => {
    proxy.setFault({ kind: 'swallow-final-dot' });
    const outboxId = await sendTo('ana@clinic.example', 'Once more');
    await waitFor(outboxId, 'unsure');
    proxy.setFault({ kind: 'none' });
    expect(await arrivals('Once more')).toBe(0);
    await practice.call('outbox.sendAgain', { outboxId });
    await waitFor(outboxId, 'sent');
    await practice.until(
      () => arrivals('Once more'),
      (count) => count === 1,
      20_000,
    );
  });

  it('knows the answer to a letter that arrived though it was unsure and became a draft again', async () => {
    const phrase = await practice.givePhrase(patientId);
    const written = await practice.writeNew(patientId, { subject: 'Results', html: '<div>All is well.</div>' });
    const threadId = written.threadId ?? '';
    await practice.choose(threadId, 'sealed');
    const before = (await servers.readMailbox('ana@clinic.example')).length;
    proxy.setFault({ kind: 'lose-final-answer' });
    const [outboxId = ''] = await practice.send(written);
    await practice.call('outbox.sendNow', {});
    await waitFor(outboxId, 'unsure');
    const mails = await practice.until(
      () => servers.readMailbox('ana@clinic.example'),
      (list) => list.length === before + 1,
      20_000,
    );
    const { draftId } = await practice.call('outbox.toDraft', { outboxId });
    await practice.call('drafts.discard', { draftId });

    const { header } = await openSealedPage(mails.at(-1)?.bytes ?? Buffer.alloc(0), phrase);
    const text = await writeSealedAnswer(header, 'Thank you, I am relieved.');
    await servers.deliver(asBytes({ from: 'ana@clinic.example', subject: 'Answer', text }), practiceAddress);
    const { messages } = await practice.until(
      () => practice.call('threads.get', { threadId }),
      (thread) => thread.messages.length > 0,
      20_000,
    );
    expect(messages.map(({ status }) => status)).toMatchObject([{ kind: 'sealed-answer', binding: 'ours' }]);
  });

  it('finds a message that was on the wire when the engine died unsure, drafts and all', async () => {
    proxy.setFault({ kind: 'lose-final-answer', stall: true });
    const outboxId = await sendTo('ana@clinic.example', 'Died on the way');
    await practice.until(
      () => arrivals('Died on the way'),
      (count) => count === 1,
      20_000,
    );
    expect(await state(outboxId)).toBe('sending');
    const after = await startAfterKill(practice, servers, { clock: time.clock });
    try {
      expect(await after.row(outboxId)).toMatchObject({ state: 'unsure' });
      proxy.setFault({ kind: 'none' });
      time.forward(60_000);
      await after.call('account.syncNow', {});
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(await after.row(outboxId)).toMatchObject({ state: 'unsure' });
      expect(await arrivals('Died on the way')).toBe(1);
    } finally {
      await after.stop();
      proxy.cutAll();
    }
    await waitFor(outboxId, 'unsure');
  });

  it('is sure that nothing left when the line breaks in the middle of a message', async () => {
    proxy.setFault({ kind: 'cut', direction: 'up', afterBytes: 100_000 });
    const outboxId = await sendTo('ana@clinic.example', 'Half way', new Uint8Array(8_000_000).fill(65));
    await practice.until(
      () => practice.row(outboxId),
      (row) => row?.state === 'queued' && row.nextAttemptAt !== null,
      30_000,
    );
    expect(await arrivals('Half way')).toBe(0);
    proxy.setFault({ kind: 'none' });
    time.forward(60_000);
    await practice.call('account.syncNow', {});
    await waitFor(outboxId, 'sent');
    await practice.until(
      () => arrivals('Half way'),
      (count) => count === 1,
      20_000,
    );
  });

  it('lets one message that is refused for good not keep the others', async () => {
    const poison = await sendTo('poison@clinic.example', 'Poison');
    const healthy = await sendTo('ana@clinic.example', 'Behind the poison');
    await waitFor(poison, 'failed');
    await waitFor(healthy, 'sent');
    expect(await practice.row(poison)).toMatchObject({
      code: 'recipient-refused',
      response: expect.stringContaining('never'),
    });
    const { draftId } = await practice.call('outbox.toDraft', { outboxId: poison });
    expect(await practice.call('drafts.get', { draftId })).toMatchObject({ subject: 'Poison' });
    await practice.call('drafts.discard', { draftId });
  });

  it('comes back later where the server asks for it, with the same Message-ID', async () => {
    const outboxId = await sendTo('later@clinic.example', 'Greylisted');
    await practice.until(
      () => practice.row(outboxId),
      (row) => row?.attempts === 1 && row.state === 'queued',
      30_000,
    );
    expect(await practice.row(outboxId)).toMatchObject({
      code: 'mail-deferred',
      response: expect.stringContaining('450'),
    });
    time.forward(31_000);
    await practice.call('account.syncNow', {});
    await practice.until(
      () => practice.row(outboxId),
      (row) => row?.attempts === 2,
      30_000,
    );
    time.forward(49 * 3_600_000);
    await practice.call('account.syncNow', {});
    await waitFor(outboxId, 'failed');
    await practice.call('outbox.toDraft', { outboxId });
  });
});
