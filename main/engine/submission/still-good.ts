import { readerState, readReader } from '../journal/reader.ts';
import { listCertificates } from '../patients/certificates.ts';
import { listKeys } from '../patients/keys.ts';
import { isOwnCertificateGood } from '../patients/own-certificates.ts';
import type { ReadHandle } from '../store/sql.ts';
import type { OutboxDecision } from '../store/tables/outbox.ts';
import { findNewestPhrase } from '../store/tables/phrases.ts';

/** What a finished message was protected with is no longer good: only a person can decide, and make it a draft again. */
export type NoLongerGood =
  | 'key-no-longer-good'
  | 'certificate-no-longer-good'
  | 'own-certificate-no-longer-good'
  | 'phrase-replaced'
  | 'reader-differs';

/** Whether what a message was encrypted or sealed with is still there and good at `now`: null, or what is not. */
export async function findNoLongerGood(
  db: ReadHandle,
  { mode, recipients, encryptedTo, signedBy, sealedWith }: OutboxDecision,
  now: number,
): Promise<NoLongerGood | null> {
  if (mode === 'sealed') return sealedWith === undefined ? 'phrase-replaced' : judgeSealed(db, sealedWith, now);
  if (mode === 'smime' && (signedBy === undefined || !isOwnCertificateGood(db, signedBy, now))) {
    return 'own-certificate-no-longer-good';
  }
  for (const address of recipients) {
    const kept = mode === 'openpgp' ? await listKeys(db, address, now) : await listCertificates(db, address, now);
    const found = kept.find(({ fingerprint }) => fingerprint === encryptedTo?.[address]);
    if (found?.status !== 'usable') return mode === 'openpgp' ? 'key-no-longer-good' : 'certificate-no-longer-good';
  }
  return null;
}

function judgeSealed(
  db: ReadHandle,
  { patientId, phraseId, reader }: NonNullable<OutboxDecision['sealedWith']>,
  now: number,
): NoLongerGood | null {
  // Whoever makes a new phrase gives the old one up, also before the new one is given.
  if (findNewestPhrase(db, patientId)?.id !== phraseId) return 'phrase-replaced';
  if (reader === null) return null;
  const page = readReader(db);
  return page.address !== reader || readerState(page, now) === 'differs' ? 'reader-differs' : null;
}
