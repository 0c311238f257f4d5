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
} from '../store/tables/campaign-rows.ts';
import { type CampaignRecord, findCampaign, findPlan, listCampaignsIn } from '../store/tables/campaigns.ts';
import { findImportWork } from '../store/tables/import-pieces.ts';
import { countSentSince } from '../store/tables/outbox.ts';
import { findSendingLimit } from '../store/tables/sending-limits.ts';
import type { SubmissionDependencies } from '../submission/submit.ts';
import { lettersOfRun } from './automations/letters-of-run.ts';
import { finishCampaign, pauseCampaign, takeBackQueued } from './campaigns.ts';
import { beginLetters, type HandedOver, handOver } from './hand-over.ts';
import type { Audience, LetterSource } from './letter-source.ts';
import { errorLimit, errorWindow, isLate, limitNow, limitSince, mayHand } from './run-pace.ts';
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

/** Lets approved campaigns run: hands their letters to submission, a few at a time. */
export type CampaignRuns = {
  readonly start: () => void;
  /** Waits for the letters that are being written. */
  readonly stop: () => Promise<void>;
  /** Look again: a campaign was started or resumed, or something left the outbox. */
  readonly wake: () => void;
};

export function createCampaignRuns(dependencies: CampaignRunsDependencies): CampaignRuns {
  const { store, clock, log } = dependencies;
  let running = false;
  let busy: Promise<void> | null = null;
  let again = false;
  let cancelTimer = () => {};
  /** When each campaign was looked at last: a gap means that this computer slept or the program was not there. */
  const looked = new Map<string, number>();

  function wake(): void {
    if (!running) return;
    again = true;
    if (busy !== null) return;
    cancelTimer();
    busy = work()
      .catch((error: unknown) => {
        log.warn('campaigns.run-failed', { full: isEngineError(error, 'disk-full') });
        return failureRetryMs;
      })
      .then((next) => {
        busy = null;
        if (!running) return;
        if (again) wake();
        else if (next !== null) cancelTimer = clock.after(next, wake);
      });
  }

  /** In how many ms to look again; null: nothing runs. */
  async function work(): Promise<number | null> {
    again = false;
    let next: number | null = null;
    for (const { id } of listCampaignsIn(store.read, 'running')) {
      const before = looked.get(id);
      const attended = before !== undefined && clock.now() - before < overdueMs;
      const wait = await advance(id, { attended, goesOn: () => running }, dependencies).catch((error: unknown) => {
        // One campaign that cannot go on must not keep the others from it.
        log.warn('campaigns.run-failed', { full: isEngineError(error, 'disk-full') });
        return failureRetryMs;
      });
      looked.set(id, clock.now());
      if (wait !== null) next = Math.min(next ?? wait, wait);
    }
    return next;
  }

  return {
    start() {
      running = true;
      wake();
    },
    async stop() {
      running = false;
      cancelTimer();
      await busy;
    },
    wake,
  };
}

/** Goes on with one campaign as far as it may now. In how many ms to look again; null: it does not run any more. */
async function advance(campaignId: string, look: Look, dependencies: CampaignRunsDependencies): Promise<number | null> {
  const letters = new Map<string, Promise<HandedOver>>();
  try {
    return await handOn(campaignId, look, letters, dependencies);
  } finally {
    await Promise.allSettled(letters.values());
  }
}

type Look = { readonly attended: boolean; readonly goesOn: () => boolean };

/** As `advance`; `inHand` are the letters that are being written and protected, by patient. */
async function handOn(
  campaignId: string,
  look: Look,
  inHand: Map<string, Promise<HandedOver>>,
  dependencies: CampaignRunsDependencies,
): Promise<number | null> {
  const { store, clock, journal, onChanged } = dependencies;
  let { attended } = look;
  let tries = 0;
  let changed = false;
  const faults: unknown[] = [];
  const follow = (patientId: string, handed: Promise<HandedOver>) => {
    const failed = (error: unknown) => {
      faults.push(error);
      return 'again' as const;
    };
    // Here, not where one is settled: of several in the same moment only one is looked at there.
    const queued = (result: HandedOver) => {
      if (result === 'handed') dependencies.wakeOutbox();
      return result;
    };
    inHand.set(
      patientId,
      handed
        .then(queued)
        .catch(failed)
        .finally(() => inHand.delete(patientId)),
    );
  };
  /** Waits for one of those in hand; true: others should have their turn first. */
  const settleOne = async (): Promise<boolean> => {
    const result = await Promise.race(inHand.values());
    // What is settled in the same moment is looked at together.
    await store.turn();
    if (faults.length > 0) throw faults[0];
    // What a person changed in between is looked at anew; should that not end, others get their turn first.
    tries = result === 'again' ? tries + 1 : 0;
    onChanged(campaignId);
    return tries >= 5 * side;
  };
  while (look.goesOn()) {
    if (inHand.size > side - batch) {
      if (await settleOne()) return 1_000;
      continue;
    }
    const campaign = findCampaign(store.read, campaignId);
    if (campaign?.state !== 'running') return null;
    const now = clock.now();
    const standing = standingOf(campaign, dependencies);
    const halt = haltReason(campaign, { ...standing, attended }, dependencies);
    attended = true;
    if (halt !== null) {
      store.write((db) => pauseCampaign(db, journal, campaignId, halt, now));
      onChanged(campaignId);
      return null;
    }
    // A rest is spent in the plan, not in the outbox: what is on file may change, and the server is to get a few at a time.
    if (standing.limit !== null && standing.limit.restUntil > now && standing.queued > 0) {
      store.write((db) => takeBackQueued(db, journal, campaignId, now));
      onChanged(campaignId);
    }
    // What is on file is half of what it will be.
    if (findImportWork(store.read) !== null && inHand.size === 0) return importAgainMs;
    const { letters: room, askAgainMs } = mayHand(standing, now);
    // At a pace of its own one letter follows the other.
    const free = campaign.perHour !== null && inHand.size > 0 ? 0 : Math.min(room, side) - inHand.size;
    const isWhole = findImportWork(store.read) === null;
    const rows = isWhole && free > (inHand.size > 0 ? batch : 0) ? nextRows(store, campaignId, inHand, free) : [];
    if (rows.length > 0) {
      const begun = beginRows(campaign, rows, dependencies);
      if (begun === null) return askAgainMs;
      for (const each of begun) {
        follow(each.row.patientId, handOver(campaignId, each, dependencies.submission));
      }
      changed = true;
    }
    if (inHand.size > 0) {
      if (await settleOne()) return 1_000;
      continue;
    }
    if (changed) {
      // What was held left nothing in hand: there may be more to begin.
      changed = false;
      continue;
    }
    const isDone = standing.queued === 0 && listRowsToHand(store.read, campaignId, 1).length === 0;
    if (!isDone) return askAgainMs;
    store.write((db) => finishCampaign(db, journal, campaign));
    onChanged(campaignId);
    return null;
  }
  return null;
}

/** The rows to go on with; those in hand are not handed over yet. */
function nextRows(
  store: Store,
  campaignId: string,
  inHand: ReadonlyMap<string, unknown>,
  free: number,
): ReturnType<typeof listRowsToHand> {
  return listRowsToHand(store.read, campaignId, free + inHand.size)
    .filter(({ patientId }) => !inHand.has(patientId))
    .slice(0, free);
}

/**
 * Writes the drafts of these rows; null where the template is gone. They are on the disk with the message that is made of
 * them, or not at all: nobody misses a draft that no power cut leaves.
 */
function beginRows(
  campaign: CampaignRecord,
  rows: ReturnType<typeof listRowsToHand>,
  { store, journal, clock, letters }: CampaignRunsDependencies,
): ReturnType<typeof beginLetters> | null {
  const now = clock.now();
  const opened = withDocuments(store.read, campaign, lettersOfRun(store.read, campaign, letters, now));
  if (opened === null) return null;
  return store.writeUnsynced((db) => {
    if (findCampaign(db, campaign.id)?.state !== 'running') return [];
    return beginLetters(db, journal, campaign, {
      rows,
      letters: opened,
      audience: audienceOf(db, campaign, letters, now),
      now,
    });
  });
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
