import type { LetterPreview } from '../../contract/campaigns.ts';
import type { InputOf } from '../../contract/contract.ts';
import type { MergedMessage } from '../../contract/templates.ts';
import { EngineError } from '../base/errors.ts';
import { findAccount, readSettings } from '../journal/settings.ts';
import { htmlToText } from '../mime/html-text.ts';
import { getPatient } from '../patients/patients.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findPlannedRow, type RunRow } from '../store/tables/campaign-rows.ts';
import type { CampaignRecord } from '../store/tables/campaigns.ts';
import { findPatientDoctor } from '../store/tables/patients.ts';
import { fromLine } from '../submission/compose-mail.ts';
import { outsideOf } from '../submission/outside.ts';
import { approvedVersion, contentKindOf } from './campaign-view.ts';
import { getCampaign } from './campaigns.ts';
import { checkTemplate } from './check-template.ts';
import { findWay, type Way } from './find-way.ts';
import type { LetterSource } from './letter-source.ts';
import { exampleFacts, patientFacts, practiceFacts } from './patient-facts.ts';
import type { CampaignTerms, PlanFacts } from './plan-row.ts';
import { renderTemplate } from './render-template.ts';
import { withDocuments } from './with-documents.ts';
import { contentOf, senderName } from './write-letter.ts';

type Of = InputOf<'campaigns.preview'>['of'];

/** A letter before it is anybody's: what it says to one patient, and on what terms. */
type Sheet = {
  readonly terms: CampaignTerms;
  readonly sender: CampaignRecord['sender'];
  readonly merged: MergedMessage;
  /** What the plan said, where there is one. */
  readonly row: RunRow | null;
};

/**
 * One patient's letter as a run would write it and as it would leave, from the same code that writes and protects it; without a
 * patient, a made-up one's. Throws `not-found`.
 */
export async function previewLetter(
  db: ReadHandle,
  { of, patientId }: InputOf<'campaigns.preview'>,
  letters: LetterSource,
  facts: PlanFacts,
): Promise<LetterPreview> {
  const { terms, sender, merged, row } =
    'template' in of ? ofTemplate(db, of, patientId, facts.now) : ofCampaign(db, of, patientId, letters, facts.now);
  const account = findAccount(db);
  const patient = patientId === null ? null : getPatient(db, patientId);
  const doctor = row?.doctor ?? (patient === null ? '' : findPatientDoctor(db, patient.id));
  const way = row !== null ? plannedWay(row) : patient === null ? null : await findWay(db, patient, terms, facts);
  const to = { name: row?.name ?? patient?.name ?? '', address: way?.address ?? '' };
  const { reasons = [], lacks = [] } = way ?? {};
  const mode = reasons.length > 0 ? null : (way?.mode ?? null);
  return {
    message: merged.outcome === 'ready' ? finished(contentOf(db, terms, to, merged)) : merged,
    from: account === null ? null : fromLine(account, senderName({ sender }, { doctor })),
    to: to.address === '' ? null : to,
    contentKind: terms.contentKind,
    mode,
    modeReason: way?.modeReason ?? null,
    modeReasonAt: way?.modeReasonAt ?? null,
    reasons: [...reasons],
    lacks: [...lacks],
    outside:
      mode === null || patient === null
        ? null
        : outsideOf(db, mode, { patientId: patient.id, device: patient.device }, facts.reader),
  };
}

function finished({ subject, html }: { readonly subject: string; readonly html: string }): MergedMessage {
  return { outcome: 'ready', subject, html, text: htmlToText(html) };
}

function ofTemplate(
  db: ReadHandle,
  { template }: Extract<Of, { template: unknown }>,
  patientId: string | null,
  now: number,
): Sheet {
  const practice = practiceFacts(readSettings(db), now);
  const { fields, contentKind } = checkTemplate(template);
  const facts = patientId === null ? exampleFacts(fields, practice.today) : patientFacts(db, patientId, practice.today);
  return {
    terms: { purpose: template.purpose, contentKind, files: [] },
    sender: 'practice',
    merged: renderTemplate(template, facts, practice),
    row: null,
  };
}

function ofCampaign(
  db: ReadHandle,
  { campaignId }: Extract<Of, { campaignId: unknown }>,
  patientId: string | null,
  letters: LetterSource,
  now: number,
): Sheet {
  const campaign = getCampaign(db, campaignId);
  const opened = withDocuments(db, campaign, letters.open(db, campaign.templateId, approvedVersion(campaign), now));
  if (opened === null) throw new EngineError('not-found');
  const audience = letters.audience(db, campaign.segmentId, now);
  return {
    terms: {
      purpose: campaign.purpose,
      contentKind: contentKindOf(campaign, opened, audience),
      files: patientId === null ? [] : (opened.files?.(patientId) ?? []),
    },
    sender: campaign.sender,
    merged: patientId === null ? opened.sample() : opened.render(db, patientId),
    row: patientId === null ? null : findPlannedRow(db, campaignId, patientId),
  };
}

function plannedWay({ address, mode, modeReason, modeReasonAt, reasonsJson }: RunRow): Way {
  const { reasons, lacks }: Pick<Way, 'reasons' | 'lacks'> = JSON.parse(reasonsJson);
  return { address, mode, modeReason, modeReasonAt, reasons, lacks };
}
