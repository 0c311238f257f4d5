import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findInBytes } from '../../support/canary-scan.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { openSealedPage } from '../../support/patient.ts';
import { asBytes, type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';

const people = ['ana', 'ben', 'carla', 'doctor', 'boss'] as const;
const addressOf = (user: (typeof people)[number]) => `${user}@clinic.example`;

describe.skipIf(!(await needMailServers()))('whom a message goes to', { timeout: 60_000 }, () => {
  let servers: MailServers;
  let practice: Practice;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        ...people.map((user) => ({ user, password: 'password of a patient' })),
      ],
    });
    practice = await startPractice(servers);
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  const arrived = (user: (typeof people)[number], count: number) =>
    practice.until(
      () => servers.readMailbox(addressOf(user)),
      (list) => list.length === count,
      20_000,
    );
  const headersOf = (bytes: Buffer) => bytes.toString('latin1').split('\r\n\r\n')[0] ?? '';

  it('gets a message of its own per mode and per letter, and none that was not meant for it', async () => {
    const ana = await practice.addPatient({ name: 'Ana Ruiz', address: addressOf('ana') });
    const phrase = await practice.givePhrase(ana.patientId);
    const ben = await practice.addPatient({ name: 'Ben Cole', address: addressOf('ben') });
    const benPhrase = await practice.givePhrase(ben.patientId);
    const written = await practice.writeNew(ana.patientId, {
      subject: 'CANARY-subject of both',
      html: '<div>CANARY-body about the two of you, to be read at home.</div>',
    });
    await practice.attach(written.id, 'CANARY-file.txt', Buffer.from('CANARY-attachment in a file'), 'text/plain');
    await practice.choose(written.threadId ?? '', 'sealed');
    const draft = await practice.edit(written, { cc: [{ name: 'Ben Cole', address: ben.address }] });
    // Another patient than the one it is about: asked once.
    expect(await practice.refusals(draft)).toEqual(['ask:about-whom']);
    const ids = await practice.send(draft, 'about-whom');
    expect(ids).toHaveLength(2);
    await practice.call('outbox.sendNow', {});
    const [toAna] = await arrived('ana', 1);
    const [toBen] = await arrived('ben', 1);
    // Each knows how it left, in the details of the one message that it is here.
    const { messages } = await practice.until(
      () => practice.call('threads.get', { threadId: written.threadId ?? '' }),
      (thread) => thread.messages[0]?.delivery?.state === 'sent',
      20_000,
    );
    expect(messages[0]?.parts).toMatchObject([
      { to: [ana.address], mode: 'sealed', delivery: { outboxId: ids[0], state: 'sent', tls: expect.any(String) } },
      { to: [ben.address], mode: 'sealed', delivery: { outboxId: ids[1], state: 'sent', tls: expect.any(String) } },
    ]);
    const bytesOf = (mail: typeof toAna) => mail?.bytes ?? Buffer.alloc(0);
    expect(headersOf(bytesOf(toAna))).not.toContain('ben@');
    expect(headersOf(bytesOf(toBen))).not.toContain('ana@');
    const forAna = await openSealedPage(bytesOf(toAna), phrase);
    const forBen = await openSealedPage(bytesOf(toBen), benPhrase);
    expect(forAna.header.subject).toBe('CANARY-subject of both');
    expect(Buffer.from(forAna.files[0] ?? []).toString()).toBe('CANARY-attachment in a file');
    expect(forBen.header.letterId).not.toBe(forAna.header.letterId);
    expect(forBen.header.replySecret).not.toBe(forAna.header.replySecret);
    for (const mail of [toAna, toBen]) {
      for (const secret of ['CANARY-subject', 'CANARY-body', 'CANARY-file', 'CANARY-attachment', phrase, benPhrase]) {
        expect(findInBytes(bytesOf(mail), secret)).toEqual([]);
      }
    }
  });

  it('is answered in the same thread by each of them', async () => {
    const threads = await practice.call('threads.list', {
      view: { kind: 'search', text: 'CANARY' },
      cursor: null,
      limit: 5,
    });
    const threadId = threads.rows[0]?.id ?? '';
    const [toBen] = await servers.readMailbox(addressOf('ben'));
    const messageId = /^Message-ID: (<.*>)/im.exec(headersOf(toBen?.bytes ?? Buffer.alloc(0)))?.[1] ?? '';
    const headers = [`In-Reply-To: ${messageId}`, `References: ${messageId}`];
    const bytes = asBytes({
      from: addressOf('ben'),
      subject: 'Re: Message',
      text: 'Plain answer.',
      headers,
    });
    await servers.deliver(bytes, practiceAddress, addressOf('ben'));
    const { messages } = await practice.until(
      () => practice.call('threads.get', { threadId }),
      (thread) => thread.messages.length === 2,
      20_000,
    );
    expect(messages[1]).toMatchObject({ from: [{ address: addressOf('ben') }], snippet: 'Plain answer.' });
  });

  it('never carries a blind copy, whatever stands in the answered mail', async () => {
    const headers = [`Bcc: ${addressOf('boss')}`, `Reply-To: Ana <${addressOf('ana')}>`];
    const mail = { from: addressOf('ana'), subject: 'With a blind copy', text: 'Hello.', headers };
    const threadId = await practice.receive(mail);
    const { messages } = await practice.call('threads.get', { threadId });
    const draft = await practice.call('drafts.open', {
      kind: 'reply-all',
      threadId,
      messageId: messages[0]?.id ?? null,
      patientId: null,
      to: null,
    });
    expect([...draft.to, ...draft.cc].map(({ address }) => address)).toEqual([addressOf('ana')]);
    await expect(
      practice.call('drafts.save', {
        draftId: draft.id,
        revision: draft.revision,
        content: { ...draft, bcc: [] } as never,
      }),
    ).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('reaches a professional in the clear only without health content, with one mail for all in that mode', async () => {
    const draft = await practice.call('drafts.open', {
      kind: 'new',
      threadId: null,
      messageId: null,
      patientId: null,
      to: addressOf('doctor'),
    });
    const threadId = draft.threadId ?? '';
    const content = {
      to: [{ name: 'Dr. Gray', address: addressOf('doctor') }],
      cc: [],
      subject: 'Room for the meeting',
      html: '<div>We meet in room two.</div>',
      strongerMode: null,
    };
    const save = async (contentKind: 'general' | 'health', revision: number) =>
      (await practice.call('drafts.save', { draftId: draft.id, revision, content: { ...content, contentKind } }))
        .revision;
    let revision = await save('health', draft.revision);
    await practice.call('threads.setParty', { threadId, party: 'professional', patientId: null });
    await practice.choose(threadId, 'open');
    expect(await practice.refusals({ id: draft.id, revision })).toContain('health-to-professional-needs-encryption');
    revision = await save('general', revision);
    await practice.send({ id: draft.id, revision });
    await practice.call('outbox.sendNow', {});
    const [mail] = await arrived('doctor', 1);
    expect(mail?.bytes.toString('latin1')).toContain('We meet in room two.');
  });

  it('leaves a copy in Sent that only the practice can read, one per message sent', async () => {
    const copies = await practice.until(
      () => servers.readMailbox(practiceAddress, 'Sent'),
      (list) => list.length === 2,
      20_000,
    );
    for (const { bytes } of copies) {
      expect(bytes.toString('latin1')).toContain('multipart/encrypted');
      for (const secret of ['CANARY-subject', 'CANARY-body', 'CANARY-attachment', 'room two']) {
        expect(findInBytes(bytes, secret)).toEqual([]);
      }
    }
    // They come back by the sync, and are known as what they are: nothing stands in the threads twice.
    await practice.call('account.syncNow', {});
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const { rows } = await practice.call('threads.list', {
      view: { kind: 'role', role: 'sent' },
      cursor: null,
      limit: 10,
    });
    expect(rows.map(({ subject }) => subject).sort()).toEqual(['CANARY-subject of both', 'Room for the meeting']);
    for (const { id } of rows) {
      const { messages } = await practice.call('threads.get', { threadId: id });
      expect(messages.filter(({ direction }) => direction === 'out')).toHaveLength(1);
    }
  });
});
