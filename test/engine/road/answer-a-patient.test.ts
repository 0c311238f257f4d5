import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { openSealedPage, writeSealedAnswer } from '../../support/patient.ts';
import { startEngine, type TestEngine } from '../../support/start-engine.ts';

const available = await needMailServers();
const inbox = { view: { kind: 'role', role: 'inbox' }, cursor: null, limit: 50 } as const;

describe.skipIf(!available)('the road from a patient to the practice and back', () => {
  let servers: MailServers;
  let practice: TestEngine;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: 'desk', password: 'desk password' },
        { user: 'ana', password: 'ana password' },
      ],
    });
    practice = await startEngine({ root: servers.root });
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  it('is walked end to end', async () => {
    const { call, until } = practice;
    const kit = await call('vault.create', {
      practice: { name: 'Elm Street Clinic', postalAddress: '1 Elm Street', telephone: '555 0137' },
      ownerName: 'Maria',
      address: 'desk@clinic.example',
      passphrase: 'a passphrase for the test',
    });
    expect(kit.code).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
    await call('vault.confirmRecoveryKit', {});

    const check = await call('account.save', {
      address: 'desk@clinic.example',
      displayName: 'Elm Street Clinic',
      user: 'desk@clinic.example',
      password: 'desk password',
      imap: { ...servers.imap, security: 'implicit' },
      smtp: { ...servers.smtp, security: 'implicit' },
    });
    expect(check).toMatchObject({ imap: { ok: true }, smtp: { ok: true } });

    await servers.deliver(
      Buffer.from(
        [
          'From: Ana Ruiz <ana@clinic.example>',
          'To: desk@clinic.example',
          'Subject: Question about my new dose',
          'Message-ID: <one@clinic.example>',
          'Date: Tue, 24 Nov 2026 09:42:00 +0000',
          '',
          'Good morning, I feel dizzy in the evening.',
          '',
        ].join('\r\n'),
      ),
      'desk@clinic.example',
      'ana@clinic.example',
    );
    const list = await until(
      () => call('threads.list', inbox),
      ({ rows }) => rows.length === 1,
    );
    const threadId = list.rows[0]?.id ?? '';
    expect(list.rows[0]).toMatchObject({ subject: 'Question about my new dose', unread: true, chosen: false });

    const { patientId } = await call('patients.add', {
      name: 'Ana Ruiz',
      birthDate: '1971-03-14',
      recordNumber: '20418',
      telephone: '',
      addresses: ['ana@clinic.example'],
      device: 'unknown',
      note: '',
    });
    await call('threads.setParty', { threadId, party: 'patient', patientId });
    const slip = await call('patients.makePhrase', { patientId, language: 'en' });
    expect(slip.words).toHaveLength(5);

    const shut = await call('drafts.open', {
      kind: 'reply',
      threadId,
      messageId: await firstMessage(),
      patientId: null,
      to: null,
    });
    expect(shut.to).toEqual([{ name: 'Ana Ruiz', address: 'ana@clinic.example' }]);
    const content = {
      to: shut.to,
      cc: [],
      subject: shut.subject,
      html: '<div>Dear Ana, please take <b>half a tablet</b> until we meet.</div>',
      contentKind: 'health' as const,
      strongerMode: null,
    };
    const { revision } = await call('drafts.save', { draftId: shut.id, revision: shut.revision, content });
    const refused = await call('drafts.send', { draftId: shut.id, revision, answers: [] });
    expect(refused.decision).toMatchObject({ outcome: 'refuse' });
    expect(JSON.stringify(refused.decision)).toContain('no-mode-chosen');
    expect(JSON.stringify(refused.decision)).toContain('no-consent-acknowledged');

    await call('patients.givePhrase', { patientId, how: 'at-the-desk', device: 'android' });
    const thread = await call('threads.get', { threadId });
    expect(thread.options.find(({ suggested }) => suggested)).toMatchObject({ mode: 'sealed', reason: 'phrase-given' });
    await call('threads.choose', { threadId, mode: 'sealed', consentRowId: null, downgradeReason: null });
    const sent = await call('drafts.send', { draftId: shut.id, revision, answers: [] });
    expect(sent.decision).toEqual({
      outcome: 'allow',
      deliveries: [{ address: 'ana@clinic.example', mode: 'sealed' }],
    });
    await call('outbox.sendNow', {});

    const [letter] = await until(
      () => servers.readMailbox('ana@clinic.example'),
      (messages) => messages.length === 1,
      20_000,
    );
    const raw = letter?.bytes.toString('latin1') ?? '';
    expect(raw).toContain('Subject: Message from Elm Street Clinic');
    expect(raw).not.toContain('dose');
    expect(raw).not.toContain('half a tablet');
    const opened = await openSealedPage(letter?.bytes ?? Buffer.alloc(0), slip.words.join(' '));
    expect(opened.header.text).toContain('half a tablet');
    expect(opened.header.subject).toBe('Re: Question about my new dose');

    const answer = await writeSealedAnswer(opened.header, 'Thursday is fine.');
    await servers.deliver(
      Buffer.from(
        `From: Ana <ana@clinic.example>\r\nTo: desk@clinic.example\r\nSubject: Locked answer\r\nMessage-ID: <two@clinic.example>\r\n\r\n${answer}\r\n`,
      ),
      'desk@clinic.example',
      'ana@clinic.example',
    );
    const after = await until(
      () => call('threads.get', { threadId }),
      ({ messages }) => messages.length === 3,
      5_000,
    );
    expect(after.messages.map(({ direction, status, snippet }) => ({ direction, kind: status.kind, snippet }))).toEqual(
      [
        { direction: 'in', kind: 'plain', snippet: 'Good morning, I feel dizzy in the evening.' },
        { direction: 'out', kind: 'plain', snippet: expect.stringContaining('half a tablet') },
        { direction: 'in', kind: 'sealed-answer', snippet: 'Thursday is fine.' },
      ],
    );
    expect(after.messages[2]?.status).toMatchObject({ binding: 'ours' });
    expect(after.messages[1]?.delivery).toMatchObject({
      state: 'sent',
      mode: 'sealed',
      server: expect.stringContaining('localhost'),
    });

    const copies = await until(
      () => servers.readMailbox('desk@clinic.example', 'Sent'),
      (messages) => messages.length === 1,
    );
    expect(copies[0]?.bytes.toString('latin1')).toContain('multipart/encrypted');
    expect(copies[0]?.bytes.toString('latin1')).not.toContain('half a tablet');

    const found = await call('threads.list', { view: { kind: 'search', text: 'tablet' }, cursor: null, limit: 10 });
    expect(found.rows.map(({ id }) => id)).toEqual([threadId]);
    expect(await call('journal.verify', {})).toMatchObject({ firstBroken: null });

    async function firstMessage(): Promise<string> {
      return (await call('threads.get', { threadId })).messages[0]?.id ?? '';
    }
  });
});
