import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needPackages } from '../../support/debian.ts';
import { createMailAuthority } from '../../support/mail-authority.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';
import { shiftedClock } from '../../support/shifted-clock.ts';
import { asPkcs12, pemOf, runOpenssl } from '../smime/openssl.ts';

const there = (await needMailServers()) && (await needPackages(['openssl']));

describe.skipIf(!there)('S/MIME with a patient who has openssl', { timeout: 60_000 }, () => {
  const root = createMailAuthority('County clinics');
  const desk = root.issue({ address: practiceAddress, name: 'Elm Street Clinic', key: 'rsa' });
  const ana = root.issue({ address: 'ana@clinic.example', name: 'Ana Ruiz' });
  const lone = createMailAuthority('Nobody').issue({ address: 'ana@clinic.example', name: 'Ana Ruiz' });
  const pem = (text: string) => new Uint8Array(Buffer.from(text));
  const time = shiftedClock();
  let servers: MailServers;
  let practice: Practice;
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
    practice = await startPractice(servers, { clock: time.clock });
    ({ patientId } = await practice.addPatient({ name: 'Ana Ruiz', address: 'ana@clinic.example' }));
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  const option = async () => {
    const { options } = await practice.call('threads.get', { threadId });
    return options.find(({ mode }) => mode === 'smime');
  };
  const mailsOfAna = (count: number) =>
    practice.until(
      () => servers.readMailbox('ana@clinic.example'),
      (list) => list.length === count,
      20_000,
    );

  it('is grey with its reason until the practice has a certificate, and refuses a wrong password', async () => {
    const draft = await practice.writeNew(patientId, { subject: 'Your thyroid values', html: '<div>first</div>' });
    threadId = draft.threadId ?? '';
    expect(await option()).toMatchObject({ available: false, reason: 'no-own-certificate' });
    await practice.choose(threadId, 'smime');
    expect(await practice.refusals(draft)).toEqual(['no-own-certificate', 'no-certificate']);
    const file = new Uint8Array(asPkcs12(desk, 'a password'));
    await expect(practice.call('certificates.importOwn', { file, password: 'another' })).rejects.toMatchObject({
      code: 'certificate-unreadable',
      facts: { reason: 'wrong-password' },
    });
    const [own] = await practice.call('certificates.importOwn', { file, password: 'a password' });
    expect(own).toMatchObject({ inUse: true, namesAccount: true, trust: 'unknown-issuer', status: 'usable' });
    expect(await option()).toMatchObject({ available: false, reason: 'no-certificate' });
  });

  it('is not suggested with a certificate that nobody vouches for, and asks before health content', async () => {
    const added = await practice.call('certificates.add', {
      address: 'ana@clinic.example',
      file: pem(lone.certificatePem),
    });
    expect(added).toMatchObject({ trust: 'unknown-issuer', namesAddress: true, source: 'file' });
    expect(await option()).toMatchObject({ available: true, suggested: false, reason: 'certificate-not-checked' });
    const draft = await practice.call('drafts.open', {
      kind: 'new',
      threadId,
      messageId: null,
      patientId: null,
      to: null,
    });
    expect(await practice.refusals(draft)).toEqual(['ask:compare-key-first']);
    const { fingerprint, address } = added;
    await practice.call('certificates.remove', { fingerprint, address });
    expect(await option()).toMatchObject({ available: false, reason: 'no-certificate' });
  });

  it('is suggested once an authority of the owner vouches for the certificate', async () => {
    await practice.call('certificates.add', { address: 'ana@clinic.example', file: pem(ana.certificatePem) });
    expect(await option()).toMatchObject({ available: true, suggested: false, reason: 'certificate-not-checked' });
    const roots = await practice.call('certificates.addRoot', { file: pem(root.pem) });
    expect(roots).toMatchObject([{ name: 'County clinics', addedBy: 'Maria' }]);
    expect(await option()).toMatchObject({ available: true, suggested: true, reason: 'certificate-trusted' });
    const [own] = await practice.call('certificates.own', {});
    expect(own).toMatchObject({ trust: 'trusted' });
  });

  it('leaves encrypted and signed, with a neutral subject, and opens in openssl', async () => {
    const open = await practice.call('drafts.open', {
      kind: 'new',
      threadId,
      messageId: null,
      patientId: null,
      to: null,
    });
    const draft = await practice.edit(open, {
      subject: 'Your thyroid values',
      html: '<div>The value is <b>2.4 mU/l</b>, which is fine. Grüße!</div>',
    });
    await practice.attach(draft.id, 'lab report.pdf', Buffer.from('%PDF-1.7 thyroid values of Ana Ruiz'));
    await practice.send(draft);
    await practice.call('outbox.sendNow', {});
    const [mail] = await mailsOfAna(1);
    received = mail?.bytes ?? Buffer.alloc(0);
    const outside = received.toString('latin1');
    expect(outside).toContain('Subject: Message from Elm Street Clinic\r\n');
    expect(outside).toContain('smime-type=enveloped-data');
    for (const secret of ['thyroid', '2.4 mU', 'lab report']) expect(outside).not.toContain(secret);
    const files = { 'mail.eml': received, 'ana.pem': pemOf(ana), 'root.pem': root.pem };
    const inside = runOpenssl(['cms', '-decrypt', '-in', 'mail.eml', '-recip', 'ana.pem'], files);
    const verify = ['cms', '-verify', '-in', 'inside.eml', '-CAfile', 'root.pem'];
    const payload = runOpenssl(verify, { ...files, 'inside.eml': inside }).toString('utf8');
    expect(payload).toContain('Subject: Your thyroid values');
    expect(payload).toMatch(/hp="?cipher"?/);
    expect(payload).toContain('2.4 mU/l');
  });

  it('is in Sent for ourselves alone, and reads back as our message', async () => {
    const { messages } = await practice.call('threads.get', { threadId });
    expect(messages).toMatchObject([{ direction: 'out', delivery: { mode: 'smime' }, subject: 'Your thyroid values' }]);
  });

  it('is answered with openssl; the answer is opened, verified, and filed in the thread', async () => {
    await answer(ana, 'Thank you, I am relieved.');
    const { messages } = await practice.until(
      () => practice.call('threads.get', { threadId }),
      (thread) => thread.messages.length === 2,
      20_000,
    );
    expect(messages[1]).toMatchObject({
      direction: 'in',
      subject: 'Re: Your thyroid values',
      status: {
        kind: 'encrypted',
        signer: 'verified',
        smime: { integrity: 'signature', signer: { trust: 'trusted', issuer: 'County clinics' } },
      },
      // It is kept already, from the file.
      offersCertificate: false,
    });
    const body = await practice.call('messages.body', { messageId: messages[1]?.id ?? '' });
    expect(body.text).toContain('I am relieved');
    const details = await practice.call('messages.protection', { messageId: messages[1]?.id ?? '' });
    expect(details).toMatchObject({
      standard: 'smime',
      encryption: expect.stringMatching(/^AES-\d+, (CBC|GCM)$/),
      signature: { algorithm: expect.stringMatching(/^(RSA|ECDSA)$/), hash: 'SHA-256', at: expect.any(Number) },
      chain: ['County clinics'],
    });
  });

  it('offers a new certificate that came with a signature, and keeps it only when told to', async () => {
    const renewed = root.issue({ address: 'ana@clinic.example', name: 'Ana Ruiz', key: 'rsa' });
    await answer(renewed, 'I have a new certificate.');
    const { messages, cameEncrypted } = await practice.until(
      () => practice.call('threads.get', { threadId }),
      (thread) => thread.messages.length === 3,
      20_000,
    );
    expect(messages[2]).toMatchObject({ offersCertificate: true, status: { signer: 'verified' } });
    expect(cameEncrypted).toBe(true);
    const list = () => practice.call('certificates.list', { addresses: ['ana@clinic.example'] });
    expect(await list()).toHaveLength(1);
    const kept = await practice.call('certificates.keep', { messageId: messages[2]?.id ?? '' });
    expect(kept).toMatchObject({ source: 'mail', trust: 'trusted', algorithm: 'RSA 2048', comparedAt: null });
    expect(await list()).toHaveLength(2);
    const { messages: after } = await practice.call('threads.get', { threadId });
    expect(after[2]?.offersCertificate).toBe(false);
  });

  it('writes to the journal what was kept and trusted, and never a key', async () => {
    const { rows } = await practice.call('journal.list', { before: null, limit: 200 });
    const kinds = rows.map(({ kind }) => kind);
    for (const kind of [
      'own-certificate.added',
      'certificate.added',
      'certificate.removed',
      'certificate-root.added',
    ]) {
      expect(kinds).toContain(kind);
    }
    expect(JSON.stringify(rows)).not.toContain('PRIVATE KEY');
  });

  it('goes on when our OpenPGP key ran out, which it does not use; so does plain mail', async () => {
    const years = 365 * 86_400_000;
    const until = new Date(Date.now() + 6 * years);
    const later = { address: 'ana@clinic.example', until };
    const { fingerprint, address } = await practice.call('certificates.add', {
      address: later.address,
      file: pem(root.issue(later).certificatePem),
    });
    await practice.call('certificates.compare', { fingerprint, address });
    const ours = asPkcs12(root.issue({ address: practiceAddress, until, key: 'rsa' }), 'a password');
    await practice.call('certificates.importOwn', { file: new Uint8Array(ours), password: 'a password' });
    time.forward(4 * years);
    const [own] = await practice.call('keys.own', {});
    expect(own?.status).toBe('expired');
    const before = (await servers.readMailbox(address)).length;
    const copies = (await servers.readMailbox(practiceAddress, 'Sent')).length;
    await practice.recordConsent(patientId);
    for (const mode of ['smime', 'open'] as const) {
      const draft = await practice.writeNew(patientId, {
        subject: `By ${mode}`,
        html: '<div>Hello.</div>',
        contentKind: 'general',
      });
      await practice.choose(draft.threadId ?? '', mode, mode === 'open' ? 'They asked for it' : undefined);
      await practice.send(draft);
    }
    await practice.call('outbox.sendNow', {});
    await mailsOfAna(before + 2);
    // Protected for ourselves by S/MIME; of the plain one no copy could be locked, so none lies on the server.
    const sent = await practice.until(
      () => servers.readMailbox(practiceAddress, 'Sent'),
      (list) => list.filter(({ bytes }) => bytes.includes('smime-type=')).length === copies + 1,
      20_000,
    );
    expect(sent.some(({ bytes }) => bytes.includes('Hello.') || bytes.includes('By open'))).toBe(false);
  });

  /** Signed, then encrypted to the practice, as a mail program with openssl does it. */
  async function answer(from: typeof ana, text: string): Promise<void> {
    const messageId = /^Message-ID: (<.*>)/im.exec(received.toString('latin1'))?.[1] ?? '';
    const entity = [
      'Subject: Re: Your thyroid values',
      'Content-Type: text/plain; charset=utf-8; protected-headers="v1"',
      '',
      text,
      '',
    ].join('\r\n');
    const files = { 'in.eml': entity, 'id.pem': pemOf(from), 'desk.pem': desk.certificatePem };
    const signed = runOpenssl(['cms', '-sign', '-in', 'in.eml', '-signer', 'id.pem', '-md', 'sha256'], files);
    const encrypt = ['cms', '-encrypt', '-in', 'signed.eml', '-aes256', 'desk.pem'];
    const encrypted = runOpenssl(encrypt, { ...files, 'signed.eml': signed }).toString('latin1');
    const head = [
      'From: Ana Ruiz <ana@clinic.example>',
      `To: ${practiceAddress}`,
      'Subject: ...',
      `Message-ID: <${Date.now()}-${Math.random()}@patients.example>`,
      `In-Reply-To: ${messageId}`,
      `References: ${messageId}`,
      '',
    ].join('\r\n');
    await servers.deliver(Buffer.from(head + encrypted.replace(/\r?\n/g, '\r\n'), 'latin1'), practiceAddress);
  }
});
