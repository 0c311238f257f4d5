import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needPackages } from '../../support/debian.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';
import { type GnuPg, openGnuPg, runSequoia } from '../protection/gnupg.ts';

const there = (await needMailServers()) && (await needPackages(['gnupg', 'gpg-agent', 'sq']));

describe.skipIf(!there)('OpenPGP with a patient who has GnuPG', { timeout: 60_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let gnupg: GnuPg;
  let patientId: string;
  let threadId: string;
  let received: Buffer;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        { user: 'ana', password: 'password of a patient' },
      ],
    });
    practice = await startPractice(servers);
    gnupg = openGnuPg();
    gnupg.run([
      '--passphrase',
      '',
      '--quick-gen-key',
      'Ana Ruiz <ana@clinic.example>',
      'future-default',
      'default',
      'never',
    ]);
    ({ patientId } = await practice.addPatient({ name: 'Ana Ruiz', address: 'ana@clinic.example' }));
  });
  afterAll(async () => {
    gnupg.close();
    await practice.stop();
    await servers.stop();
  });

  /** The second part of the PGP/MIME message that Ana got. */
  const ciphertext = () =>
    /-----BEGIN PGP MESSAGE-----[\s\S]*-----END PGP MESSAGE-----/.exec(received.toString('latin1'))?.[0] ?? '';
  /** The practice's key, as its Autocrypt header hands it to everybody. */
  const autocryptKey = () => {
    const header = /^Autocrypt:[\s\S]*?(?=\r\n[^ \t])/m.exec(received.toString('latin1'))?.[0] ?? '';
    return Buffer.from(/keydata=([\s\S]*)$/.exec(header)?.[1]?.replace(/\s/g, '') ?? '', 'base64');
  };

  it('leaves encrypted and signed, with a neutral subject, once the key was read from a file', async () => {
    const key = new Uint8Array(gnupg.run(['--armor', '--export', 'ana@clinic.example']));
    const added = await practice.call('keys.keep', { address: 'ana@clinic.example', key, source: 'file' });
    expect(added).toMatchObject({ status: 'usable', source: 'file', comparedAt: null });
    const draft = await practice.writeNew(patientId, {
      subject: 'Your thyroid values',
      html: '<div>The value is <b>2.4 mU/l</b>, which is fine. Grüße!</div>',
    });
    threadId = draft.threadId ?? '';
    await practice.attach(
      draft.id,
      'lab report.pdf',
      Buffer.from('%PDF-1.7 thyroid values of Ana Ruiz'),
      'application/pdf',
    );
    await practice.choose(threadId, 'openpgp');
    // A key that nobody compared asks once, for health content.
    expect(await practice.refusals(draft)).toEqual(['ask:compare-key-first']);
    await practice.call('keys.compare', { fingerprint: added.fingerprint, address: added.address });
    await practice.send(draft);
    await practice.call('outbox.sendNow', {});
    const [mail] = await practice.until(
      () => servers.readMailbox('ana@clinic.example'),
      (list) => list.length === 1,
      20_000,
    );
    received = mail?.bytes ?? Buffer.alloc(0);
    const outside = received.toString('latin1');
    expect(outside).toContain('Subject: Message from Elm Street Clinic\r\n');
    for (const secret of ['thyroid', '2.4 mU', 'lab report', 'Ruiz-values']) expect(outside).not.toContain(secret);
  });

  it('is decrypted and verified by GnuPG, with the real subject inside', () => {
    gnupg.run(['--import'], autocryptKey());
    const { output, status } = gnupg.status(['--decrypt'], ciphertext());
    expect(status).toContain('GOODSIG');
    expect(status).toContain('DECRYPTION_OKAY');
    const inside = output.toString('utf8');
    expect(inside).toContain('Subject: Your thyroid values');
    expect(inside).toMatch(/hp="?cipher"?/);
    expect(inside).toContain('2.4 mU/l');
    expect(inside).toContain(Buffer.from('%PDF-1.7 thyroid values of Ana Ruiz').toString('base64').slice(0, 40));
  });

  it('is decrypted and verified by Sequoia', () => {
    const secretKey = gnupg.run(['--passphrase', '', '--export-secret-keys', 'ana@clinic.example']);
    const inside = runSequoia(
      ['decrypt', '--recipient-key', 'ana.key', '--signer-cert', 'practice.cert', '--signatures', '1', 'letter.asc'],
      { 'ana.key': secretKey, 'practice.cert': autocryptKey(), 'letter.asc': ciphertext() },
    );
    expect(inside.toString('utf8')).toContain('2.4 mU/l');
  });

  it('is answered with GnuPG, and the answer is opened, verified and filed in the thread', async () => {
    const messageId = /^Message-ID: (<.*>)/im.exec(received.toString('latin1'))?.[1] ?? '';
    await servers.deliver(
      encryptedMail({ subject: 'Your thyroid values', text: 'Thank you, I am relieved.', inReplyTo: messageId }),
      practiceAddress,
    );
    const { messages } = await practice.until(
      () => practice.call('threads.get', { threadId }),
      (thread) => thread.messages.length === 2,
      20_000,
    );
    expect(messages[1]).toMatchObject({
      direction: 'in',
      subject: 'Your thyroid values',
      status: { kind: 'encrypted', signer: 'verified', compared: true },
    });
    expect((await practice.call('messages.body', { messageId: messages[1]?.id ?? '' })).text).toContain(
      'I am relieved',
    );
    const view = { kind: 'search', text: 'relieved' } as const;
    const { rows } = await practice.call('threads.list', { view, cursor: null, limit: 5 });
    expect(rows.map(({ id }) => id)).toEqual([threadId]);
  });

  it('is answered with the quote, which stays inside', async () => {
    const draft = await practice.writeReply(threadId, { subject: 'Re: Your thyroid values', html: '<div>Good.</div>' });
    expect(draft.quote).toContain('I am relieved');
    await practice.send(draft);
    await practice.call('outbox.sendNow', {});
    const mails = await practice.until(
      () => servers.readMailbox('ana@clinic.example'),
      (list) => list.length === 2,
      20_000,
    );
    received = mails[1]?.bytes ?? Buffer.alloc(0);
    expect(received.toString('latin1')).not.toContain('relieved');
    expect(gnupg.status(['--decrypt'], ciphertext()).output.toString('utf8')).toContain('> Thank you, I am relieved.');
  });

  it('is not called verified when another key of her name signed it', async () => {
    gnupg.run([
      '--passphrase',
      '',
      '--quick-gen-key',
      'Ana Ruiz <forger@bad.example>',
      'future-default',
      'default',
      'never',
    ]);
    const bytes = encryptedMail({
      subject: 'Change my address',
      text: 'Send everything elsewhere.',
      signer: 'forger@bad.example',
    });
    await servers.deliver(bytes, practiceAddress);
    const { rows } = await practice.until(
      () => practice.call('threads.list', { view: { kind: 'search', text: 'elsewhere' }, cursor: null, limit: 5 }),
      (list) => list.rows.length === 1,
      20_000,
    );
    const { messages } = await practice.call('threads.get', { threadId: rows[0]?.id ?? '' });
    const forged = messages.find(({ subject }) => subject === 'Change my address');
    expect(forged?.status).toMatchObject({ kind: 'encrypted', signer: 'unknown', compared: false });
  });

  /** What a mail program with GnuPG makes (RFC 3156). */
  function encryptedMail(mail: { subject: string; text: string; inReplyTo?: string; signer?: string }): Buffer {
    const inside = [
      `Subject: ${mail.subject}`,
      'Content-Type: text/plain; charset=utf-8; protected-headers="v1"',
      '',
      mail.text,
      '',
    ].join('\r\n');
    const to = ['--recipient', practiceAddress, '--recipient', 'ana@clinic.example'];
    const signer = ['--local-user', mail.signer ?? 'ana@clinic.example', '--passphrase', ''];
    const armor = gnupg.run(['--armor', '--encrypt', '--sign', ...to, ...signer], inside).toString('latin1');
    const lines = [
      'From: Ana Ruiz <ana@clinic.example>',
      `To: ${practiceAddress}`,
      'Subject: ...',
      `Message-ID: <${Date.now()}-${Math.random()}@patients.example>`,
      ...(mail.inReplyTo === undefined ? [] : [`In-Reply-To: ${mail.inReplyTo}`, `References: ${mail.inReplyTo}`]),
      'MIME-Version: 1.0',
      'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b',
      '',
      '--b',
      'Content-Type: application/pgp-encrypted',
      '',
      'Version: 1',
      '',
      '--b',
      'Content-Type: application/octet-stream',
      '',
      armor,
      '--b--',
      '',
    ];
    return Buffer.from(lines.join('\r\n'), 'latin1');
  }
});
