import { describe, expect, it } from 'vitest';
import { protect } from '../../../main/engine/submission/protect.ts';
import { needPackages } from '../../support/debian.ts';
import { createMailAuthority, type MailIdentity } from '../../support/mail-authority.ts';
import { letterJob, secretFile, secretSubject, secretText } from './letter-job.ts';
import { pemOf, runOpenssl } from './openssl.ts';
import { readSmime, toldOf } from './read-smime.ts';

const there = await needPackages(['openssl']);

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

/** The lines outside that `openssl cms` leaves to the mail program. */
const outside = (from: string) => `From: Ana Ruiz <${from}>\r\nTo: desk@clinic.example\r\nSubject: ...\r\n`;

/* What openssl and gpgsm open of ours, and we of theirs, in the usual ways: `test/prove/interop`. Here is the rest. */
describe.skipIf(!there)('what we send', { timeout: 30_000 }, () => {
  it.each([['p384', 'AES-256 in CBC', false] as const, ['p521', 'AES-256 in GCM', true] as const])(
    'opens and verifies in openssl, signed with a key on a large curve: %s, %s',
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

  it.each(kinds.flatMap((key) => [[key, 'sha384', '-crlfeol'] as const, [key, 'sha512', '-nodetach'] as const]))(
    'is verified with a longer hash: %s with %s, %s',
    async (key, hash, form) => {
      const signed = sign(idOf(`ana-${key}`), '-md', hash, form);
      const message = await readSmime(`${outside(`ana-${key}@mail.example`)}${signed.toString('latin1')}`, trust);
      expect(toldOf(message)).toBe('signed verified signature trusted');
      expect(message).toMatchObject({ subject: 'Re: Your thyroid values', text: 'Thank you, I am relieved.' });
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
    ['rsa', ['-des3'], 'signature'],
    ['rsa', ['-aes256', '-stream'], 'signature'],
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
