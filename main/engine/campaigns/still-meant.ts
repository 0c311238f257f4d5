import type { RowReason } from '../../contract/campaigns.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findRunRow, type PlannedRow } from '../store/tables/campaign-rows.ts';
import { listAddressesOf } from '../store/tables/known-patients.ts';
import { findMergeRow } from '../store/tables/merge-facts.ts';
import { listTags } from '../store/tables/patient-facts.ts';
import { bounceReasons } from './find-way.ts';
import type { Audience } from './letter-source.ts';

/** The tag that an import gives to whoever has died, in either language. */
const died = /^(deceased|fallecid[oa])$/i;

/** Whether a patient is marked as having died. */
export function isDeceased(db: ReadHandle, patientId: string): boolean {
  const number = findMergeRow(db, patientId)?.number;
  return number !== undefined && listTags(db, number).some((tag) => died.test(tag));
}

/**
 * Why a patient of an approved plan is written to no more: days may lie between plan and letter. `audience` is the group as it
 * stands, or null where its rule is another one than the plan was made with.
 */
export function whyNotMeant(
  db: ReadHandle,
  { patientId, address }: Pick<PlannedRow, 'patientId' | 'address'>,
  audience: Pick<Audience, 'includes'> | null,
): RowReason[] {
  if (findMergeRow(db, patientId) === null) return [{ code: 'patient-gone', detail: null }];
  const reasons: RowReason[] = [];
  if (isDeceased(db, patientId)) reasons.push({ code: 'deceased', detail: null });
  if (!listAddressesOf(db, patientId).includes(address)) reasons.push({ code: 'address-changed', detail: address });
  reasons.push(...bounceReasons(db, address));
  if (reasons.length === 0 && audience !== null && !audience.includes(patientId)) {
    reasons.push({ code: 'left-group', detail: null });
  }
  return reasons;
}

/** Whether a message of a run that waits in the outbox may still go to its patient; true for every other message. */
export function isStillMeant(db: ReadHandle, messageIdHeader: string): boolean {
  const row = findRunRow(db, messageIdHeader);
  return row === null || whyNotMeant(db, row, null).length === 0;
}
