import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../main/engine/base/clock.ts';
import { Secret } from '../../../main/engine/base/secret.ts';
import { unsubscribeValue } from '../../../main/engine/patients/opt-out.ts';
import { createVault } from '../../../main/engine/vault/vault.ts';
import { deliveryReport } from '../../../resources/demo-practice/letters/delivery-report.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import {
  type Practice,
  practiceAddress,
  practicePassphrase,
  practicePassword,
  startPractice,
} from '../../support/practice.ts';

const gone = 'pat.lee@patients.example';
const other = 'sam.cho@patients.example';

describe.skipIf(!(await needMailServers()))('mail that comes back', { timeout: 60_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let patientId: string;
  let threadId: string;
  let sealedId: string;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [{ user: practiceAddress, password: practicePassword }],
      // Postfix takes mail for them, and learns from Dovecot that nobody has such a mailbox.
      answers: { [gone]: 'OK', [other]: 'OK' },
    });
    practice = await startPractice(servers);
    ({ patientId } = await practice.addPatient({ name: 'Pat Lee', address: gone }));
    await practice.givePhrase(patientId);
    const draft = await practice.writeNew(patientId, { subject: 'Your visit', html: '<div>See you on Monday.</div>' });
    threadId = draft.threadId ?? '';
    await practice.choose(threadId, 'sealed');
    [sealedId = ''] = await practice.send(draft);
    await practice.call('outbox.sendNow', {});
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  const deliveryOf = async () => {
    const { messages } = await practice.call('threads.get', { threadId });
    return messages.find(({ delivery }) => delivery?.outboxId === sealedId)?.delivery;
  };
  const troubles = async () => (await practice.call('patients.get', { patientId })).troubles;
  const cameBackRows = async () => {
    const { rows } = await practice.call('journal.list', { before: null, limit: 200 });
    return rows.filter(({ kind }) => kind === 'message.came-back');
  };

  it('says on the message itself that the mailbox does not exist', async () => {
    await practice.until(deliveryOf, (delivery) => delivery?.returned !== undefined, 40_000);
    expect((await deliveryOf())?.returned).toEqual([
      expect.objectContaining({ address: gone, kind: 'hard', action: 'failed', status: '5.1.1' }),
    ]);
    expect((await deliveryOf())?.state).toBe('sent');
  });

  it('stands in the conversation of what came back, whose people stay who they were', async () => {
    const { messages, correspondent, patient } = await practice.call('threads.get', { threadId });
    expect(messages.map(({ direction }) => direction)).toEqual(['out', 'in']);
    expect(messages[1]?.from[0]?.address).toMatch(/^mailer-daemon@/);
    expect(correspondent.address).toBe(gone);
    expect(patient?.id).toBe(patientId);
  });

  it('is written into the journal, and marks the address for whoever writes to it next', async () => {
    await practice.until(cameBackRows, (rows) => rows.length === 1);
    expect(await troubles()).toEqual([expect.objectContaining({ address: gone })]);
    const draft = await practice.writeNew(patientId, { subject: 'Again', html: '<div>Hello?</div>' });
    const { cameBack } = await practice.call('drafts.preview', { draftId: draft.id });
    expect(cameBack?.map(({ address }) => address)).toEqual([gone]);
    await practice.call('drafts.discard', { draftId: draft.id });
  });

  it('can be sent in another form, for servers that refuse an .html file', async () => {
    const { draftId } = await practice.call('outbox.inOtherForm', { outboxId: sealedId, form: 'pdf' });
    expect((await practice.call('drafts.get', { draftId })).sealedForm).toBe('pdf');
    await practice.call('drafts.discard', { draftId });
  });

  it('marks the address until a person says that it works', async () => {
    await practice.call('patients.clearAddress', { address: gone });
    expect(await troubles()).toEqual([]);
    expect((await deliveryOf())?.returned).toHaveLength(1);
  });

  const report = (messageId: string, address: string, from = 'MAILER-DAEMON@patients.example') =>
    deliveryReport({
      headers: [
        `From: Mail Delivery System <${from}>`,
        `To: ${practiceAddress}`,
        `Subject: Undelivered ${messageId} ${address}`,
        `Message-ID: <report-${Math.random()}@patients.example>`,
      ],
      words: ['It came back.'],
      server: 'patients.example',
      address,
      action: 'failed',
      status: '5.1.1',
      diagnostic: 'User unknown',
      about: [`Message-ID: ${messageId}`],
    });
  const ourId = async () => {
    const { messages } = await practice.call('threads.get', { threadId });
    const source = await practice.call('messages.source', { messageId: messages[1]?.id ?? '', offset: 0 });
    return /^Message-ID: (<[^>]+@clinic\.example>)/im.exec(Buffer.from(source.bytes).toString('latin1'))?.[1] ?? '';
  };
  const arrives = async (bytes: string) => {
    const subject = /^Subject: (.+)$/m.exec(bytes)?.[1]?.trim() ?? '';
    await servers.deliver(Buffer.from(bytes, 'latin1'), practiceAddress);
    const list = () =>
      practice.call('threads.list', { view: { kind: 'role', role: 'inbox' }, cursor: null, limit: 50 });
    await practice.until(list, ({ rows }) => rows.some((row) => row.subject === subject), 20_000);
  };

  it('changes nothing when a report does not know our Message-ID, or names somebody we did not write to', async () => {
    await arrives(report('<guessed@clinic.example>', gone));
    await arrives(report(await ourId(), other));
    expect(await troubles()).toEqual([]);
    expect((await practice.call('threads.get', { threadId })).messages).toHaveLength(2);
    expect(await cameBackRows()).toHaveLength(1);
  });

  it('marks the address again when a new report comes, until somebody writes from it', async () => {
    await servers.deliver(Buffer.from(report(await ourId(), gone), 'latin1'), practiceAddress);
    await practice.until(troubles, (list) => list?.length === 1, 20_000);
    await servers.deliver(
      Buffer.from(
        `From: Pat Lee <${gone}>\r\nSubject: Automatic reply: away\r\nAuto-Submitted: auto-replied\r\n\r\nAway.\r\n`,
      ),
      practiceAddress,
    );
    await practice.receive({ from: `Pat Lee <${gone}>`, subject: 'I am back', text: 'My mailbox works again.' });
    await practice.until(troubles, (list) => list?.length === 0, 20_000);
    const { rows } = await practice.call('journal.list', { before: null, limit: 200 });
    expect(rows.filter(({ kind }) => kind === 'address.cleared').map(({ facts }) => facts.how)).toEqual([
      'wrote',
      'said-so',
    ]);
  });

  it('is followed by no more marketing once a patient answers with the subject we gave them', async () => {
    await practice.recordConsent(patientId, 'given', 'marketing');
    const { store } = await createVault({ folder: practice.profile, clock: systemClock }).unlock(
      new Secret(practicePassphrase),
    );
    const value = unsubscribeValue(store.read, patientId, practiceAddress);
    store.close();
    const [, to = '', subject = ''] = /^<mailto:(.+)\?subject=(.+)>$/.exec(value) ?? [];
    expect(to).toBe(practiceAddress);
    await practice.receive({ from: 'pat@another.example', subject: decodeURIComponent(subject), text: '' });
    const ledger = async () => (await practice.call('patients.get', { patientId })).ledger;
    const isMarketing = ({ purpose }: { readonly purpose: string }) => purpose === 'marketing';
    await practice.until(ledger, (rows) => rows.filter(isMarketing).length === 2);
    expect((await ledger()).find(isMarketing)).toMatchObject({
      event: 'withdrawn',
      how: 'reply-by-mail',
      wording: decodeURIComponent(subject),
    });
  });
});
