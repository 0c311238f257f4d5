import { EngineError } from '../base/errors.ts';
import { buildEncrypted, buildPayload, buildPlain } from '../mime/build-message.ts';
import { buildSmimeEncrypted, buildSmimeSigned } from '../mime/build-smime.ts';
import type { Mail } from '../mime/types.ts';
import { encryptAndSign } from '../protection/openpgp.ts';
import type { SmimeIdentity } from '../protection/smime-decrypt.ts';
import { encryptSmime, type SmimeRecipient } from '../protection/smime-encrypt.ts';
import { ownCapabilities, signSmime } from '../protection/smime-sign.ts';
import { checkBytes } from './check-bytes.ts';
import { type SealedProtection, sealedBytes } from './protect-sealed.ts';

/** What it takes to protect one message to one envelope. Crosses into a worker, so it is plain data. */
export type ProtectJob = {
  readonly mail: Mail;
  /** The subject every server on the way can read. */
  readonly visibleSubject: string;
  readonly envelopeTo: readonly string[];
  readonly ownPrivateKey: string;
  readonly ownPublicKey: Uint8Array;
  /** True where the practice's copy is to be filed on the server. */
  readonly copy: boolean;
  readonly now: number;
  readonly protection:
    | { readonly mode: 'openpgp'; readonly recipientKeys: readonly Uint8Array[] }
    | {
        readonly mode: 'smime';
        readonly recipients: readonly SmimeRecipient[];
        /** Signs. */
        readonly signing: SmimeIdentity;
        /** Is encrypted to beside the recipients, so that we can read it. */
        readonly receiving: SmimeIdentity;
      }
    | SealedProtection
    | { readonly mode: 'tls' }
    | { readonly mode: 'open' };
};

/** What leaves in these modes is encrypted to ourselves as well; of all else the copy takes our own OpenPGP key. */
export const readableForUs: ReadonlySet<ProtectJob['protection']['mode']> = new Set(['openpgp', 'smime']);

export type ProtectedMessage = { readonly bytes: Uint8Array; readonly copyBytes: Uint8Array | null };

/**
 * Builds and protects the message, then reads the finished bytes again and checks that they are what was decided.
 * Throws `protection-mismatch` loudly when they are not; also `key-unusable`, `phrase-missing`, `header-invalid`.
 */
export async function protect(job: ProtectJob): Promise<ProtectedMessage> {
  const bytes = await protectedBytes(job);
  await checkBytes(bytes, job);
  if (!job.copy) return { bytes, copyBytes: null };
  // What we put on the server is readable for ourselves alone, whichever way the message left.
  const copyBytes = readableForUs.has(job.protection.mode) ? null : await encryptedBytes(job, []);
  return { bytes, copyBytes };
}

function outerHeaders(job: ProtectJob): Mail {
  return { ...job.mail, subject: job.visibleSubject };
}

/** The message built and protected, before its last check. What leaves comes from `protect` alone. */
export async function protectedBytes(job: ProtectJob): Promise<Uint8Array> {
  const { protection } = job;
  if (protection.mode === 'open' || protection.mode === 'tls') return buildPlain(job.mail);
  if (protection.mode === 'openpgp') {
    if (protection.recipientKeys.length === 0) throw new EngineError('key-unusable', { reason: 'no-recipient' });
    return encryptedBytes(job, protection.recipientKeys);
  }
  if (protection.mode === 'smime') return smimeBytes(job, protection);
  return sealedBytes(job, protection);
}

/** Signed, then encrypted: the signature is what shows a change where the encryption cannot (RFC 8551, 3.7). */
async function smimeBytes(
  job: ProtectJob,
  { recipients, signing, receiving }: Extract<ProtectJob['protection'], { readonly mode: 'smime' }>,
): Promise<Uint8Array> {
  if (recipients.length === 0) throw new EngineError('key-unusable', { reason: 'no-recipient' });
  const payload = await buildPayload(job.mail, { subject: job.visibleSubject });
  const { cms, micalg } = await signSmime({ payload, identity: signing, form: 'detached', now: job.now });
  const own = { certificate: receiving.certificate, capabilities: ownCapabilities };
  const message = await encryptSmime({
    payload: buildSmimeSigned(payload, cms, micalg),
    recipients: [...recipients, own],
    now: job.now,
  });
  return buildSmimeEncrypted(outerHeaders(job), message);
}

async function encryptedBytes(job: ProtectJob, recipientKeys: readonly Uint8Array[]): Promise<Uint8Array> {
  const armored = await encryptAndSign({
    payload: await buildPayload(job.mail, { subject: job.visibleSubject }),
    privateKey: job.ownPrivateKey,
    recipients: [...recipientKeys, job.ownPublicKey],
    now: job.now,
  });
  return buildEncrypted(outerHeaders(job), armored);
}
