import type { Mode } from '../../contract/fields.ts';
import { EngineError } from '../base/errors.ts';
import { findAccount, readSettings } from '../journal/settings.ts';
import { listCertificates } from '../patients/certificates.ts';
import { listKeys } from '../patients/keys.ts';
import { findOwnIdentities } from '../patients/own-certificates.ts';
import { getGivenPhrase } from '../patients/phrases.ts';
import type { RecipientFacts } from '../policy/facts.ts';
import { findRecipientCertificate } from '../policy/recipient-certificate.ts';
import { findRecipientKey } from '../policy/recipient-key.ts';
import { generateReplySecret } from '../protection/sealed-letter.ts';
import type { SmimeRecipient } from '../protection/smime-encrypt.ts';
import { newId } from '../store/new-id.ts';
import type { ReadHandle } from '../store/sql.ts';
import { getOwnKey } from '../store/tables/own-key.ts';
import { letterCover } from './letter-cover.ts';
import type { ProtectJob } from './protect.ts';

type Protection = Pick<ProtectJob, 'protection' | 'ownPrivateKey' | 'ownPublicKey'>;

/** The keys and phrases that a mode needs for these recipients. Throws `phrase-missing` or `key-unusable`. */
export async function protectionFor(
  db: ReadHandle,
  mode: Mode,
  recipients: readonly RecipientFacts[],
  pageTemplate: () => string,
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
    if (identities === null) throw new EngineError('key-unusable', { reason: 'own-certificate' });
    const certificates = await Promise.all(recipients.map((each) => certificateOf(db, each, now)));
    return { ...keys, protection: { mode, recipients: certificates, ...identities } };
  }
  const [recipient, another] = recipients;
  if (!recipient?.patientId || another) throw new EngineError('phrase-missing');
  const { words, sign, language } = getGivenPhrase(db, recipient.patientId);
  const { practice } = readSettings(db);
  return {
    ...keys,
    protection: {
      mode,
      template: pageTemplate(),
      phrase: words.reveal(),
      letterId: newId('lt'),
      replySecret: generateReplySecret(),
      language,
      practice: {
        name: practice.name,
        address: findAccount(db)?.address ?? '',
        telephone: practice.telephone,
        sign,
      },
      cover: letterCover(language, { practiceName: practice.name, telephone: practice.telephone, sign }),
    },
  };
}

/** The very certificate that policy decided on. */
async function certificateOf(db: ReadHandle, recipient: RecipientFacts, now: number): Promise<SmimeRecipient> {
  const fingerprint = findRecipientCertificate(recipient)?.fingerprint;
  const kept = await listCertificates(db, recipient.address, now);
  const found = kept.find((each) => each.fingerprint === fingerprint);
  if (found === undefined) throw new EngineError('key-unusable', { reason: 'no-certificate' });
  return { certificate: found.bytes, capabilities: found.capabilities };
}

/** The very key that policy decided on. */
async function keyOf(db: ReadHandle, recipient: RecipientFacts, now: number): Promise<Uint8Array> {
  const fingerprint = findRecipientKey(recipient)?.fingerprint;
  const key = (await listKeys(db, recipient.address, now)).find((each) => each.fingerprint === fingerprint);
  if (key === undefined) throw new EngineError('key-unusable', { reason: 'no-key' });
  return key.bytes;
}
