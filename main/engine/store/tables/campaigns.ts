import type { CampaignSender, CampaignState, PauseReason } from '../../../contract/campaigns.ts';
import type { ContentKind } from '../../../contract/fields.ts';
import type { SendPurpose } from '../../../contract/templates.ts';
import type { ReadHandle, WriteHandle } from '../sql.ts';

/** What a person planned, and how far it was let go. Changed by journal entries alone. */
export type CampaignRecord = {
  readonly id: string;
  readonly name: string;
  readonly segmentId: string;
  readonly templateId: string;
  readonly purpose: SendPurpose;
  readonly sender: CampaignSender;
  readonly startAt: number | null;
  readonly perHour: number | null;
  /** The batch that its letters take documents from; null: none. */
  readonly documentsId: string | null;
  readonly savedAt: number;
  readonly savedBy: string;
  readonly state: CampaignState;
  readonly stateAt: number;
  /** Empty unless it is paused. */
  readonly stateReason: PauseReason | '';
  readonly approvedAt: number | null;
  readonly approvedBy: string;
  /** Of what was approved; 0 before. */
  readonly templateVersion: number;
  readonly contentKind: ContentKind;
  /** The rule whose letters these are; null where a person planned them. */
  readonly automationId: string | null;
};

const columns = `id, name, segment_id AS segmentId, template_id AS templateId, purpose, sender, start_at AS startAt,
  per_hour AS perHour, documents_id AS documentsId, saved_at AS savedAt, saved_by AS savedBy, state, state_at AS stateAt,
  state_reason AS stateReason, approved_at AS approvedAt, approved_by AS approvedBy,
  template_version AS templateVersion, content_kind AS contentKind, automation_id AS automationId`;

export function findCampaign(db: ReadHandle, id: string): CampaignRecord | null {
  return db.find(`SELECT ${columns} FROM campaign WHERE id = $id`, { id });
}

/** Newest first. */
export function listCampaigns(db: ReadHandle): CampaignRecord[] {
  return db.list(`SELECT ${columns} FROM campaign ORDER BY saved_at DESC, id`);
}

/** What people planned, newest first. */
export function listOwnCampaigns(db: ReadHandle): CampaignRecord[] {
  return db.list(`SELECT ${columns} FROM campaign WHERE automation_id IS NULL ORDER BY saved_at DESC, id`);
}

/** Runs of rules that stand still and wait for a person, newest first. */
export function listHaltedRuns(db: ReadHandle): CampaignRecord[] {
  return db.list(
    `SELECT ${columns} FROM campaign WHERE state IN ('paused', 'restored') AND automation_id IS NOT NULL
     ORDER BY saved_at DESC, id`,
  );
}

export function listCampaignsIn(db: ReadHandle, state: CampaignState): CampaignRecord[] {
  return db.list(`SELECT ${columns} FROM campaign WHERE state = $state ORDER BY approved_at, id`, { state });
}

/** What a plan was worked out from. */
export type PlanRecord = {
  readonly plannedAt: number;
  readonly segmentVersion: number;
  readonly templateVersion: number;
  readonly contentKind: ContentKind;
};

/** The finished plan, or null. */
export function findPlan(db: ReadHandle, campaignId: string): PlanRecord | null {
  return db.find(
    `SELECT planned_at AS plannedAt, segment_version AS segmentVersion, template_version AS templateVersion,
       content_kind AS contentKind FROM campaign_plan WHERE campaign_id = $campaignId AND complete = 1`,
    { campaignId },
  );
}

/** A plan that is begun counts for nothing until it is complete. */
export function beginPlan(db: WriteHandle, campaignId: string, plan: PlanRecord): void {
  db.change(
    `INSERT INTO campaign_plan (campaign_id, planned_at, segment_version, template_version, content_kind, complete)
     VALUES ($campaignId, $plannedAt, $segmentVersion, $templateVersion, $contentKind, 0)
     ON CONFLICT (campaign_id) DO UPDATE SET planned_at = excluded.planned_at,
       segment_version = excluded.segment_version, template_version = excluded.template_version,
       content_kind = excluded.content_kind, complete = 0`,
    { campaignId, ...plan },
  );
}

export function completePlan(db: WriteHandle, campaignId: string, plannedAt: number): void {
  db.change('UPDATE campaign_plan SET complete = 1 WHERE campaign_id = $campaignId AND planned_at = $plannedAt', {
    campaignId,
    plannedAt,
  });
}

/** Forgets the plan and its rows; the caller sees to it that nothing of it was begun. */
export function deletePlan(db: WriteHandle, campaignId: string): void {
  db.changeAny('DELETE FROM campaign_plan WHERE campaign_id = $campaignId', { campaignId });
  db.changeAny('DELETE FROM campaign_row WHERE campaign_id = $campaignId', { campaignId });
}
