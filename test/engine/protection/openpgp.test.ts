import { decryptKey, readPrivateKey } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { isEngineError } from '../../../main/engine/base/errors.ts';
import { encryptAndSign, openEncrypted } from '../../../main/engine/protection/openpgp.ts';
import { createPracticeKey } from '../../../main/engine/protection/practice-key.ts';
import { readPublicKey } from '../../../main/engine/protection/public-key.ts';
import { lockPrivateKey } from '../../../main/engine/protection/recovery-kit.ts';
import { verifyDetached } from '../../../main/engine/protection/signature.ts';

const now = Date.UTC(2026, 10, 24, 9, 58);
const practice = await createPracticeKey({ name: 'Elm Street Clinic', address: 'Clinic@Elm.example', now });
const other = await createPracticeKey({ name: 'Other', address: 'other@elm.example', now });
const payload = new TextEncoder().encode('Dear Ana');

const encrypted = (recipients = [practice.publicKey]) =>
  encryptAndSign({ payload, privateKey: practice.privateKey, recipients, now });
const open = (ciphertext: string | Uint8Array, candidates = [candidateOf(practice)], at = now) =>
  openEncrypted({ ciphertext, privateKey: practice.privateKey, candidates, now: at });

function candidateOf({ fingerprint, publicKey }: typeof practice) {
  return { fingerprint, publicKey, addresses: [] };
}

function bytesOf(armored: string): Uint8Array {
  return new Uint8Array(
    Buffer.from(
      armored
        .split('\n')
        .filter((line) => /^[A-Za-z0-9+/]+=*$/.test(line.trim()))
        .join(''),
      'base64',
    ),
  );
}

describe('the practice key', () => {
  it('is version 4, Curve25519, and offers no SEIPDv2 to those who could not read it', async () => {
    expect(practice.fingerprint).toMatch(/^[0-9a-f]{40}$/);
    expect(await readPublicKey(practice.publicKey, now)).toMatchObject({
      algorithm: 'Ed25519',
      addresses: ['clinic@elm.example'],
      expires: now + 3 * 365 * 24 * 3_600_000,
      status: 'usable',
    });
    const armored = await encrypted();
    // Tag 18, version 1 of the integrity protected data packet: what everybody's software reads.
    const bytes = Buffer.from(bytesOf(armored));
    expect(bytes[0]).toBe(0xc1);
    expect(bytes.includes(Buffer.from([0xd2]))).toBe(true);
    expect(bytes[2]).toBe(3);
  });

  it('has one address even when the name of the practice holds brackets', async () => {
    const key = await createPracticeKey({
      name: 'Elm <evil@mail.example>\r\nClinic',
      address: 'clinic@elm.example',
      now,
    });
    expect(await readPublicKey(key.publicKey, now)).toMatchObject({ addresses: ['clinic@elm.example'] });
  });
});

describe('opening', () => {
  it('gives back the payload and a valid signature with its time', async () => {
    const opened = await open(await encrypted());
    expect(opened.payload).toEqual(payload);
    const made = { algorithm: 'Ed25519', hash: 'SHA-512' };
    expect(opened.signature).toEqual({ status: 'valid', fingerprint: practice.fingerprint, signedAt: now, made });
  });

  it('takes binary as well as armor', async () => {
    expect((await open(bytesOf(await encrypted()))).payload).toEqual(payload);
  });

  it('names the key ID of an unknown signer', async () => {
    const { signature } = await open(await encrypted(), [candidateOf(other)]);
    expect(signature).toMatchObject({ status: 'unknown-key', fingerprint: practice.fingerprint.slice(-16) });
  });

  it('allows a signature from some hours ahead, and no more than a day', async () => {
    const armored = await encrypted();
    expect((await open(armored, undefined, now - 20 * 3_600_000)).signature.status).toBe('valid');
    expect((await open(armored, undefined, now - 30 * 3_600_000)).signature.status).toBe('invalid');
  });

  it('refuses each flipped byte of the encrypted data', async () => {
    const bytes = bytesOf(await encrypted());
    for (let at = 100; at < bytes.length; at += 7) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(open(changed), `byte ${at}`).rejects.toMatchObject({ code: 'message-unreadable' });
    }
  });

  it('refuses a packet without integrity before decrypting anything', async () => {
    const bytes = bytesOf(await encrypted());
    const at = 2 + (bytes[1] ?? 0);
    expect(bytes[at]).toBe(0xd2);
    bytes[at] = 0xc9;
    await expect(open(bytes)).rejects.toMatchObject({ facts: { reason: 'no-integrity' } });
  });

  it.each([
    ['nothing', ''],
    ['words', 'Dear clinic, how are you?'],
    ['a cut message', '-----BEGIN PGP MESSAGE-----\n\nwV4D'],
    ['a message with rubbish in it', '-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----'],
  ])('calls %s damaged', async (_, ciphertext) => {
    await expect(open(ciphertext)).rejects.toMatchObject({ code: 'message-unreadable', facts: { reason: 'damaged' } });
  });

  it('says no word of the content in an error', async () => {
    const bytes = bytesOf(await encrypted());
    bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
    const error = await open(bytes).catch((caught: unknown) => caught);
    expect(isEngineError(error, 'message-unreadable') && error.message).toBe('message-unreadable');
  });
});

describe('protecting', () => {
  it('names the key that fails, and why', async () => {
    const early = encryptAndSign({
      payload,
      privateKey: practice.privateKey,
      recipients: [other.publicKey],
      now: now - 90 * 86_400_000,
    });
    await expect(early).rejects.toMatchObject({
      code: 'key-unusable',
      facts: { fingerprint: practice.fingerprint, reason: 'cannot-be-used' },
    });
  });

  it('refuses to encrypt to nobody, and to what is no key', async () => {
    await expect(encrypted([])).rejects.toMatchObject({ code: 'key-unusable', facts: { reason: 'no-recipient' } });
    await expect(encrypted([payload])).rejects.toMatchObject({ code: 'key-unusable', facts: { reason: 'malformed' } });
  });
});

describe('reading a public key', () => {
  it('refuses a private key, several keys, rubbish and what is too large, each with its reason', async () => {
    const both = Buffer.concat([practice.publicKey, other.publicKey]);
    const cases: readonly [string, string | Uint8Array][] = [
      ['private', practice.privateKey],
      ['several', both],
      ['malformed', 'hello'],
      ['malformed', new Uint8Array([0xc6, 1, 2])],
      ['malformed', new Uint8Array(0)],
      ['too-large', new Uint8Array(1_000_001)],
    ];
    for (const [reason, input] of cases) {
      await expect(readPublicKey(input, now), reason).rejects.toMatchObject({
        code: 'key-unusable',
        facts: { reason },
      });
    }
  });

  it('reads an armored file given as bytes', async () => {
    const armored = `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${Buffer.from(practice.publicKey).toString('base64')}\n-----END PGP PUBLIC KEY BLOCK-----\n`;
    expect((await readPublicKey(Buffer.from(armored), now)).fingerprint).toBe(practice.fingerprint);
  });
});

describe('the recovery kit', () => {
  it('gives the key back for the code and for nothing else', async () => {
    const locked = await lockPrivateKey(practice.privateKey, 'CODE-1');
    expect(locked).not.toContain(practice.privateKey.split('\n')[3]);
    expect((await open(await encrypted(), [candidateOf(practice)])).signature.status).toBe('valid');
    // As any OpenPGP program would, without Postern.
    const unlock = async (passphrase: string) =>
      (await decryptKey({ privateKey: await readPrivateKey({ armoredKey: locked }), passphrase })).armor();
    const privateKey = await unlock('CODE-1');
    const opened = await openEncrypted({ ciphertext: await encrypted(), privateKey, candidates: [], now });
    expect(opened.payload).toEqual(payload);
    await expect(unlock('code-1')).rejects.toThrow();
  });
});

it('a detached signature that is rubbish is invalid, not an error', async () => {
  for (const signature of ['', 'rubbish', new Uint8Array([1, 2, 3])]) {
    expect((await verifyDetached({ signed: payload, signature, candidates: [], now })).status).toBe('invalid');
  }
});
