import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEncrypted } from '../../../main/engine/protection/openpgp.ts';
import { createPracticeKey } from '../../../main/engine/protection/practice-key.ts';
import { readPublicKey } from '../../../main/engine/protection/public-key.ts';
import { lockPrivateKey } from '../../../main/engine/protection/recovery-kit.ts';
import { verifyDetached } from '../../../main/engine/protection/signature.ts';
import { needPackages } from '../../support/debian.ts';
import { type GnuPg, openGnuPg } from './gnupg.ts';

const there = await needPackages(['gnupg']);
const payload = Buffer.from('Content-Type: text/plain; charset=utf-8\r\n\r\nDear Ana, ½ tablet.\r\n');
const now = Date.now();

/* What gpg, sq and rnp open of ours, and we of theirs, in the usual ways: `test/prove/interop`. Here is the rest. */
describe.skipIf(!there)('with GnuPG', () => {
  let gpg: GnuPg;
  let practice: Awaited<ReturnType<typeof createPracticeKey>>;
  let patientKey: Uint8Array;

  beforeAll(async () => {
    gpg = openGnuPg();
    practice = await createPracticeKey({ name: 'Elm Street Clinic', address: 'clinic@elm.example', now: now - 60_000 });
    gpg.run(['--import'], practice.publicKey);
    gpg.run(['--passphrase', '', '--quick-gen-key', 'Ana Ruiz <ana@mail.example>', 'future-default', 'default', '1y']);
    patientKey = new Uint8Array(gpg.run(['--export', 'ana@mail.example']));
  });
  afterAll(() => gpg.close());

  const candidate = async () => {
    const { fingerprint, addresses } = await readPublicKey(patientKey, Date.now());
    return { fingerprint, addresses, publicKey: patientKey };
  };

  it('opens a message to hidden recipients', async () => {
    const ciphertext = gpg.run(['--encrypt', '-R', 'ana@mail.example', '-R', 'clinic@elm.example'], payload);
    const opened = await openEncrypted({
      ciphertext,
      privateKey: practice.privateKey,
      candidates: [],
      now: Date.now(),
    });
    expect(Buffer.from(opened.payload)).toEqual(payload);
    expect(opened.signature.status).toBe('none');
  });

  it('says that a message is not for us', async () => {
    const ciphertext = gpg.run(['--armor', '--encrypt', '-r', 'ana@mail.example'], payload).toString();
    await expect(
      openEncrypted({ ciphertext, privateKey: practice.privateKey, candidates: [], now: Date.now() }),
    ).rejects.toMatchObject({ code: 'message-unreadable', facts: { reason: 'not-for-us' } });
  });

  it('verifies a detached signature, and calls it invalid over one changed byte or with SHA-1', async () => {
    const candidates = [await candidate()];
    const sign = (digest: string) =>
      new Uint8Array(gpg.run(['--detach-sign', '-u', 'ana@mail.example', '--digest-algo', digest], payload));
    const signature = sign('SHA512');
    const check = (signed: Uint8Array, by: Uint8Array) =>
      verifyDetached({ signed, signature: by, candidates, now: Date.now() });
    expect((await check(payload, signature)).status).toBe('valid');
    expect((await check(Buffer.concat([payload, Buffer.from(' ')]), signature)).status).toBe('invalid');
    expect((await check(payload, sign('SHA1'))).status).toBe('invalid');
    expect((await verifyDetached({ signed: payload, signature, candidates: [], now: Date.now() })).status).toBe(
      'unknown-key',
    );
  });

  it('imports the recovery kit with its code, and only with it', async () => {
    const locked = await lockPrivateKey(practice.privateKey, 'K7QD-M2XA-9FHT');
    const other = openGnuPg();
    try {
      other.run(['--import'], locked);
      const ciphertext = gpg.run(['--encrypt', '-r', 'clinic@elm.example'], payload);
      expect(() => other.run(['--passphrase', 'wrong', '--decrypt'], ciphertext)).toThrow();
      expect(other.run(['--passphrase', 'K7QD-M2XA-9FHT', '--decrypt'], ciphertext)).toEqual(payload);
    } finally {
      other.close();
    }
  });

  it('judges keys as expired, revoked, weak or unable to encrypt', async () => {
    const make = (name: string, ...rest: string[]) => {
      gpg.run(['--passphrase', '', '--quick-gen-key', `${name}@mail.example`, ...rest]);
      return () => new Uint8Array(gpg.run(['--export', `${name}@mail.example`]));
    };
    const status = async (bytes: Uint8Array, at = Date.now()) => (await readPublicKey(bytes, at)).status;
    const short = make('short', 'future-default', 'default', 'seconds=1000');
    expect(await status(short())).toBe('usable');
    expect(await readPublicKey(short(), Date.now() + 3_600_000)).toMatchObject({
      status: 'expired',
      addresses: ['short@mail.example'],
    });
    expect(await status(make('weak', 'rsa1024', 'default', 'never')())).toBe('weak');
    expect(await status(make('signer', 'ed25519', 'sign', 'never')())).toBe('cannot-encrypt');
    const revoked = make('revoked', 'future-default', 'default', 'never');
    const revocation = gpg.run(
      ['--command-fd', '0', '--yes', '--no-batch', '--gen-revoke', 'revoked@mail.example'],
      'y\n0\n\ny\n',
    );
    gpg.run(['--import'], revocation);
    expect(await status(revoked())).toBe('revoked');
  });
});
