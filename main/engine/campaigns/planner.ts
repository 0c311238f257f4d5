import type { CampaignView } from '../../contract/campaigns.ts';
import type { Clock } from '../base/clock.ts';
import { EngineError, isEngineError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { findAccount } from '../journal/settings.ts';
import type { Store } from '../store/open.ts';
import type { ReadHandle } from '../store/sql.ts';
import { insertPlannedRow, type PlannedRow } from '../store/tables/campaign-rows.ts';
import { beginPlan, type CampaignRecord, completePlan, deletePlan, findCampaign } from '../store/tables/campaigns.ts';
import { findImportWork } from '../store/tables/import-pieces.ts';
import type { FindTransport } from '../submission/gather-facts.ts';
import { createDomainLook } from './domain-look.ts';
import type { Audience, LetterSource, Letters } from './letter-source.ts';
import { moreDelicate } from './merge-fields.ts';
import { planPatient } from './plan-patient.ts';
import { gatherPlanFacts, type PlanFacts } from './plan-row.ts';
import { rowMessageId } from './row-identity.ts';
import { withDocuments } from './with-documents.ts';

/** Patients between two looks around: others get their turn. */
const stretch = 25;

export type Planner = {
  /** Begins a plan in place of the one there was; throws `state-changed` for a campaign that was approved. */
  readonly begin: (campaignId: string) => void;
  readonly progress: (campaignId: string) => CampaignView['planning'];
  /** Gives up what is not complete and waits for it. */
  readonly stop: () => Promise<void>;
};

export type PlannerDependencies = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly letters: LetterSource;
  readonly transport: {
    readonly find: FindTransport;
    readonly lookUp: (addresses: readonly string[], patience?: number) => Promise<void>;
  };
  /** The server's largest message in bytes; null or absent: not known. */
  readonly sizeLimit?: () => number | null;
  readonly onChanged: (campaignId: string) => void;
};

/** A person may have approved the plan before, or removed the campaign, while this one was worked out. */
const isStillPlanned = (db: ReadHandle, campaignId: string): boolean =>
  findCampaign(db, campaignId)?.state === 'planned';

type Job = { readonly progress: { readonly done: number; readonly total: number } };
/** Whoever holds the newest one of a campaign is the one to go on. */
type Ticket = { entry: Job };

/** Works out plans, a few patients at a time, beside everything else. */
export function createPlanner(dependencies: PlannerDependencies): Planner {
  const { store, clock, log, letters, onChanged } = dependencies;
  const jobs = new Map<string, Job>();
  const working = new Set<Promise<void>>();
  let stopped = false;

  async function work(
    campaign: CampaignRecord,
    { audience, patientIds }: { readonly audience: Audience; readonly patientIds: readonly string[] },
    opened: Letters,
    job: Ticket,
  ): Promise<void> {
    const now = clock.now();
    const facts = await gatherPlanFacts(
      store.read,
      now,
      dependencies.transport.find,
      dependencies.sizeLimit?.() ?? null,
    );
    store.write((db) => {
      if (!isStillPlanned(db, campaign.id)) throw new EngineError('state-changed');
      deletePlan(db, campaign.id);
      const { version: segmentVersion } = audience;
      const { version: templateVersion, contentKind } = opened;
      beginPlan(db, campaign.id, { plannedAt: now, segmentVersion, templateVersion, contentKind });
    });
    const seen = new Map<string, string>();
    const look = createDomainLook(dependencies);
    const total = patientIds.length;
    for (let from = 0; from < total; from += stretch) {
      const rows: PlannedRow[] = [];
      if (opened.contentKind !== 'sensitive') await look(patientIds.slice(from, from + stretch));
      for (const [index, patientId] of patientIds.slice(from, from + stretch).entries()) {
        // Whom an import's undo took away meanwhile is written to no more.
        const row = await planRowOf(campaign, { patientId, position: from + index }, opened, facts, seen).catch(
          (error: unknown) => {
            if (isEngineError(error, 'not-found')) return null;
            throw error;
          },
        );
        if (row !== null) rows.push(row);
      }
      await store.turn();
      // Another plan, or the end of the session, came in between.
      if (stopped || jobs.get(campaign.id) !== job.entry) return;
      job.entry = { progress: { done: Math.min(from + stretch, total), total } };
      jobs.set(campaign.id, job.entry);
      store.write((db) => {
        if (!isStillPlanned(db, campaign.id)) throw new EngineError('state-changed');
        for (const row of rows) insertPlannedRow(db, row);
      });
      onChanged(campaign.id);
    }
    if (stopped || jobs.get(campaign.id) !== job.entry) return;
    store.write((db) => {
      if (!isStillPlanned(db, campaign.id)) throw new EngineError('state-changed');
      completePlan(db, campaign.id, now);
    });
  }

  async function planRowOf(
    campaign: CampaignRecord,
    { patientId, position }: { readonly patientId: string; readonly position: number },
    opened: Letters,
    facts: PlanFacts,
    seen: Map<string, string>,
  ): Promise<PlannedRow> {
    const files = opened.files?.(patientId) ?? [];
    const terms = { purpose: campaign.purpose, contentKind: opened.contentKind, files };
    const render = () => opened.render(store.read, patientId);
    const planned = await planPatient(store, patientId, { terms, facts, seen, render });
    const messageIdHeader = rowMessageId(campaign.id, patientId, findAccount(store.read)?.address ?? '');
    return { ...planned, campaignId: campaign.id, position, messageIdHeader };
  }

  return {
    begin(campaignId) {
      const campaign = findCampaign(store.read, campaignId);
      if (campaign === null) throw new EngineError('not-found');
      // Half an import is nothing to plan on.
      if (campaign.state !== 'planned' || findImportWork(store.read) !== null) throw new EngineError('state-changed');
      const now = clock.now();
      const audience = letters.audience(store.read, campaign.segmentId, now);
      const opened = withDocuments(store.read, campaign, letters.open(store.read, campaign.templateId, null, now));
      if (audience === null || opened === null) throw new EngineError('not-found');
      // A letter that says nothing still tells what all who get it have in common.
      const letter = { ...opened, contentKind: moreDelicate(opened.contentKind, audience.contentKind) };
      const patientIds = audience.patientIds();
      const job: Ticket = { entry: { progress: { done: 0, total: patientIds.length } } };
      jobs.set(campaignId, job.entry);
      const run = work(campaign, { audience, patientIds }, letter, job)
        .catch(() => log.warn('campaigns.plan-failed'))
        .finally(() => {
          working.delete(run);
          if (jobs.get(campaignId) === job.entry) jobs.delete(campaignId);
          if (!stopped) onChanged(campaignId);
        });
      working.add(run);
      onChanged(campaignId);
    },
    progress: (campaignId) => jobs.get(campaignId)?.progress ?? null,
    async stop() {
      stopped = true;
      await Promise.all(working);
    },
  };
}
