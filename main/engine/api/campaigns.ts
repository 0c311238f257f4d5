import { basename } from 'node:path';
import { EngineError } from '../base/errors.ts';
import { campaignRows, campaignSummary, campaignView, toRow } from '../campaigns/campaign-view.ts';
import {
  getCampaign,
  pauseCampaign,
  removeCampaign,
  resumeCampaign,
  saveCampaign,
  settleUnsure,
  startCampaign,
  stopCampaign,
} from '../campaigns/campaigns.ts';
import { lookUpUnsure } from '../campaigns/look-up-unsure.ts';
import { gatherPlanFacts } from '../campaigns/plan-row.ts';
import { previewLetter } from '../campaigns/preview-letter.ts';
import { reportHead, reportLine } from '../campaigns/report-csv.ts';
import { writeTestLetter } from '../campaigns/send-test.ts';
import type { Session } from '../session.ts';
import { listReportRows } from '../store/tables/campaign-rows.ts';
import { listOwnCampaigns } from '../store/tables/campaigns.ts';
import { submit } from '../submission/submit.ts';
import type { Handlers } from './handlers.ts';
import { safeFileName, writeInPieces } from './messages.ts';

/** Lines of a report that are read at once. */
const reportPage = 200;

export function campaignHandlers(session: Session): Handlers<'campaigns'> {
  const { store, journal, clock, emit, outbox, mail, campaigns } = session;
  const { runs, planner, letters, submission } = campaigns;
  const changed = (campaignId: string) => {
    emit('campaigns.changed', { campaignId });
    runs.wake();
    return {};
  };
  /** What was in the outbox may have been taken back out of it. */
  const halted = (campaignId: string) => {
    outbox.wake();
    emit('threads.changed', { threadIds: [] });
    return changed(campaignId);
  };

  return {
    list: () => listOwnCampaigns(store.read).map((each) => campaignSummary(store.read, each, letters, clock.now())),
    get: ({ campaignId }) =>
      campaignView(store.read, getCampaign(store.read, campaignId), {
        letters,
        planning: planner.progress(campaignId),
        now: clock.now(),
      }),
    save(input) {
      const campaignId = store.write((db) => saveCampaign(db, journal, input));
      changed(campaignId);
      return { campaignId };
    },
    remove({ campaignId }) {
      store.write((db) => removeCampaign(db, journal, campaignId));
      return changed(campaignId);
    },
    plan({ campaignId }) {
      planner.begin(campaignId);
      return {};
    },
    rows: ({ campaignId, ...page }) => campaignRows(store.read, campaignId, page),
    async preview(asked) {
      const facts = await gatherPlanFacts(store.read, clock.now(), submission.transport.find, mail.sizeLimit());
      return previewLetter(store.read, asked, letters, facts);
    },
    start(approved) {
      store.write((db) => startCampaign(db, journal, approved, letters, clock.now()));
      return changed(approved.campaignId);
    },
    pause({ campaignId }) {
      store.write((db) => pauseCampaign(db, journal, campaignId, 'by-person', clock.now()));
      return halted(campaignId);
    },
    resume({ campaignId }) {
      store.write((db) => resumeCampaign(db, journal, campaignId));
      return changed(campaignId);
    },
    stop({ campaignId }) {
      store.write((db) => stopCampaign(db, journal, campaignId, clock.now()));
      return halted(campaignId);
    },
    async sendTest({ campaignId }) {
      const campaign = getCampaign(store.read, campaignId);
      const sample = letters.open(store.read, campaign.templateId, null, clock.now())?.sample();
      if (sample?.outcome !== 'ready') throw new EngineError('not-found');
      const { draftId, to } = store.write((db) => writeTestLetter(db, journal, sample, clock.now()));
      const answers = [{ question: 'attachment-forgotten' as const, yes: true, note: null }];
      const { decision, outboxIds } = await submit({ draftId, revision: 1, answers }, submission);
      if (decision.outcome !== 'allow') throw new EngineError('state-changed');
      outbox.wake();
      for (const outboxId of outboxIds) emit('outbox.changed', { outboxId });
      return { to };
    },
    async lookUp({ campaignId }) {
      const { id } = getCampaign(store.read, campaignId);
      const result = await lookUpUnsure(store, id, mail.lookInSent);
      changed(campaignId);
      return result;
    },
    settle(said) {
      store.write((db) => settleUnsure(db, journal, said));
      return changed(said.campaignId);
    },
    exportReport: ({ campaignId }) => exportReport(session, campaignId),
  };
}

async function exportReport(
  { store, journal, host }: Session,
  campaignId: string,
): Promise<{ readonly savedAs: string | null }> {
  const { name } = getCampaign(store.read, campaignId);
  const path = await host.chooseSavePath({ name: safeFileName(`${name}.csv`) });
  if (path === null) return { savedAs: null };
  let offset = 0;
  let isFirst = true;
  await writeInPieces(path, () => {
    const rows = listReportRows(store.read, campaignId, { states: null, offset, limit: reportPage }).map(toRow);
    offset += rows.length;
    // The mark tells a spreadsheet that it is UTF-8.
    const head = isFirst ? `\ufeff${reportHead}` : '';
    isFirst = false;
    const text = head + rows.map(reportLine).join('');
    return { bytes: new TextEncoder().encode(text), done: rows.length < reportPage };
  });
  store.write((db) => journal.append(db, 'campaign.exported', { campaignId, name }));
  return { savedAs: basename(path) };
}
