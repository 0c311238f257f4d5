import type { RowReason } from '../../contract/campaigns.ts';
import type { MergedMessage } from '../../contract/templates.ts';
import { getPatient } from '../patients/patients.ts';
import type { Store } from '../store/open.ts';
import type { PlannedRow } from '../store/tables/campaign-rows.ts';
import { findPatientDoctor } from '../store/tables/patients.ts';
import { findWay } from './find-way.ts';
import type { CampaignTerms, PlanFacts } from './plan-row.ts';
import { isDeceased } from './still-meant.ts';

/** What a plan says about one patient, whichever run it is for. */
export type PlannedPatient = Omit<PlannedRow, 'campaignId' | 'position' | 'messageIdHeader'>;

/**
 * In which mode this patient is written to and at which address, or why not. `seen` knows who gets a letter already: the same
 * person twice on file gets one. Throws `not-found`.
 */
export async function planPatient(
  store: Store,
  patientId: string,
  of: {
    readonly terms: CampaignTerms;
    readonly facts: PlanFacts;
    readonly seen: Map<string, string>;
    readonly render: () => MergedMessage;
  },
): Promise<PlannedPatient> {
  const patient = getPatient(store.read, patientId);
  const way = await findWay(store.read, patient, of.terms, of.facts);
  const twin = `${way.address} ${patient.name.toLowerCase()} ${patient.birthDate}`;
  const other = of.seen.get(twin);
  const skipped: readonly RowReason[] = isDeceased(store.read, patientId)
    ? [{ code: 'deceased', detail: null }]
    : // A document goes to whom it is about, also where somebody is on file twice.
      other !== undefined && other !== patientId && of.terms.files.length === 0
      ? [{ code: 'duplicate', detail: other }]
      : way.reasons;
  const merged = skipped.length > 0 ? null : of.render();
  const held: readonly RowReason[] =
    merged?.outcome === 'held' ? merged.reasons.map(({ code, field }) => ({ code, detail: field })) : [];
  const verdict = skipped.length > 0 ? 'skipped' : held.length > 0 ? 'held' : 'send';
  if (verdict === 'send') of.seen.set(twin, patientId);
  return {
    patientId,
    verdict,
    name: patient.name,
    doctor: findPatientDoctor(store.read, patientId),
    address: way.address,
    mode: way.mode,
    modeReason: way.modeReason,
    modeReasonAt: way.modeReasonAt,
    reasonsJson: JSON.stringify({ reasons: [...skipped, ...held], lacks: way.lacks }),
  };
}
