import { gather } from './base/gather.ts';
import { createStandingRules } from './campaigns/automations/standing-rules.ts';
import { localZone } from './campaigns/automations/wall-time.ts';
import { createCampaignRuns } from './campaigns/campaign-runs.ts';
import { createLetterSource } from './campaigns/create-letter-source.ts';
import type { LetterSource } from './campaigns/letter-source.ts';
import { createPlanner, type Planner } from './campaigns/planner.ts';
import type { Wakeful } from './campaigns/wakeful.ts';
import type { Journal } from './journal/journal.ts';
import type { MailAccount } from './mail-account.ts';
import type { Surroundings } from './session.ts';
import type { Store } from './store/open.ts';
import { countCampaignRows } from './store/tables/campaign-rows.ts';
import type { SubmissionDependencies } from './submission/submit.ts';
import type { TransportLookUps } from './transport-look-ups.ts';

/** What campaigns need while the vault is open, and what single letters leave by as well. */
export type CampaignRooms = {
  readonly runs: Wakeful;
  readonly planner: Planner;
  readonly standing: Wakeful;
  readonly letters: LetterSource;
  readonly submission: SubmissionDependencies;
  /** No more events. */
  readonly stopTelling: () => void;
};

type Parts = Surroundings & {
  readonly store: Store;
  readonly journal: Journal;
  readonly mail: MailAccount;
  readonly transport: TransportLookUps;
  readonly wakeOutbox: () => void;
};

/** How long the window is left alone after it counted so many rows, in ms. */
const quietMs = (rows: number): number => Math.min(5_000, 250 + rows / 20);

/** Joins the rooms: letters of a run leave by the same door as every other. */
export function createCampaignRooms(parts: Parts): CampaignRooms {
  const { store, journal, clock, log, emit, mail, transport, workers, pageTemplate, paperFolder, wakeOutbox } = parts;
  const submission: SubmissionDependencies = {
    store,
    journal,
    clock,
    protect: (job) => workers.run('protect', job),
    pageTemplate,
    paperFolder,
    sizeLimit: mail.sizeLimit,
    providerFilesCopies: mail.providerFilesCopies,
    wordings: parts.wordings,
    transport,
  };
  const letters = createLetterSource(parts.starters);
  // The window counts all rows anew each time: of thousands that leave in a minute it hears a few times.
  const changed = gather(clock, (ids) => {
    for (const campaignId of ids) emit('campaigns.changed', { campaignId });
    return quietMs(ids.reduce((total, id) => total + countCampaignRows(store.read, id), 0));
  });
  const onChanged = changed.add;
  const runs = createCampaignRuns({ store, journal, clock, log, letters, submission, wakeOutbox, onChanged });
  return {
    submission,
    letters,
    planner: createPlanner({ store, clock, log, letters, transport, sizeLimit: mail.sizeLimit, onChanged }),
    runs,
    standing: createStandingRules({
      store,
      journal,
      clock,
      log,
      letters,
      transport,
      sizeLimit: mail.sizeLimit,
      zone: localZone,
      wakeRuns: () => runs.wake(),
      onChanged: () => emit('automations.changed', {}),
    }),
    stopTelling: changed.stop,
  };
}
