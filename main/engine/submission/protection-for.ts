import type { Mode } from '../../contract/fields.ts';
import { EngineError } from '../base/errors.ts';
import { listCertificates } from '../patients/certificates.ts';
import { listKeys } from '../patients/keys.ts';
import { findOwnIdentities } from '../patients/own-certificates.ts';
import type { RecipientFacts } from '../policy/facts.ts';
import { findRecipientCertificate } from '../policy/recipient-certificate.ts';
import { findRecipientKey } from '../policy/recipient-key.ts';
import { certificateUnusable } from '../protection/smime-certificate.ts';
import type { SmimeRecipient } from '../protection/smime-encrypt.ts';
import type { ReadHandle } from '../store/sql.ts';
import { getOwnKey } from '../store/tables/own-key.ts';
import type { ProtectJob } from './protect.ts';
import { type SealedWishes, sealedProtection } from './sealed-protection.ts';

type Protection = Pick<ProtectJob, 'protection' | 'ownPrivateKey' | 'ownPublicKey'>;

/** The keys and phrases that a mode needs for these recipients. Throws `phrase-missing`, `key-unusable` or `certificate-unreadable`. */
export async function protectionFor(
  db: ReadHandle,
  mode: Mode,
  recipients: readonly RecipientFacts[],
  sealed: SealedWishes,
  now: number,
): Promise<Protection> {
  const own = getOwnKey(db);
  const keys = { ownPrivateKey: own.privateKey, ownPublicKey: own.publicKey };
  if (mode === 'tls' || mode === 'open') return { ...keys, protection: { mode } };
  if (mode === 'openpgp') {
    const recipientKeys = await Promise.all(recipients.map((recipient) => keyOf(db, recipient, now)));
    return { ...keys, protection: { mode, recipientKeys } };
  }
  if (mode === 'smime') {
    const identities = findOwnIdentities(db, now);
    if (identities === null) throw certificateUnusable('own-certificate');
    const certificates = await Promise.all(recipients.map((each) => certificateOf(db, each, now)));
    return { ...keys, protection: { mode, recipients: certificates, ...identities } };
  }
  return { ...keys, protection: sealedProtection(db, recipients, sealed) };
}

/** The very certificate that policy decided on. */
async function certificateOf(db: ReadHandle, recipient: RecipientFacts, now: number): Promise<SmimeRecipient> {
  const fingerprint = findRecipientCertificate(recipient)?.fingerprint;
  const kept = await listCertificates(db, recipient.address, now);
  const found = kept.find((each) => each.fingerprint === fingerprint);
  if (found === undefined) throw certificateUnusable('none-for-recipient');
  return { certificate: found.bytes, capabilities: found.capabilities };
}

/** The very key that policy decided on. */
async function keyOf(db: ReadHandle, recipient: RecipientFacts, now: number): Promise<Uint8Array> {
  const fingerprint = findRecipientKey(recipient)?.fingerprint;
  const key = (await listKeys(db, recipient.address, now)).find((each) => each.fingerprint === fingerprint);
  if (key === undefined) throw new EngineError('key-unusable', { reason: 'no-key' });
  return key.bytes;
}
