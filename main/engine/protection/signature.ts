import { createMessage, type Key, readSignature, type Signature, type SignaturePacket, verify } from 'openpgp';
import { hashes, signing } from './algorithm-names.ts';
import { clockTolerance, openPgpSettings } from './openpgp-settings.ts';
import { parseKnownPublicKey } from './public-key.ts';

/** A public key that may have made a signature, with the addresses its owner is known by. */
export type Candidate = {
  readonly fingerprint: string;
  readonly publicKey: Uint8Array;
  readonly addresses: readonly string[];
};

/**
 * What a signature is worth. `valid` is by one of the candidates, over exactly these bytes; a broken one, one with a weak hash
 * and one by a revoked or then expired key are `invalid`. `fingerprint` is the signer's, or for an unknown key its key ID.
 */
export type SignatureFacts = {
  readonly status: 'valid' | 'invalid' | 'unknown-key' | 'none';
  readonly fingerprint: string | null;
  /** Milliseconds, as the signature says. */
  readonly signedAt: number | null;
  /** How it was made, for the details: "Ed25519", "SHA-512". Absent where nothing could be read. */
  readonly made?: { readonly algorithm: string; readonly hash: string };
};

export const noSignature: SignatureFacts = { status: 'none', fingerprint: null, signedAt: null };

/** The moment that signatures are judged at: one from a clock ahead of ours is no forgery. */
export function signatureDate(now: number): Date {
  return new Date(now + clockTolerance);
}

/** Parses the candidates' keys; one that cannot be read is no candidate. */
export async function readCandidates(candidates: readonly Pick<Candidate, 'publicKey'>[]): Promise<readonly Key[]> {
  const keys = await Promise.all(candidates.map(({ publicKey }) => parseKnownPublicKey(publicKey).catch(() => null)));
  return keys.filter((key) => key !== null);
}

type Verification = {
  readonly keyID: { toHex: () => string };
  readonly verified: Promise<true>;
  readonly signature: Promise<Signature>;
};

const order: readonly SignatureFacts['status'][] = ['valid', 'invalid', 'unknown-key'];

/** Sums up the library's verdicts: a valid signature counts most, then an invalid one of a known key, then an unknown key. */
export async function judgeSignatures(
  verifications: readonly Verification[],
  keys: readonly Key[],
): Promise<SignatureFacts> {
  const facts = await Promise.all(verifications.map((verification) => judgeOne(verification, keys)));
  return (
    order.map((status) => facts.find((fact) => fact.status === status)).find((fact) => fact !== undefined) ??
    noSignature
  );
}

async function judgeOne(verification: Verification, keys: readonly Key[]): Promise<SignatureFacts> {
  const keyId = verification.keyID.toHex();
  const signer = keys.find((key) => key.getKeys().some((part) => part.getKeyID().toHex() === keyId));
  const packet = await verification.signature.then(
    (signature) => signature.packets[0] ?? null,
    () => null,
  );
  const signedAt = packet?.created?.getTime() ?? null;
  const made = packet === null ? {} : { made: howSigned(packet) };
  if (signer === undefined) return { status: 'unknown-key', fingerprint: keyId, signedAt, ...made };
  const status = await verification.verified.then(
    () => 'valid' as const,
    () => 'invalid' as const,
  );
  return { status, fingerprint: signer.getFingerprint(), signedAt, ...made };
}

function howSigned({ publicKeyAlgorithm, hashAlgorithm }: SignaturePacket): NonNullable<SignatureFacts['made']> {
  return {
    algorithm: (publicKeyAlgorithm === null ? null : signing[publicKeyAlgorithm]) ?? '',
    hash: (hashAlgorithm === null ? null : hashes[hashAlgorithm]) ?? '',
  };
}

/** Verifies a detached signature (RFC 3156) over exact bytes. What is no signature at all is `invalid`. */
export async function verifyDetached(options: {
  readonly signed: Uint8Array;
  readonly signature: Uint8Array | string;
  readonly candidates: readonly Candidate[];
  readonly now: number;
}): Promise<SignatureFacts> {
  const keys = await readCandidates(options.candidates);
  try {
    const signature =
      typeof options.signature === 'string'
        ? await readSignature({ armoredSignature: options.signature, config: openPgpSettings })
        : await readSignature({ binarySignature: options.signature, config: openPgpSettings });
    const { signatures } = await verify({
      message: await createMessage({ binary: options.signed }),
      signature,
      verificationKeys: [...keys],
      date: signatureDate(options.now),
      format: 'binary',
      config: openPgpSettings,
    });
    const facts = await judgeSignatures(signatures, keys);
    return facts.status === 'none' ? { ...noSignature, status: 'invalid' } : facts;
  } catch {
    return { ...noSignature, status: 'invalid' };
  }
}
