import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { consentStatus } from '../policy/consent-status.ts';
import { makeOptOutToken } from '../protection/opt-out-token.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { findKeptSecret, optOutKeyName } from '../store/tables/kept-secret.ts';
import { listUnnotedOptOuts, setOptOutNoted } from '../store/tables/opt-out-mail.ts';
import { findPatientRow } from '../store/tables/patients.ts';
import { ledger, recordConsent } from './consent.ts';

/**
 * The value of List-Unsubscribe (RFC 2369) for marketing to one patient: a mail to ourselves whose subject names them. No
 * web address, which link scanners would open. Throws `not-found` before the first session made the key.
 */
export function unsubscribeValue(db: ReadHandle, patientId: string, ownAddress: string): string {
  const key = findKeptSecret(db, optOutKeyName);
  if (key === null) throw new EngineError('not-found', { what: optOutKeyName });
  const token = makeOptOutToken(key, 'marketing', patientId);
  return `<mailto:${ownAddress}?subject=unsubscribe%20${token}>`;
}

/** True where the ledger's last word on marketing is a no. `now` in ms. */
export function isOptedOut(db: ReadHandle, patientId: string, now: number): boolean {
  const rows = ledger(db, patientId).filter(({ purpose }) => purpose === 'marketing');
  const { status } = consentStatus(rows, now);
  return status === 'withdrawn' || status === 'declined';
}

/** Puts every opt-out that came by mail into the ledger, each once, whatever crashed between; whose they were. */
export function noteOptOuts(db: WriteHandle, journal: Journal, now: number): readonly string[] {
  const mails = listUnnotedOptOuts(db);
  for (const mail of mails) {
    setOptOutNoted(db, mail);
    if (findPatientRow(db, mail.patientId) === null || isOptedOut(db, mail.patientId, now)) continue;
    recordConsent(db, journal, {
      patientId: mail.patientId,
      purpose: 'marketing',
      event: 'withdrawn',
      how: 'reply-by-mail',
      wording: mail.words,
      wordingVersion: 'by-mail',
      warned: false,
      until: null,
      threadId: null,
      scan: null,
    });
  }
  return [...new Set(mails.map(({ patientId }) => patientId))];
}
