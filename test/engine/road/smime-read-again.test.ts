import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needPackages } from '../../support/debian.ts';
import { createMailAuthority, type MailIdentity } from '../../support/mail-authority.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { newPgpPerson } from '../../support/pgp-mail.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';
import { asPkcs12 } from '../smime/openssl.ts';
import { encrypted, signed } from '../smime/write-smime.ts';

const there = (await needMailServers()) && (await needPackages(['openssl']));
const ana = 'ana@clinic.example';
const leo = 'leo@clinic.example';

describe.skipIf(!there)('S/MIME mail that was read before', { timeout: 60_000 }, () => {
  const desk = createMailAuthority().issue({ address: practiceAddress, key: 'rsa' });
  const anas = createMailAuthority('Nobody').issue({ address: ana });
  const county = createMailAuthority('County clinics');
  const leos = county.issue({ address: leo });
  let servers: MailServers;
  let practice: Practice;
  let messageId: string;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [{ user: practiceAddress, password: practicePassword }],
    });
    practice = await startPractice(servers);
  }, 60_000);
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  const letter = Buffer.from(
    [
      'Content-Type: multipart/mixed; boundary=inner',
      '',
      '--inner',
      'Content-Type: text/plain',
      '',
      'The CANARY value.',
      '--inner',
      'Content-Type: message/rfc822',
      'Content-Disposition: attachment; filename=older.eml',
      '',
      `From: ${ana}`,
      'Subject: An older one',
      '',
      'What I wrote before.',
      '--inner--',
      '',
    ].join('\r\n'),
  );
  const find = async (subject: string) => {
    const view = { kind: 'role', role: 'inbox' } as const;
    const { rows } = await practice.call('threads.list', { view, cursor: null, limit: 50 });
    for (const { id } of rows) {
      const { messages } = await practice.call('threads.get', { threadId: id });
      const message = messages.find((each) => each.subject === subject);
      if (message !== undefined) return message;
    }
    return null;
  };
  const receive = async (from: string, subject: string, entity: Buffer) => {
    const head = `From: ${from}\r\nTo: ${practiceAddress}\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@clinic.example>\r\nMIME-Version: 1.0\r\n`;
    await servers.deliver(Buffer.concat([Buffer.from(head), entity]), practiceAddress);
    return practice.until(
      () => find(subject),
      (message) => message !== null,
      20_000,
    );
  };
  const becomes = async (subject: string, status: object) => {
    const message = await practice.until(
      () => find(subject),
      (each) => Object.entries(status).every(([name, value]) => Reflect.get(each?.status ?? {}, name) === value),
      10_000,
    );
    expect(message?.status).toMatchObject(status);
  };
  const text = async (id: string) => (await practice.call('messages.body', { messageId: id })).text;
  const signedAndEncrypted = async (by: MailIdentity) => encrypted(await signed(letter, by), desk);

  it('opens once the practice has the certificate it was encrypted to', async () => {
    const closed = await receive(ana, 'waiting', await signedAndEncrypted(anas));
    expect(closed?.status).toEqual({ kind: 'unopenable', reason: 'not-for-us' });
    messageId = closed?.id ?? '';
    const file = new Uint8Array(asPkcs12(desk, 'a password'));
    await practice.call('certificates.importOwn', { file, password: 'a password' });
    await becomes('waiting', { kind: 'encrypted', signer: 'unknown' });
    expect(await text(messageId)).toContain('CANARY');
  });

  it('shows the messages inside it', async () => {
    const inside = await practice.call('messages.inside', { messageId, path: [0] });
    expect(inside).toMatchObject({ kind: 'message', subject: 'An older one' });
  });

  it('stays open when an OpenPGP key is kept, and names its signer once their certificate is', async () => {
    const { publicKey } = await newPgpPerson('Ana', ana);
    await practice.call('keys.keep', { address: ana, key: publicKey, source: 'clipboard' });
    await practice.call('certificates.keep', { messageId });
    await becomes('waiting', { kind: 'encrypted', signer: 'verified' });
    expect(await text(messageId)).toContain('CANARY');
    const view = { kind: 'search', text: 'CANARY' } as const;
    expect((await practice.call('threads.list', { view, cursor: null, limit: 5 })).rows).toHaveLength(1);
  });

  it('gives no certificate that is not its sender’s', async () => {
    const forged = await receive('eve@clinic.example', 'forged', await signed(letter, anas));
    await expect(practice.call('certificates.keep', { messageId: forged?.id ?? '' })).rejects.toMatchObject({
      code: 'certificate-unreadable',
      facts: { reason: 'not-the-senders' },
    });
  });

  it('names its signer once their authority is trusted, and is never closed for want of a certificate that is gone', async () => {
    await receive(leo, 'clear', await signed(letter, leos));
    const closed = await receive(leo, 'hidden', await signedAndEncrypted(leos));
    expect(closed?.status).toMatchObject({ kind: 'encrypted', signer: 'unknown' });
    const [own] = await practice.call('certificates.own', {});
    await practice.call('certificates.removeOwn', { fingerprint: own?.fingerprint ?? '' });
    await practice.call('certificates.addRoot', { file: new Uint8Array(Buffer.from(county.pem)) });
    await becomes('clear', { kind: 'signed', signer: 'verified' });
    await becomes('hidden', { kind: 'encrypted', signer: 'unknown' });
    expect(await text(closed?.id ?? '')).toContain('CANARY');
  });

  it('loses its tick at once with the authority or certificate it rests on, and has it again with the authority', async () => {
    const told = async (subject: string) => {
      const status = (await find(subject))?.status;
      return status?.kind === 'signed' || status?.kind === 'encrypted'
        ? `${status.signer} ${status.smime?.signer?.trust}`
        : 'none';
    };
    const [root] = await practice.call('certificates.roots', {});
    await practice.call('certificates.removeRoot', { fingerprint: root?.fingerprint ?? '' });
    expect(await told('clear')).toBe('unknown unknown-issuer');
    // What a person kept by hand rests on no authority.
    expect(await told('waiting')).toBe('verified kept');
    await practice.call('certificates.addRoot', { file: new Uint8Array(Buffer.from(county.pem)) });
    await becomes('clear', { kind: 'signed', signer: 'verified' });
    const [kept] = await practice.call('certificates.list', { addresses: [ana] });
    await practice.call('certificates.remove', { fingerprint: kept?.fingerprint ?? '', address: ana });
    expect(await told('waiting')).toBe('unknown unknown-issuer');
    expect(await told('clear')).toBe('verified trusted');
  });
});
