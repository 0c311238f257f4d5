import type { InputOf } from '../../contract/contract.ts';
import type { ConsentView, Purpose } from '../../contract/fields.ts';
import type { LedgerRow } from '../../contract/patients.ts';
import type { Journal } from '../journal/journal.ts';
import { consentStatus, consentWarned } from '../policy/consent-status.ts';
import { newId } from '../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { type ConsentRow, listConsentRows } from '../store/tables/consent-rows.ts';
import { getPatient } from './patients.ts';

/** Everything that was asked, given, declined and withdrawn, newest first. */
export function ledger(db: ReadHandle, patientId: string): LedgerRow[] {
  return listConsentRows(db, patientId).map(toLedgerRow);
}

function toLedgerRow(row: ConsentRow): LedgerRow {
  return {
    id: row.id,
    purpose: row.purpose as Purpose,
    event: row.event as LedgerRow['event'],
    how: row.how as LedgerRow['how'],
    wording: row.wording,
    wordingVersion: row.wordingVersion,
    warned: row.warned === 1,
    recordedBy: row.recordedBy,
    at: row.at,
    until: row.until,
    threadId: row.threadId,
    scan: row.scanName === null ? null : { name: row.scanName, size: row.scanSize ?? 0 },
  };
}

/** What the ledger says now for each purpose. An access request counts for its own conversation only. */
export function consentNow(
  rows: readonly LedgerRow[],
  now: number,
  threadId: string | null,
): {
  readonly email: ConsentView;
  readonly marketing: ConsentView;
  readonly accessRequest: ConsentView;
  readonly warned: boolean;
} {
  const of = (purpose: Purpose) => rows.filter((row) => row.purpose === purpose);
  const requests = of('access-request').filter((row) => threadId !== null && row.threadId === threadId);
  return {
    email: consentStatus(of('unencrypted-email'), now),
    marketing: consentStatus(of('marketing'), now),
    accessRequest: consentStatus(requests, now),
    warned: consentWarned(of('unencrypted-email'), now),
  };
}

/** Adds a row; nothing in the ledger is ever changed. */
export function recordConsent(db: WriteHandle, journal: Journal, input: InputOf<'patients.recordConsent'>): string {
  getPatient(db, input.patientId);
  const rowId = newId('cr');
  const { scan, ...said } = input;
  journal.append(db, 'consent.recorded', {
    ...said,
    rowId,
    scanName: scan?.name ?? null,
    scan: scan === null ? null : Buffer.from(scan.bytes).toString('base64'),
  });
  return rowId;
}
