import type { CampaignContent, PauseReason } from '../../contract/campaigns.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { newId } from '../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import {
  clearRowHanded,
  countRows,
  listRowDrafts,
  listRowsOnTheirWay,
  markRowsUnchecked,
  setRowsChecked,
} from '../store/tables/campaign-rows.ts';
import { type CampaignRecord, deletePlan, findCampaign, findPlan, listCampaigns } from '../store/tables/campaigns.ts';
import { findDocumentBatch } from '../store/tables/document-batches.ts';
import { releaseDocuments } from '../store/tables/documents.ts';
import { deleteDraft } from '../store/tables/drafts.ts';
import { findOutboxRow, moveOutboxRow } from '../store/tables/outbox.ts';
import { takeBack } from '../submission/undo.ts';
import type { LetterSource } from './letter-source.ts';
import { listObstacles } from './obstacles.ts';

/** Throws `not-found`. */
export function getCampaign(db: ReadHandle, campaignId: string): CampaignRecord {
  const campaign = findCampaign(db, campaignId);
  if (campaign === null) throw new EngineError('not-found');
  return campaign;
}

/** Writes what a person decided; throws `state-changed` once the campaign was approved. */
export function saveCampaign(
  db: WriteHandle,
  journal: Journal,
  input: { readonly campaignId: string | null; readonly content: CampaignContent },
): string {
  const campaignId = input.campaignId ?? newId('ca');
  if (input.campaignId !== null) getIn(db, campaignId, 'planned');
  journal.append(db, 'campaign.saved', { ...input.content, campaignId });
  return campaignId;
}

/** Removes one that was never approved; throws `state-changed` for any other. */
export function removeCampaign(db: WriteHandle, journal: Journal, campaignId: string): void {
  const campaign = getIn(db, campaignId, 'planned', 'restored');
  if (campaign.approvedAt !== null) throw new EngineError('state-changed');
  deletePlan(db, campaignId);
  journal.append(db, 'campaign.removed', { campaignId });
}

/**
 * A person approves the plan of `plannedAt`. Throws `state-changed` where another plan stands by now, or something against
 * it.
 */
export function startCampaign(
  db: WriteHandle,
  journal: Journal,
  approved: { readonly campaignId: string; readonly plannedAt: number },
  letters: LetterSource,
  now: number,
): void {
  const campaign = getIn(db, approved.campaignId, 'planned');
  const plan = findPlan(db, campaign.id);
  if (plan?.plannedAt !== approved.plannedAt) throw new EngineError('state-changed');
  if (listObstacles(db, campaign, letters, now).length > 0) throw new EngineError('state-changed');
  // The documents left with another campaign.
  if (campaign.documentsId !== null && findDocumentBatch(db, campaign.documentsId)?.approved === 1)
    throw new EngineError('state-changed');
  const waiting = countRows(db, campaign.id).filter(({ state }) => state === 'waiting');
  journal.append(db, 'campaign.started', {
    campaignId: campaign.id,
    name: campaign.name,
    plannedAt: plan.plannedAt,
    templateVersion: plan.templateVersion,
    contentKind: plan.contentKind,
    letters: waiting.reduce((sum, { total }) => sum + total, 0),
  });
}

/** Halts a running campaign at once: what the outbox has not tried yet is taken back into the plan. */
export function pauseCampaign(
  db: WriteHandle,
  journal: Journal,
  campaignId: string,
  reason: PauseReason,
  now: number,
): void {
  const { name } = getIn(db, campaignId, 'running');
  journal.append(db, 'campaign.paused', { campaignId, name, reason });
  takeBackQueued(db, journal, campaignId, now);
}

/** Goes on. After a restore only with what is known not to have left. */
export function resumeCampaign(db: WriteHandle, journal: Journal, campaignId: string): void {
  const { name, approvedAt } = getIn(db, campaignId, 'paused', 'restored');
  if (approvedAt === null) throw new EngineError('state-changed');
  journal.append(db, 'campaign.resumed', { campaignId, name });
}

/** Everything left that was to leave. */
export function finishCampaign(db: WriteHandle, journal: Journal, { id, name, documentsId }: CampaignRecord): void {
  journal.append(db, 'campaign.finished', { campaignId: id, name });
  if (documentsId !== null) releaseDocuments(db, documentsId);
}

/** Ends a campaign for good: what has not left never will. */
export function stopCampaign(db: WriteHandle, journal: Journal, campaignId: string, now: number): void {
  const { name, documentsId } = getIn(db, campaignId, 'running', 'paused', 'restored');
  journal.append(db, 'campaign.stopped', { campaignId, name });
  takeBackQueued(db, journal, campaignId, now);
  for (const draftId of listRowDrafts(db, campaignId)) deleteDraft(db, draftId);
  if (documentsId !== null) releaseDocuments(db, documentsId);
}

/**
 * After a backup was put in place of the database: letters of a run that were waiting in it may have left since. They are
 * unsure, like one whose answer was lost, and nothing goes on by itself. A campaign that was only planned then may have
 * been sent as a whole.
 */
export function settleRestoredCampaigns(db: WriteHandle, journal: Journal): void {
  for (const { id: campaignId, name, state } of listCampaigns(db)) {
    if (state === 'stopped' || state === 'finished') continue;
    journal.append(db, 'campaign.restored', { campaignId, name });
    for (const { outboxId } of listRowsOnTheirWay(db, campaignId)) {
      const row = findOutboxRow(db, outboxId);
      if (row?.state !== 'queued') continue;
      moveOutboxRow(db, outboxId, 'queued', {
        state: 'unsure',
        attempts: row.attempts + 1,
        checked: 'not-checked',
        code: 'answer-lost',
      });
      journal.append(db, 'message.unsure', {
        outboxId,
        to: (JSON.parse(row.envelopeToJson) as string[]).join(', '),
        checked: 'not-checked',
      });
    }
    markRowsUnchecked(db, campaignId);
  }
}

/** A person says whether letters had left that nobody can tell about; throws `state-changed` where there are none. */
export function settleUnsure(
  db: WriteHandle,
  journal: Journal,
  said: { readonly campaignId: string; readonly patientId: string | null; readonly left: boolean },
): void {
  getIn(db, said.campaignId, 'restored', 'paused');
  const settled = setRowsChecked(db, said.campaignId, said.patientId, said.left ? 'said-sent' : 'said-not-sent');
  if (settled === 0) throw new EngineError('state-changed');
  journal.append(db, 'campaign.settled', said);
}

/** Takes what is not on the wire back into the plan. */
export function takeBackQueued(db: WriteHandle, journal: Journal, campaignId: string, now: number): void {
  for (const { outboxId, draftId, state } of listRowsOnTheirWay(db, campaignId)) {
    // One that is on the wire is settled by its server's answer.
    if (state !== 'queued') continue;
    takeBack(db, journal, outboxId, (row) => row.state === 'queued', now);
    clearRowHanded(db, draftId);
  }
}

function getIn(db: ReadHandle, campaignId: string, ...states: readonly CampaignRecord['state'][]): CampaignRecord {
  const campaign = getCampaign(db, campaignId);
  if (!states.includes(campaign.state)) throw new EngineError('state-changed');
  return campaign;
}
