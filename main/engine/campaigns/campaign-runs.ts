import type { Clock } from '../base/clock.ts';
import { isEngineError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Journal } from '../journal/journal.ts';
import { findAccount } from '../journal/settings.ts';
import { isOverdue, overdueMs } from '../outbox/row-steps.ts';
import type { Store } from '../store/open.ts';
import type { ReadHandle } from '../store/sql.ts';
import {
  countRecentErrors,
  findLastHandedAt,
  listRowsOnTheirWay,
  listRowsToHand,
  type RunRow,
} from '../store/tables/campaign-rows.ts';
import { type CampaignRecord, findCampaign, findPlan, listCampaignsIn } from '../store/tables/campaigns.ts';
import { findImportWork } from '../store/tables/import-pieces.ts';
import { countSentSince } from '../store/tables/outbox.ts';
import { findSendingLimit } from '../store/tables/sending-limits.ts';
import type { SubmissionDependencies } from '../submission/submit.ts';
import { lettersOfRun } from './automations/letters-of-run.ts';
import { finishCampaign, pauseCampaign, takeBackQueued } from './campaigns.ts';
import { beginLetters, handOver } from './hand-over.ts';
import type { Audience, LetterSource } from './letter-source.ts';
import { createLettersInHand, type LettersInHand } from './letters-in-hand.ts';
import { errorLimit, errorWindow, isLate, limitNow, limitSince, mayHand } from './run-pace.ts';
import { createWakeful, type Wakeful } from './wakeful.ts';
import { withDocuments } from './with-documents.ts';

/** How soon work that failed as a whole is begun again: a full disk may have space by then. */
const failureRetryMs = 15_000;
/** Letters that are written and protected side by side. */
const side = 16;
/** So many are begun at once where the run is under way: they share a commit. */
const batch = 6;
/** How soon is looked again whether an import has ended, in ms. */
const importAgainMs = 500;

export type CampaignRunsDependencies = {
  readonly store: Store;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  readonly letters: LetterSource;
  readonly submission: SubmissionDependencies;
  readonly wakeOutbox: () => void;
  readonly onChanged: (campaignId: string) => void;
};

/** Lets approved campaigns run: hands their letters to submission, a few at a time; woken when one starts or resumes. */
export function createCampaignRuns(dependencies: CampaignRunsDependencies): Wakeful {
  const { store, clock, log } = dependencies;
  /** When each campaign was looked at last: a gap means that this computer slept or the program was not there. */
  const looked = new Map<string, number>();
  const failed = (error: unknown): number => {
    log.warn('campaigns.run-failed', { full: isEngineError(error, 'disk-full') });
    return failureRetryMs;
  };

  /** In how many ms to look again; null: nothing runs. */
  async function round(goesOn: () => boolean): Promise<number | null> {
    let next: number | null = null;
    for (const { id } of listCampaignsIn(store.read, 'running')) {
      const before = looked.get(id);
      const attended = before !== undefined && clock.now() - before < overdueMs;
      // One campaign that cannot go on must not keep the others from it.
      const wait = await advance(id, { attended, goesOn }, dependencies).catch(failed);
      looked.set(id, clock.now());
      if (wait !== null) next = Math.min(next ?? wait, wait);
    }
    return next;
  }

  return createWakeful(clock, round, failed);
}

/** Goes on with one campaign as far as it may now. In how many ms to look again; null: it does not run any more. */
async function advance(campaignId: string, look: Look, dependencies: CampaignRunsDependencies): Promise<number | null> {
  const inHand = createLettersInHand(dependencies.store, dependencies.wakeOutbox);
  try {
    return await handOn(campaignId, look, inHand, dependencies);
  } finally {
    await inHand.settleAll();
  }
}

type Look = { readonly attended: boolean; readonly goesOn: () => boolean };

/** Begins letters while there is room, and waits for one of those in hand where there is none. As `advance`. */
async function handOn(
  campaignId: string,
  look: Look,
  inHand: LettersInHand,
  dependencies: CampaignRunsDependencies,
): Promise<number | null> {
  let { attended } = look;
  let tries = 0;
  while (look.goesOn()) {
    if (inHand.count() <= side - batch) {
      const next = beginMore(campaignId, attended, inHand, dependencies);
      if (next !== 'go-on') return next.lookAgainMs;
      attended = true;
      // What was held left nothing in hand: there may be more to begin.
      if (inHand.count() === 0) continue;
    }
    const result = await inHand.settleOne();
    dependencies.onChanged(campaignId);
    // What a person changed in between is looked at anew; should that not end, others get their turn first.
    tries = result === 'again' ? tries + 1 : 0;
    if (tries >= 5 * side) return 1_000;
  }
  return null;
}

/** Either there is more to do, or nothing before so many ms; null: the campaign does not run any more. */
type Next = 'go-on' | { readonly lookAgainMs: number | null };

/** Looks at the campaign as it stands, and begins as many letters as it may: those in hand count. */
function beginMore(
  campaignId: string,
  attended: boolean,
  inHand: LettersInHand,
  dependencies: CampaignRunsDependencies,
): Next {
  const { store, clock, journal, onChanged } = dependencies;
  const campaign = findCampaign(store.read, campaignId);
  if (campaign?.state !== 'running') return { lookAgainMs: null };
  const now = clock.now();
  const standing = standingOf(campaign, dependencies);
  const halt = haltReason(campaign, { ...standing, attended }, dependencies);
  if (halt !== null) {
    store.write((db) => pauseCampaign(db, journal, campaignId, halt, now));
    onChanged(campaignId);
    return { lookAgainMs: null };
  }
  // A rest is spent in the plan, not in the outbox: what is on file may change, and the server is to get a few at a time.
  if (standing.limit !== null && standing.limit.restUntil > now && standing.queued > 0) {
    store.write((db) => takeBackQueued(db, journal, campaignId, now));
    onChanged(campaignId);
  }
  // What is on file is half of what it will be.
  if (findImportWork(store.read) !== null) return inHand.count() > 0 ? 'go-on' : { lookAgainMs: importAgainMs };
  const { letters: room, askAgainMs } = mayHand(standing, now);
  const rows = nextRows(store, campaign, room, inHand);
  if (rows.length > 0) return beginRows(campaign, rows, inHand, dependencies) ? 'go-on' : { lookAgainMs: askAgainMs };
  if (inHand.count() > 0) return 'go-on';
  const isDone = standing.queued === 0 && listRowsToHand(store.read, campaignId, 1).length === 0;
  if (!isDone) return { lookAgainMs: askAgainMs };
  store.write((db) => finishCampaign(db, journal, campaign));
  onChanged(campaignId);
  return { lookAgainMs: null };
}

/** The rows to go on with where there is room for so many letters; those in hand are not handed over yet. */
function nextRows(store: Store, { id, perHour }: CampaignRecord, room: number, inHand: LettersInHand): RunRow[] {
  const busy = inHand.count();
  // At a pace of its own one letter follows the other.
  if (perHour !== null && busy > 0) return [];
  const free = Math.min(room, side) - busy;
  if (free <= (busy > 0 ? batch : 0)) return [];
  return listRowsToHand(store.read, id, free + busy)
    .filter(({ patientId }) => !inHand.has(patientId))
    .slice(0, free);
}

/**
 * Writes the drafts of these rows and takes them in hand; false where the template is gone. They are on the disk with the
 * message that is made of them, or not at all: nobody misses a draft that no power cut leaves.
 */
function beginRows(
  campaign: CampaignRecord,
  rows: readonly RunRow[],
  inHand: LettersInHand,
  { store, journal, clock, letters, submission }: CampaignRunsDependencies,
): boolean {
  const now = clock.now();
  const opened = withDocuments(store.read, campaign, lettersOfRun(store.read, campaign, letters, now));
  if (opened === null) return false;
  const begun = store.writeUnsynced((db) => {
    if (findCampaign(db, campaign.id)?.state !== 'running') return [];
    return beginLetters(db, journal, campaign, {
      rows,
      letters: opened,
      audience: audienceOf(db, campaign, letters, now),
      now,
    });
  });
  for (const each of begun) inHand.take(each.row.patientId, handOver(campaign.id, each, submission));
  return true;
}

/**
 * Who must still be in the group to be written to; null: everybody of the plan. A plan was made of the group as it was
 * written then; a rule's letters are for whoever fits its group as it is written now, and a group that is gone is nobody.
 */
function audienceOf(
  db: ReadHandle,
  { id, automationId, segmentId }: CampaignRecord,
  letters: LetterSource,
  now: number,
): Pick<Audience, 'includes'> | null {
  const audience = letters.audience(db, segmentId, now);
  if (automationId !== null) return segmentId === '' ? null : (audience ?? { includes: () => false });
  return audience !== null && findPlan(db, id)?.segmentVersion === audience.version ? audience : null;
}

type RunStanding = Parameters<typeof mayHand>[0] & { readonly overdue: boolean };

function standingOf(campaign: CampaignRecord, { store, clock }: CampaignRunsDependencies): RunStanding {
  const now = clock.now();
  const onTheirWay = listRowsOnTheirWay(store.read, campaign.id);
  const host = findAccount(store.read)?.smtp.host;
  const limit = host === undefined ? null : limitNow(findSendingLimit(store.read, host), now);
  return {
    startAt: campaign.startAt,
    perHour: campaign.perHour,
    letGoAt: campaign.stateAt,
    lastHandedAt: findLastHandedAt(store.read, campaign.id),
    queued: onTheirWay.length,
    overdue: onTheirWay.some((row) => isOverdue(row, now)),
    limit,
    takenInWindow: limit === null ? 0 : countSentSince(store.read, limitSince(limit, now)),
  };
}

/** Why the run must not go on by itself; null: it may. */
function haltReason(
  campaign: CampaignRecord,
  standing: RunStanding & { readonly attended: boolean },
  { store, clock }: CampaignRunsDependencies,
): 'late' | 'many-errors' | null {
  if (countRecentErrors(store.read, campaign.id, campaign.stateAt, errorWindow) >= errorLimit) return 'many-errors';
  if (standing.overdue) return 'late';
  if (standing.attended) return null;
  const isStill = standing.queued === 0 && listRowsToHand(store.read, campaign.id, 1).length > 0;
  return isStill && isLate(standing, clock.now()) ? 'late' : null;
}
