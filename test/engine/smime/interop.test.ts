import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTopLayer } from '../../../main/engine/mime/top-layer.ts';
import { protect } from '../../../main/engine/submission/protect.ts';
import { needPackages } from '../../support/debian.ts';
import { createMailAuthority, type MailIdentity } from '../../support/mail-authority.ts';
import { letterJob, secretFile, secretSubject, secretText } from './letter-job.ts';
import { asPkcs12, type GpgSm, openGpgSm, pemOf, runOpenssl } from './openssl.ts';
import { readSmime, toldOf } from './read-smime.ts';

const there = await needPackages(['openssl', 'gpgsm', 'gpg-agent', 'gpgconf']);

const root = createMailAuthority();
const middle = root.below('Postern mail authority');
const kinds = ['rsa', 'p256', 'p384', 'p521'] as const;
const ids = Object.fromEntries(
  kinds.flatMap((key) => [
    [`desk-${key}`, middle.issue({ address: 'desk@clinic.example', name: 'Elm Street Clinic', key })],
    [`ana-${key}`, middle.issue({ address: `ana-${key}@mail.example`, name: 'Ana Ruiz', key })],
  ]),
) as Readonly<Record<string, MailIdentity>>;
const idOf = (name: string): MailIdentity => {
  const id = ids[name];
  if (id === undefined) throw new Error(`no ${name}`);
  return id;
};
const trust = { ownRoots: [root.certificate] };

/** What a mail program would put into the encryption. */
const entity = [
  'Subject: Re: Your thyroid values',
  'Content-Type: text/plain; charset=utf-8; protected-headers="v1"',
  '',
  'Thank you, I am relieved.',
  '',
].join('\r\n');

/** The lines outside that `openssl cms` and `gpgsm` leave to the mail program. */
const outside = (from: string) => `From: Ana Ruiz <${from}>\r\nTo: desk@clinic.example\r\nSubject: ...\r\n`;
const asOpaque = (from: string, cms: Uint8Array, type: string) =>
  `${outside(from)}MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=${type}; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(cms).toString('base64').replace(/.{64}/g, '$&\r\n')}\r\n`;

describe.skipIf(!there)('what we send', { timeout: 30_000 }, () => {
  it.each(kinds.flatMap((key) => [[key, 'AES-256 in CBC', false] as const, [key, 'AES-256 in GCM', true] as const]))(
    'opens and verifies in openssl: %s, %s',
    async (key, _cipher, readsGcm) => {
      const ana = idOf(`ana-${key}`);
      const job = await letterJob(
        idOf(`desk-${key}`),
        [{ address: `ana-${key}@mail.example`, identity: ana }],
        readsGcm,
      );
      const { bytes, copyBytes } = await protect(job);
      // Encrypted to ourselves as well: what leaves is what we keep.
      expect(copyBytes).toBeNull();
      const mail = Buffer.from(bytes).toString('latin1');
      expect(mail).toContain(`smime-type=${readsGcm ? 'authEnveloped-data' : 'enveloped-data'}`);
      expect(mail).toContain('Subject: Message from Elm Street Clinic');
      for (const secret of ['thyroid', 'lab report', 'Ruiz']) expect(mail).not.toContain(secret);

      const files = { 'mail.eml': bytes, 'ana.pem': pemOf(ana), 'root.pem': root.pem };
      const inside = runOpenssl(['cms', '-decrypt', '-in', 'mail.eml', '-recip', 'ana.pem'], files);
      const payload = runOpenssl(['cms', '-verify', '-in', 'inside.eml', '-CAfile', 'root.pem'], {
        ...files,
        'inside.eml': inside,
      }).toString('utf8');
      expect(payload).toContain(`Subject: ${secretSubject}`);
      expect(payload).toMatch(/hp="?cipher"?/);
      expect(payload).toContain('HP-Outer: Subject: Message from Elm Street Clinic');
      expect(payload).toContain(secretText.slice(0, 40));
      expect(payload).toContain(secretFile.toString('base64').slice(0, 40));
    },
  );

  it('opens for several people with keys of several kinds, and for us', async () => {
    const people = kinds.map((key) => ({ address: `ana-${key}@mail.example`, identity: idOf(`ana-${key}`) }));
    const { bytes } = await protect(await letterJob(idOf('desk-rsa'), people, false));
    for (const { identity } of people) {
      const files = { 'mail.eml': bytes, 'ana.pem': pemOf(identity) };
      expect(runOpenssl(['cms', '-decrypt', '-in', 'mail.eml', '-recip', 'ana.pem'], files)).not.toHaveLength(0);
    }
    const message = await readSmime(bytes, { ...trust, identities: [idOf('desk-rsa')] });
    expect(toldOf(message)).toBe('encrypted verified signature trusted');
    expect(message).toMatchObject({ subject: secretSubject, attachments: [{ name: 'lab report.pdf' }] });
  });
});

describe('a letter of another Postern', { timeout: 30_000 }, () => {
  it.each([false, true])('has a tick, for its signature covers the header, too (GCM: %s)', async (readsGcm) => {
    const [ana, desk] = [idOf('ana-p256'), idOf('desk-rsa')];
    const job = await letterJob(ana, [{ address: 'desk@clinic.example', identity: desk }], readsGcm);
    const from = { name: 'Ana Ruiz', address: 'ana-p256@mail.example' };
    const { bytes } = await protect({ ...job, mail: { ...job.mail, from } });
    const message = await readSmime(bytes, { ...trust, identities: [desk] });
    expect(message.status).toMatchObject({ kind: 'encrypted', signer: 'verified', covers: 'message' });
    // In an envelope to somebody else, or with another date on it, the text alone is signed.
    const resent = Buffer.from(
      Buffer.from(bytes)
        .toString('latin1')
        .replace(/^To:.*$/m, 'To: leo@mail.example\r'),
      'latin1',
    );
    expect((await readSmime(resent, { ...trust, identities: [desk] })).status).toMatchObject({ covers: 'text' });
    const late = await readSmime(bytes, { ...trust, identities: [desk] }, Date.now() + 30 * 86_400_000);
    expect(late.status).toMatchObject({ covers: 'text' });
  });
});

describe.skipIf(!there)('what openssl sends', { timeout: 30_000 }, () => {
  const sign = (from: MailIdentity, ...more: readonly string[]) =>
    runOpenssl(['cms', '-sign', '-in', 'in.eml', '-signer', 'id.pem', '-certfile', 'chain.pem', ...more], {
      'in.eml': entity,
      'id.pem': pemOf(from),
      'chain.pem': middle.pem,
    });

  it.each(kinds.flatMap((key) => ['sha256', 'sha384', 'sha512'].map((hash) => [key, hash] as const)))(
    'is verified, clear-signed and opaque: %s with %s',
    async (key, hash) => {
      const address = `ana-${key}@mail.example`;
      for (const form of ['-crlfeol', '-nodetach']) {
        const signed = sign(idOf(`ana-${key}`), '-md', hash, form);
        const message = await readSmime(`${outside(address)}${signed.toString('latin1')}`, trust);
        expect(toldOf(message)).toBe('signed verified signature trusted');
        expect(message).toMatchObject({ subject: 'Re: Your thyroid values', text: 'Thank you, I am relieved.' });
      }
    },
  );

  it('is verified with RSASSA-PSS, and invalid with SHA-1', async () => {
    const address = 'ana-rsa@mail.example';
    const pss = sign(idOf('ana-rsa'), '-md', 'sha256', '-keyopt', 'rsa_padding_mode:pss', '-nodetach');
    const old = sign(idOf('ana-rsa'), '-md', 'sha1', '-nodetach');
    const told = async (signed: Buffer) =>
      toldOf(await readSmime(`${outside(address)}${signed.toString('latin1')}`, trust));
    expect(await told(pss)).toBe('signed verified signature trusted');
    expect(await told(old)).toBe('signed invalid none trusted');
  });

  it.each([
    ['rsa', ['-aes-128-cbc'], 'signature'],
    ['rsa', ['-aes256'], 'signature'],
    ['rsa', ['-des3'], 'signature'],
    ['rsa', ['-aes-256-gcm'], 'encryption'],
    ['rsa', ['-aes256', '-stream'], 'signature'],
    ['p256', ['-aes-256-cbc'], 'signature'],
    ['p384', ['-aes-128-gcm'], 'encryption'],
    ['p521', ['-aes-192-cbc'], 'signature'],
  ] as const)('is opened: %s, %j', async (key, options, integrity) => {
    const signed = sign(idOf(`ana-${key}`), '-md', 'sha256', '-nodetach');
    const encrypted = runOpenssl(['cms', '-encrypt', '-in', 'in.eml', ...options, 'desk.pem'], {
      'in.eml': signed,
      'desk.pem': idOf(`desk-${key}`).certificatePem,
    });
    const source = `${outside(`ana-${key}@mail.example`)}${encrypted.toString('latin1')}`;
    const message = await readSmime(source, { ...trust, identities: [idOf('desk-rsa'), idOf(`desk-${key}`)] });
    expect(toldOf(message)).toBe(`encrypted verified ${integrity} trusted`);
    expect(message).toMatchObject({ subject: 'Re: Your thyroid values', text: 'Thank you, I am relieved.' });
  });

  it.each([
    ['rsa', ['-keyopt', 'rsa_padding_mode:oaep']],
    ['rsa', ['-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256', '-keyopt', 'rsa_mgf1_md:sha256']],
    ['p256', ['-keyopt', 'ecdh_kdf_md:sha256']],
    ['p384', ['-keyopt', 'ecdh_kdf_md:sha384']],
    ['p256', ['-keyopt', 'ecdh_cofactor_mode:1']],
    ['rsa', ['-keyid']],
  ] as const)('is opened with other ways to hand over the key: %s, %j', async (key, options) => {
    const desk = idOf(`desk-${key}`);
    const args = ['cms', '-encrypt', '-in', 'in.eml', '-aes-256-gcm', '-recip', 'desk.pem', ...options];
    const encrypted = runOpenssl(args, { 'in.eml': entity, 'desk.pem': desk.certificatePem });
    const source = `${outside(`ana-${key}@mail.example`)}${encrypted.toString('latin1')}`;
    expect(toldOf(await readSmime(source, { ...trust, identities: [desk] }))).toBe('encrypted none encryption -');
    expect(toldOf(await readSmime(source, trust))).toBe('unopenable not-for-us');
  });
});

/*
 * gpgsm of Debian 12 (2.2.40) has no elliptic curves for encryption and ends with a fault when it imports such a key, and it
 * reads no authEnveloped-data: those cells are openssl's alone.
 */
describe.skipIf(!there)('with gpgsm', { timeout: 60_000 }, () => {
  let gpgsm: GpgSm;
  const desk = idOf('desk-rsa');
  const ana = idOf('ana-rsa');
  const password = 'password of Ana';

  beforeAll(() => {
    gpgsm = openGpgSm(root.pem);
    gpgsm.run(['--import'], middle.pem);
    gpgsm.importKey(asPkcs12(ana, password), password);
    gpgsm.run(['--import'], desk.certificatePem);
  });
  afterAll(() => gpgsm.close());

  it('opens and verifies what we send', async () => {
    const { bytes } = await protect(await letterJob(desk, [{ address: 'ana-rsa@mail.example', identity: ana }], false));
    const top = readTopLayer(bytes);
    expect(top.kind).toBe('smime-opaque');
    const cms = top.kind === 'smime-opaque' ? top.cms : new Uint8Array();
    const inside = gpgsm.withKey(['--decrypt'], cms, password);
    const signed = readTopLayer(inside);
    expect(signed.kind).toBe('smime-signed');
    if (signed.kind !== 'smime-signed') return;
    expect(Buffer.from(signed.signed).toString('utf8')).toContain(secretText.slice(0, 40));
    const files = [gpgsm.file('signature', signed.signature), gpgsm.file('payload', signed.signed)];
    expect(gpgsm.status(['--verify', ...files], '')).toMatch(/GOODSIG[^\n]*\n[\s\S]*TRUST_FULLY/);
  });

  it('verifies our signatures on curves', async () => {
    const job = await letterJob(idOf('desk-p256'), [{ address: 'ana-rsa@mail.example', identity: ana }], false);
    const { bytes } = await protect(job);
    const top = readTopLayer(bytes);
    const cms = top.kind === 'smime-opaque' ? top.cms : new Uint8Array();
    const signed = readTopLayer(gpgsm.withKey(['--decrypt'], cms, password));
    if (signed.kind !== 'smime-signed') throw new Error('not signed');
    const files = [gpgsm.file('signature', signed.signature), gpgsm.file('payload', signed.signed)];
    expect(gpgsm.status(['--verify', ...files], '')).toContain('GOODSIG');
  });

  it('sends what we verify and open', async () => {
    const how = ['--sign', '--local-user', 'ana-rsa@mail.example', '--include-certs', '-1'];
    const signed = gpgsm.withKey(how, Buffer.from(entity), password);
    const clear = asOpaque('ana-rsa@mail.example', signed, 'signed-data');
    expect(toldOf(await readSmime(clear, trust))).toBe('signed verified signature trusted');
    const inside = `Content-Type: application/pkcs7-mime; smime-type=signed-data\r\nContent-Transfer-Encoding: base64\r\n\r\n${signed.toString('base64')}\r\n`;
    const encrypted = gpgsm.run(['--encrypt', '--recipient', 'desk@clinic.example'], inside);
    const mail = asOpaque('ana-rsa@mail.example', encrypted, 'enveloped-data');
    const message = await readSmime(mail, { ...trust, identities: [desk] });
    expect(toldOf(message)).toBe('encrypted verified signature trusted');
    expect(message.text).toBe('Thank you, I am relieved.');
  });
});
