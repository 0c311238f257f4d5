import type { CampaignRow, CampaignSummary, CampaignTotals, CampaignView } from '../../contract/campaigns.ts';
import { rowState } from '../../contract/campaigns.ts';
import { type ContentKind, modes } from '../../contract/fields.ts';
import { findAccount } from '../journal/settings.ts';
import type { ReadHandle } from '../store/sql.ts';
import {
  countAnswered,
  countBounced,
  countOptedOut,
  countRows,
  findCommonError,
  listReportRows,
  type ReportRow,
} from '../store/tables/campaign-rows.ts';
import { type CampaignRecord, findPlan } from '../store/tables/campaigns.ts';
import { findSendingLimit } from '../store/tables/sending-limits.ts';
import type { Audience, LetterSource, Letters } from './letter-source.ts';
import { moreDelicate } from './merge-fields.ts';
import { listObstacles } from './obstacles.ts';
import { limitNow } from './run-pace.ts';
import { withDocuments } from './with-documents.ts';

export function campaignTotals(db: ReadHandle, campaignId: string): CampaignTotals {
  const counts = countRows(db, campaignId);
  const sum = (fits: (each: (typeof counts)[number]) => boolean) =>
    counts.filter(fits).reduce((total, each) => total + each.total, 0);
  const isLetter = ({ state }: (typeof counts)[number]) => state !== 'held' && state !== 'skipped';
  return {
    all: sum(() => true),
    byState: keyed(rowState.options, (state) => sum((each) => each.state === state)),
    byMode: keyed(modes, (mode) => sum((each) => each.mode === mode && isLetter(each))),
    answered: countAnswered(db, campaignId),
    bounced: countBounced(db, campaignId),
    optedOut: countOptedOut(db, campaignId),
  };
}

function keyed<Key extends string>(keys: readonly Key[], value: (key: Key) => number): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<Key, number>;
}

export function campaignView(
  db: ReadHandle,
  campaign: CampaignRecord,
  options: { readonly letters: LetterSource; readonly planning: CampaignView['planning']; readonly now: number },
): CampaignView {
  const { letters, planning, now } = options;
  const { id, name, segmentId, templateId, purpose, sender, startAt, perHour } = campaign;
  const { state, stateAt, stateReason, savedBy, approvedAt, approvedBy } = campaign;
  const audience = letters.audience(db, segmentId, now);
  const opened = withDocuments(db, campaign, letters.open(db, templateId, approvedVersion(campaign), now));
  const letter = opened?.contentKind ?? 'health';
  const plan = planning === null ? findPlan(db, id) : null;
  return {
    id,
    name,
    segmentId,
    templateId,
    purpose,
    sender,
    startAt,
    perHour,
    ...(campaign.documentsId === null ? {} : { documentsId: campaign.documentsId }),
    segmentName: audience?.name ?? '',
    templateName: opened?.name ?? '',
    contentKind: contentKindOf(campaign, opened, audience),
    groupTells: moreDelicate(letter, audience?.contentKind ?? 'general') !== letter,
    state,
    stateAt,
    pauseReason: stateReason === '' ? null : stateReason,
    savedBy,
    approvedAt,
    approvedBy,
    plannedAt: plan?.plannedAt ?? null,
    planning,
    obstacles: state === 'planned' ? listObstacles(db, campaign, letters, now) : [],
    limit: state === 'running' || state === 'paused' ? serverLimit(db, now) : null,
    trouble: stateReason === 'many-errors' ? findCommonError(db, id, approvedAt ?? 0) : null,
    totals: campaignTotals(db, id),
  };
}

function serverLimit(db: ReadHandle, now: number): CampaignView['limit'] {
  const host = findAccount(db)?.smtp.host;
  const found = host === undefined ? null : limitNow(findSendingLimit(db, host), now);
  if (found === null) return null;
  const { per, letters, answer, learntAt, restUntil } = found;
  return { per, letters, answer, learntAt, restUntil: restUntil > now ? restUntil : null };
}

export function campaignSummary(
  db: ReadHandle,
  campaign: CampaignRecord,
  letters: LetterSource,
  now: number,
): CampaignSummary {
  const { id, name, purpose, state, stateAt, startAt } = campaign;
  return {
    id,
    name,
    segmentName: letters.audience(db, campaign.segmentId, now)?.name ?? '',
    templateName: letters.open(db, campaign.templateId, approvedVersion(campaign), now)?.name ?? '',
    purpose,
    state,
    stateAt,
    startAt,
    totals: campaignTotals(db, id),
  };
}

/** A page of the plan or of the report: the same rows, read again. */
export function campaignRows(
  db: ReadHandle,
  campaignId: string,
  page: Parameters<typeof listReportRows>[2],
): { readonly rows: CampaignRow[]; readonly total: number } {
  const counts = countRows(db, campaignId).filter(({ state }) => page.states?.includes(state) ?? true);
  return {
    rows: listReportRows(db, campaignId, page).map(toRow),
    total: counts.reduce((sum, { total }) => sum + total, 0),
  };
}

export function toRow(row: ReportRow): CampaignRow {
  const { reasons, lacks }: Pick<CampaignRow, 'reasons' | 'lacks'> = JSON.parse(row.reasonsJson);
  const { patientId, name, doctor, address, state, mode, modeReason, modeReasonAt } = row;
  const { threadId, outboxId, at, code, response, checked, answeredAt, bouncedAt, optedOutAt } = row;
  return {
    patientId,
    name,
    doctor,
    address,
    state,
    mode,
    modeReason,
    modeReasonAt,
    reasons,
    lacks,
    threadId,
    outboxId,
    at,
    code,
    response,
    checked,
    answeredAt,
    bouncedAt,
    optedOutAt,
  };
}

/** How delicate its letters are: as was approved, or as text and group stand now. */
export function contentKindOf(
  campaign: CampaignRecord,
  letters: Pick<Letters, 'contentKind'> | null,
  audience: Pick<Audience, 'contentKind'> | null,
): ContentKind {
  if (campaign.approvedAt !== null) return campaign.contentKind;
  return moreDelicate(letters?.contentKind ?? 'health', audience?.contentKind ?? 'general');
}

/** What is sent is what was approved, whatever the template says by now. */
export function approvedVersion({ approvedAt, templateVersion }: CampaignRecord): number | null {
  return approvedAt === null ? null : templateVersion;
}
