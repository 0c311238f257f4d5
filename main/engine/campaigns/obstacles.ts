import type { CampaignObstacle } from '../../contract/campaigns.ts';
import { isChangedSince } from '../documents/letter-documents.ts';
import { findAccount, readSettings } from '../journal/settings.ts';
import type { ReadHandle } from '../store/sql.ts';
import { countRows } from '../store/tables/campaign-rows.ts';
import { type CampaignRecord, findPlan } from '../store/tables/campaigns.ts';
import type { LetterSource } from './letter-source.ts';

/** A plan of yesterday is not what today's ledger says. */
const planLastsMs = 24 * 3_600_000;

/** Whom a run writes to, what it says and for what purpose. `segmentId` null: nobody is picked by a rule. */
export type RunTerms = Pick<CampaignRecord, 'purpose' | 'templateId'> & { readonly segmentId: string | null };

/** Every reason why letters cannot be sent on such terms, whoever gets them. */
export function listTermObstacles(
  db: ReadHandle,
  { segmentId, templateId, purpose }: RunTerms,
  letters: LetterSource,
  now: number,
): CampaignObstacle[] {
  const audience = segmentId === null ? null : letters.audience(db, segmentId, now);
  const opened = letters.open(db, templateId, null, now);
  const found: CampaignObstacle[] = [];
  if (findAccount(db) === null) found.push('no-account');
  if (segmentId !== null && audience === null) found.push('segment-missing');
  if (opened === null) found.push('template-missing');
  else if (opened.broken) found.push('template-broken');
  // Asking only the content for a public review misleads whoever reads it (16 CFR 465).
  if (opened?.asksForReview && audience?.asksSatisfaction) found.push('sorted-by-satisfaction');
  // News under another name would pass over who took marketing back, and over what the law asks of it.
  if (opened?.purpose === 'marketing' && purpose !== 'marketing') found.push('marketing-by-another-name');
  if (purpose === 'marketing' && readSettings(db).practice.postalAddress.trim() === '') {
    found.push('postal-address-missing');
  }
  return found;
}

/** Every reason why a campaign cannot be approved as it stands. */
export function listObstacles(
  db: ReadHandle,
  campaign: CampaignRecord,
  letters: LetterSource,
  now: number,
): CampaignObstacle[] {
  const audience = letters.audience(db, campaign.segmentId, now);
  const opened = letters.open(db, campaign.templateId, null, now);
  const plan = findPlan(db, campaign.id);
  const found = listTermObstacles(db, campaign, letters, now);
  if (plan === null) return found;
  const old =
    plan.plannedAt < campaign.savedAt ||
    now - plan.plannedAt > planLastsMs ||
    (audience !== null && plan.segmentVersion !== audience.version) ||
    (opened !== null && plan.templateVersion !== opened.version) ||
    (campaign.documentsId !== null && isChangedSince(db, campaign.documentsId, plan.plannedAt));
  if (old) found.push('plan-old');
  if (!countRows(db, campaign.id).some(({ state }) => state === 'waiting')) found.push('nobody');
  return found;
}
