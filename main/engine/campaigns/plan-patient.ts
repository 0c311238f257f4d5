import type { MergedMessage } from '../../contract/templates.ts';
import { listAddressTroubles } from '../patients/address-trouble.ts';
import { getPatient } from '../patients/patients.ts';
import type { Store } from '../store/open.ts';
import type { PlannedRow } from '../store/tables/campaign-rows.ts';
import { findPatientDoctor } from '../store/tables/patients.ts';
import { type CampaignTerms, type PlanFacts, planRow, type RowVerdict } from './plan-row.ts';
import { isDeceased } from './still-meant.ts';

/** A person may try once more to write where mail came back; a run does not. */
function withTrouble(store: Store, address: string, verdict: RowVerdict): RowVerdict {
  const [trouble] = listAddressTroubles(store.read, [address]);
  if (trouble === undefined) return verdict;
  return { ...verdict, reasons: [{ code: 'address-bounced', detail: String(trouble.at) }, ...verdict.reasons] };
}

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
  let found: { readonly address: string; readonly verdict: RowVerdict } | null = null;
  for (const address of patient.addresses) {
    const verdict = withTrouble(store, address, await planRow(store.read, { patientId, address }, of.terms, of.facts));
    // Where none will do, the first one's reasons are the ones to speak of.
    if (found === null || verdict.reasons.length === 0) found = { address, verdict };
    if (verdict.reasons.length === 0) break;
  }
  const address = found?.address ?? '';
  const twin = `${address} ${patient.name.toLowerCase()} ${patient.birthDate}`;
  const other = of.seen.get(twin);
  const skipped: RowVerdict['reasons'] = isDeceased(store.read, patientId)
    ? [{ code: 'deceased', detail: null }]
    : found === null
      ? [{ code: 'no-address', detail: null }]
      : // A document goes to whom it is about, also where somebody is on file twice.
        other !== undefined && of.terms.files.length === 0
        ? [{ code: 'duplicate', detail: other }]
        : found.verdict.reasons;
  const merged = skipped.length > 0 ? null : of.render();
  const held: RowVerdict['reasons'] =
    merged?.outcome === 'held' ? merged.reasons.map(({ code, field }) => ({ code, detail: field })) : [];
  const verdict = skipped.length > 0 ? 'skipped' : held.length > 0 ? 'held' : 'send';
  if (verdict === 'send') of.seen.set(twin, patientId);
  return {
    patientId,
    verdict,
    name: patient.name,
    doctor: findPatientDoctor(store.read, patientId),
    address,
    mode: found?.verdict.mode ?? null,
    modeReason: found?.verdict.modeReason ?? null,
    modeReasonAt: found?.verdict.modeReasonAt ?? null,
    reasonsJson: JSON.stringify({ reasons: [...skipped, ...held], lacks: found?.verdict.lacks ?? [] }),
  };
}
