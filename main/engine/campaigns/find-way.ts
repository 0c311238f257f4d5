import type { RowReason } from '../../contract/campaigns.ts';
import { listAddressTroubles } from '../patients/address-trouble.ts';
import type { ReadHandle } from '../store/sql.ts';
import { type CampaignTerms, type PlanFacts, planRow, type RowVerdict } from './plan-row.ts';

/** How a letter would reach a patient, or every reason why not; `address` is empty where none is on file. */
export type Way = RowVerdict & { readonly address: string };

const nowhere: Way = {
  address: '',
  mode: null,
  modeReason: null,
  modeReasonAt: null,
  reasons: [{ code: 'no-address', detail: null }],
  lacks: [],
};

/** Of a patient's addresses the first that will do; where none will, the first one's reasons are the ones to speak of. */
export async function findWay(
  db: ReadHandle,
  patient: { readonly id: string; readonly addresses: readonly string[] },
  terms: CampaignTerms,
  facts: PlanFacts,
): Promise<Way> {
  let first: Way | null = null;
  for (const address of patient.addresses) {
    const verdict = await planRow(db, { patientId: patient.id, address }, terms, facts);
    const way = { ...verdict, address, reasons: [...bounceReasons(db, address), ...verdict.reasons] };
    if (way.reasons.length === 0) return way;
    first ??= way;
  }
  return first ?? nowhere;
}

/** Mail to this address came back. A person may try once more to write there; a run does not. */
export function bounceReasons(db: ReadHandle, address: string): RowReason[] {
  return listAddressTroubles(db, [address]).map(({ at }) => ({ code: 'address-bounced', detail: String(at) }));
}
