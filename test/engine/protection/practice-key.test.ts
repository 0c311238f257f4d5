import { decryptKey, encryptKey, generateKey, readKey, readPrivateKey, revokeKey } from 'openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import { importPracticeKey } from '../../../main/engine/protection/import-practice-key.ts';
import { encryptAndSign, openEncrypted } from '../../../main/engine/protection/openpgp.ts';
import {
  createPracticeKey,
  type PracticeKey,
  renewPracticeKey,
  revocationCertificate,
} from '../../../main/engine/protection/practice-key.ts';
import { readPublicKey } from '../../../main/engine/protection/public-key.ts';
import { mergePublicKeys, readPublicKeys } from '../../../main/engine/protection/public-keys.ts';

const now = Date.UTC(2026, 10, 24);
const year = 365 * 24 * 3_600_000;
const merge = async (kept: Uint8Array, more: Uint8Array, at: number) =>
  (await mergePublicKeys({ kept, more, now: at })).bytes;
const payload = Buffer.from('Content-Type: text/plain\r\n\r\nDear Ana.\r\n');

describe("the practice's key", () => {
  let key: PracticeKey;
  beforeAll(async () => {
    key = await createPracticeKey({ name: 'Elm Street Clinic', address: 'clinic@elm.example', now });
  });

  it('ends after three years, and still opens what was encrypted to it', async () => {
    const facts = await readPublicKey(key.publicKey, now);
    expect(facts.expires).toBe(now + 3 * year);
    const ciphertext = await encryptAndSign({ payload, privateKey: key.privateKey, recipients: [key.publicKey], now });
    const later = now + 4 * year;
    expect((await readPublicKey(key.publicKey, later)).status).toBe('expired');
    const opened = await openEncrypted({ ciphertext, privateKey: key.privateKey, candidates: [], now: later });
    expect(Buffer.from(opened.payload)).toEqual(payload);
    expect(opened.cipher).toBe('AES-256');
  });

  it('is renewed as the same key, which those who hold the old copy take over', async () => {
    const later = now + 4 * year;
    const renewed = await renewPracticeKey(key.privateKey, later);
    expect(renewed.fingerprint).toBe(key.fingerprint);
    const merged = await merge(key.publicKey, renewed.publicKey, later);
    for (const bytes of [renewed.publicKey, merged, await merge(merged, key.publicKey, later)]) {
      expect(await readPublicKey(bytes, later)).toMatchObject({
        status: 'usable',
        addresses: ['clinic@elm.example'],
        expires: expect.closeTo(later + 3 * year, -4),
      });
    }
    const ciphertext = await encryptAndSign({
      payload,
      privateKey: renewed.privateKey,
      recipients: [merged],
      now: later,
    });
    await openEncrypted({ ciphertext, privateKey: renewed.privateKey, candidates: [], now: later });
  });

  it('can be revoked with the certificate of the kit, and no older copy undoes that', async () => {
    const certificate = await revocationCertificate(key.privateKey, now);
    expect(certificate).toContain('BEGIN PGP PUBLIC KEY BLOCK');
    const { publicKey } = await revokeKey({
      key: await readKey({ binaryKey: key.publicKey }),
      revocationCertificate: certificate,
      format: 'object',
    });
    const revoked = (publicKey as { write: () => Uint8Array }).write();
    expect((await readPublicKey(revoked, now)).status).toBe('revoked');
    expect((await readPublicKey(await merge(key.publicKey, revoked, now), now)).status).toBe('revoked');
    expect((await readPublicKey(await merge(revoked, key.publicKey, now), now)).status).toBe('revoked');
    // The key that made the certificate is not revoked by having made it.
    expect((await readPublicKey(key.publicKey, now)).status).toBe('usable');
  });
});

describe('taking over a key', () => {
  const address = 'clinic@elm.example';
  const take = (bytes: Uint8Array, wishes: Partial<Parameters<typeof importPracticeKey>[0]> = {}) =>
    importPracticeKey({ bytes, passphrase: '', use: 'present', address, now: Date.now(), ...wishes });
  const reasonOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'taken',
      (error: { facts?: { reason?: string } }) => error.facts?.reason,
    );
  const text = (armored: string) => new TextEncoder().encode(armored);

  it('takes RSA and curves, armored and binary, with a passphrase and without', async () => {
    for (const wish of [{ type: 'rsa', rsaBits: 2048 } as const, { type: 'ecc', curve: 'nistP256' } as const]) {
      const { privateKey } = await generateKey({ ...wish, userIDs: [{ email: address }], format: 'object' });
      const locked = await encryptKey({ privateKey, passphrase: 'correct horse' });
      expect(await reasonOf(take(text(locked.armor())))).toBe('wrong-passphrase');
      const taken = await take(locked.write(), { passphrase: 'correct horse' });
      expect(taken.fingerprint).toBe(privateKey.getFingerprint());
      const ciphertext = await encryptAndSign({
        payload,
        privateKey: taken.privateKey,
        recipients: [taken.publicKey],
        now: Date.now(),
      });
      const opened = await openEncrypted({ ciphertext, privateKey: taken.privateKey, candidates: [], now: Date.now() });
      expect(Buffer.from(opened.payload)).toEqual(payload);
      expect((await readPrivateKey({ armoredKey: taken.privateKey })).isDecrypted()).toBe(true);
    }
  });

  it('says why it takes no other', async () => {
    const { privateKey, publicKey } = await generateKey({ userIDs: [{ email: address }], format: 'object' });
    expect(await reasonOf(take(text(publicKey.armor())))).toBe('public-only');
    expect(await reasonOf(take(publicKey.write()))).not.toBe('taken');
    expect(await reasonOf(take(text('no key at all')))).toBe('malformed');
    expect(await reasonOf(take(text(`${privateKey.armor()}`), { address: 'other@elm.example' }))).toBe('other-address');
    const v6 = await generateKey({ userIDs: [{ email: address }], format: 'object', config: { v6Keys: true } });
    expect(await reasonOf(take(text(v6.privateKey.armor())))).toBe('too-new');
    expect(await reasonOf(take(text(v6.privateKey.armor()), { use: 'old-mail' }))).toBe('taken');
    const signer = await generateKey({ userIDs: [{ email: address }], subkeys: [], format: 'object' });
    expect(await reasonOf(take(text(signer.privateKey.armor())))).toBe('cannot-be-used');
  });

  it('keeps a locked key locked for nobody: what the vault holds opens without a passphrase', async () => {
    const { privateKey } = await generateKey({ userIDs: [{ email: address }], format: 'object' });
    const locked = await encryptKey({ privateKey, passphrase: 'x y z' });
    const taken = await take(text(locked.armor()), { passphrase: 'x y z', use: 'old-mail' });
    await expect(
      decryptKey({ privateKey: await readPrivateKey({ armoredKey: taken.privateKey }), passphrase: 'x y z' }),
    ).rejects.toThrow();
  });
});

describe('files of keys', () => {
  it('gives every public key in it, passes over private ones, and ends in time on a hostile one', async () => {
    const make = (email: string) => generateKey({ userIDs: [{ email }], format: 'object' });
    const [ana, leo] = [await make('ana@mail.example'), await make('leo@mail.example')];
    const file = `Hello,\n${ana.publicKey.armor()}\nand\n${leo.publicKey.armor()}\n${leo.privateKey.armor()}`;
    const found = await readPublicKeys(file, Date.now());
    expect(found.map(({ addresses }) => addresses[0])).toEqual(['ana@mail.example', 'leo@mail.example']);
    await expect(readPublicKeys(leo.privateKey.armor(), Date.now())).rejects.toMatchObject({
      facts: { reason: 'private' },
    });
    const start = performance.now();
    await expect(
      readPublicKeys('-----BEGIN PGP PUBLIC KEY BLOCK-----\n'.repeat(27_000), Date.now()),
    ).rejects.toMatchObject({
      code: 'key-unusable',
    });
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
