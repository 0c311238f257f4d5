import { beforeAll, describe, expect, it } from 'vitest';
import { checkBytes } from '../../../main/engine/submission/check-bytes.ts';
import { type ProtectJob, protect } from '../../../main/engine/submission/protect.ts';
import { createMailAuthority } from '../../support/mail-authority.ts';
import { letterJob, secretSubject, secretText } from './letter-job.ts';
import { pemOf, runOpenssl } from './openssl.ts';
import { encrypted, opaque, signed, textEntity } from './write-smime.ts';

/* A build that leaks must not get past the last check: each case spoils right bytes by hand. */

const root = createMailAuthority();
const desk = root.issue({ address: 'desk@clinic.example' });
const ana = root.issue({ address: 'ana@mail.example' });
const eve = root.issue({ address: 'eve@bad.example' });
let job: ProtectJob;
let good: string;

beforeAll(async () => {
  job = await letterJob(desk, [{ address: 'ana@mail.example', identity: ana }], false);
  good = await bytesOf(job);
});

const bytesOf = async (of: ProtectJob) => Buffer.from((await protect(of)).bytes).toString('latin1');
const smime = (more: object): ProtectJob => ({ ...job, protection: { ...job.protection, ...more } as never });
const recipient = (identity: typeof ana) => ({ certificate: identity.certificate, capabilities: [] });

async function verdict(raw: string, as: ProtectJob = job): Promise<string> {
  try {
    await checkBytes(Buffer.from(raw, 'latin1'), as);
    return 'passes';
  } catch (error) {
    const { code, facts } = error as { code?: string; facts?: { what?: string } };
    return code === 'protection-mismatch' ? String(facts?.what) : String(error);
  }
}

/** The same head over another body. */
const withBody = (entity: Buffer) => `${good.slice(0, good.indexOf('Content-Type:'))}${entity.toString('latin1')}`;
const addHeader = (line: string) => good.replace('\r\nMIME-Version', `\r\n${line}\r\nMIME-Version`);

describe('the last check of a message that is to be smime', () => {
  it('passes what was built as it was decided, in both ciphers', async () => {
    expect(await verdict(good)).toBe('passes');
    const gcm = await letterJob(desk, [{ address: 'ana@mail.example', identity: ana }], true);
    expect(await verdict(await bytesOf(gcm), gcm)).toBe('passes');
  });

  it.each<[string, () => string, string]>([
    ['another recipient', () => good.replace(/^To:.*$/m, 'To: eve@bad.example\r'), 'recipients'],
    ['a copy to somebody', () => addHeader('Cc: eve@bad.example'), 'recipients'],
    ['a blind copy', () => addHeader('Bcc: eve@bad.example'), 'bcc'],
    ['a second sender', () => addHeader('From: other@clinic.example'), 'from'],
    ['the real subject', () => good.replace(/^Subject:.*$/m, `Subject: ${secretSubject}\r`), 'subject'],
    ['a field with anything in it', () => addHeader('X-Patient-Number: 20418'), 'header'],
    [
      'the text in the name of the file',
      () => good.replace('smime.p7m"\r', `${secretText.slice(0, 40)}"\r`),
      'clear-text',
    ],
    ['words after the ciphertext', () => `${good}\r\nDear Ana, all is fine!\r\n`, 'clear-text'],
    ['words before it', () => good.replace('\r\n\r\n', '\r\n\r\nDear Ana, all is fine!\r\n'), 'clear-text'],
  ])('refuses %s', async (_name, spoil, what) => {
    expect(spoil()).not.toBe(good);
    expect(await verdict(spoil())).toBe(what);
  });

  it('refuses one that opens for somebody else, too, or not for everybody', async () => {
    const wider = smime({ recipients: [recipient(ana), recipient(eve)] });
    expect(await verdict(await bytesOf(wider))).toBe('wrong-keys');
    expect(await verdict(good, wider)).toBe('wrong-keys');
    expect(await verdict(good, smime({ recipients: [recipient(eve)] }))).toBe('wrong-keys');
  });

  it('refuses one that is only signed, not signed inside, or signed by another', async () => {
    const payload = textEntity(secretText);
    expect(await verdict(withBody(await signed(payload, desk, 'opaque')))).toBe('clear-text');
    const both = smime({ recipients: [], receiving: desk });
    expect(await verdict(withBody(await encrypted(payload, desk)), both)).toBe('not-encrypted');
    expect(await verdict(withBody(await encrypted(await signed(payload, eve), desk)), both)).toBe('signature');
    expect(await verdict(withBody(opaque(Buffer.from('hello'), 'enveloped-data')))).toBe('wrong-keys');
  });

  it('refuses one that our certificate signed when it had run out', async () => {
    const ended = root.issue({ address: 'desk@clinic.example', until: new Date(Date.now() - 86_400_000) });
    const by = async (identity: typeof desk) => {
      const files = { 'in.eml': textEntity(secretText), 'id.pem': pemOf(identity) };
      const cms = runOpenssl(
        ['cms', '-sign', '-in', 'in.eml', '-signer', 'id.pem', '-md', 'sha256', '-crlfeol'],
        files,
      );
      return verdict(
        withBody(await encrypted(cms, desk)),
        smime({ recipients: [], signing: identity, receiving: desk }),
      );
    };
    // For control: the signature of one that is good is not what is found.
    expect(await by(desk)).toBe('subject');
    expect(await by(ended)).toBe('signature');
  });

  it('refuses one that says something else inside than what was written', async () => {
    const other: ProtectJob = { ...job, mail: { ...job.mail, text: `${secretText} And more.` } };
    expect(await verdict(good, other)).toBe('text');
    expect(await verdict(good, { ...job, mail: { ...job.mail, attachments: [] } })).toBe('attachments');
    expect(await verdict(good, { ...job, mail: { ...job.mail, subject: 'Another subject' } })).toBe('subject');
  });

  it('refuses messages of other modes, and other modes refuse this one', async () => {
    const recipientKeys = [job.ownPublicKey];
    const openpgp: ProtectJob = { ...job, protection: { mode: 'openpgp', recipientKeys } };
    expect(await verdict(await bytesOf(openpgp))).not.toBe('passes');
    expect(await verdict(good, openpgp)).not.toBe('passes');
    expect(await verdict(good, { ...job, visibleSubject: secretSubject, protection: { mode: 'open' } })).not.toBe(
      'passes',
    );
  });
});
