import type { Clock } from '../base/clock.ts';
import { isEngineError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Journal } from '../journal/journal.ts';
import { isOverdue, overdueMs } from '../outbox/row-steps.ts';
import type { Store } from '../store/open.ts';
import {
  countRecentErrors,
  findLastHandedAt,
  listRowsOnTheirWay,
  listRowsToHand,
} from '../store/tables/campaign-rows.ts';
import { type CampaignRecord, findCampaign, listCampaignsIn } from '../store/tables/campaigns.ts';
import { findOutboxRow } from '../store/tables/outbox.ts';
import type { SubmissionDependencies } from '../submission/submit.ts';
import { lettersOfRun } from './automations/letters-of-run.ts';
import { pauseCampaign } from './campaigns.ts';
import { beginLetters, type HandedOver, handOver } from './hand-over.ts';
import type { LetterSource } from './letter-source.ts';
import { errorLimit, errorWindow, isLate, mayHand } from './run-pace.ts';

/** How soon work that failed as a whole is begun again: a full disk may have space by then. */
const failureRetryMs = 15_000;
/** Letters that are written and protected side by side. */
const side = 8;

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
async function advance(
  campaignId: string,
  look: { readonly attended: boolean; readonly goesOn: () => boolean },
  dependencies: CampaignRunsDependencies,
): Promise<number | null> {
  const { store, clock, letters, onChanged } = dependencies;
  let { attended } = look;
  for (let tries = 0; look.goesOn(); ) {
    const campaign = findCampaign(store.read, campaignId);
    if (campaign?.state !== 'running') return null;
    const now = clock.now();
    const standing = standingOf(campaign, dependencies);
    const halt = haltReason(campaign, { ...standing, attended }, dependencies);
    attended = true;
    if (halt !== null) {
      store.write((db) => pauseCampaign(db, dependencies.journal, campaignId, halt, now));
      onChanged(campaignId);
      return null;
    }
    const { letters: room, askAgainMs } = mayHand(standing, now);
    const rows = listRowsToHand(store.read, campaignId, Math.min(room, side));
    if (rows.length === 0) {
      const isDone = standing.queued === 0 && listRowsToHand(store.read, campaignId, 1).length === 0;
      if (!isDone) return askAgainMs;
      store.write((db) => dependencies.journal.append(db, 'campaign.finished', { campaignId, name: campaign.name }));
      onChanged(campaignId);
      return null;
    }
    const opened = lettersOfRun(store.read, campaign, letters, now);
    if (opened === null) return askAgainMs;
    await store.turn();
    const begun = store.write((db) =>
      findCampaign(db, campaignId)?.state === 'running'
        ? beginLetters(db, dependencies.journal, campaign, { rows, letters: opened, now })
        : [],
    );
    const results = await handAllOver(campaignId, begun, dependencies.submission);
    dependencies.wakeOutbox();
    onChanged(campaignId);
    // What a person changed in between is looked at anew; should that not end, others get their turn first.
    tries = results.includes('again') && !results.includes('handed') ? tries + 1 : 0;
    if (tries >= 5) return 1_000;
  }
  return null;
}

/** Side by side; what is wrong with anything but a letter is thrown once all of them are settled. */
async function handAllOver(
  campaignId: string,
  begun: ReturnType<typeof beginLetters>,
  submission: SubmissionDependencies,
): Promise<HandedOver[]> {
  const results = await Promise.allSettled(begun.map((each) => handOver(campaignId, each, submission)));
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

type RunStanding = Parameters<typeof mayHand>[0] & { readonly overdue: boolean };

function standingOf(campaign: CampaignRecord, { store, clock }: CampaignRunsDependencies): RunStanding {
  const onTheirWay = listRowsOnTheirWay(store.read, campaign.id);
  const rows = onTheirWay.flatMap(({ outboxId }) => findOutboxRow(store.read, outboxId) ?? []);
  return {
    startAt: campaign.startAt,
    perHour: campaign.perHour,
    letGoAt: campaign.stateAt,
    lastHandedAt: findLastHandedAt(store.read, campaign.id),
    queued: rows.length,
    overdue: rows.some((row) => isOverdue(row, clock.now())),
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
