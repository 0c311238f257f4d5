import type { RowReason } from '../../contract/campaigns.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { EngineError, isEngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { holdRow, type RunRow, setRowHanded } from '../store/tables/campaign-rows.ts';
import { type CampaignRecord, findCampaign } from '../store/tables/campaigns.ts';
import { deleteDraft, findOpenDraft } from '../store/tables/drafts.ts';
import { type SubmissionDependencies, submit } from '../submission/submit.ts';
import type { Audience, Letters } from './letter-source.ts';
import { reasonsOf } from './plan-row.ts';
import { whyNotMeant } from './still-meant.ts';
import { rewriteLetter, writeLetter } from './write-letter.ts';

/** `again`: something changed in between, nothing was done, and it can be tried once more. */
export type HandedOver = 'handed' | 'held' | 'again';

/** Whoever reviewed the plan read the letter: nothing is forgotten that its words speak of. */
const answers = [{ question: 'attachment-forgotten' as const, yes: true, note: null }];

/**
 * Writes the drafts of these rows, in one transaction: letters from what is on file now. A row whose letter cannot be
 * written is held with its reasons.
 */
export function beginLetters(
  db: WriteHandle,
  journal: Journal,
  campaign: CampaignRecord,
  work: {
    readonly rows: readonly RunRow[];
    readonly letters: Letters;
    readonly audience: Pick<Audience, 'includes'> | null;
    readonly now: number;
  },
): Begun[] {
  return work.rows.flatMap((row) => {
    const against = whyNotMeant(db, row, work.audience);
    if (against.length > 0) {
      hold(db, row, against);
      return [];
    }
    const merged = renderOrGone(db, work.letters, row.patientId);
    if (merged.outcome === 'held') {
      hold(db, row, merged.reasons);
      return [];
    }
    if (row.draftId === null) {
      return [{ row, draftId: writeLetter(db, journal, campaign, row, merged, work.now), revision: 1 }];
    }
    const revision = rewriteLetter(db, campaign, { ...row, draftId: row.draftId }, merged, work.now);
    if (revision !== null) return [{ row, draftId: row.draftId, revision }];
    hold(db, row, [{ code: 'not-built', detail: 'not-found' }]);
    return [];
  });
}

/** A row with its draft, as it stands now. */
export type Begun = { readonly row: RunRow; readonly draftId: string; readonly revision: number };

function renderOrGone(
  db: ReadHandle,
  letters: Letters,
  patientId: string,
): { outcome: 'ready'; subject: string; html: string } | { outcome: 'held'; reasons: RowReason[] } {
  try {
    const merged = letters.render(db, patientId);
    if (merged.outcome === 'ready') return merged;
    return { outcome: 'held', reasons: merged.reasons.map(({ code, field }) => ({ code, detail: field })) };
  } catch (error) {
    if (!isEngineError(error, 'not-found')) throw error;
    return { outcome: 'held', reasons: [{ code: 'patient-gone', detail: null }] };
  }
}

/**
 * Hands one draft to submission: the same door as for every message. The row is marked in the transaction that queues it,
 * and only while the campaign runs. What is wrong with this letter holds the row; throws what is wrong with anything else, such
 * as `disk-full`.
 */
export async function handOver(
  campaignId: string,
  { row, draftId, revision }: Begun,
  submission: SubmissionDependencies,
): Promise<HandedOver> {
  const { store, clock } = submission;
  const holdNow = (reasons: readonly RowReason[]) => {
    store.write((db) => {
      if (findCampaign(db, campaignId)?.state !== 'running') return;
      hold(db, row, reasons);
      if (findOpenDraft(db, draftId) !== null) deleteDraft(db, draftId);
    });
    return 'held' as const;
  };
  try {
    const { decision } = await submit({ draftId, revision, answers }, submission, (db, deliveries) => {
      if (findCampaign(db, campaignId)?.state !== 'running') throw new Halted();
      // Somebody chose another way in this conversation: that was not what was approved.
      if (deliveries.some(({ mode }) => mode !== row.mode)) throw new EngineError('protection-mismatch');
      setRowHanded(db, draftId, clock.now());
    });
    return decision.outcome === 'allow' ? 'handed' : holdNow(reasonsOf(decision));
  } catch (error) {
    if (error instanceof Halted || isEngineError(error, 'state-changed')) return 'again';
    if (!isEngineError(error) || !ofTheLetter.has(error.code)) throw error;
    return holdNow([{ code: 'not-built', detail: error.code }]);
  }
}

/** What can be wrong with one letter, and will be again. */
const ofTheLetter: ReadonlySet<ErrorCode> = new Set([
  'header-invalid',
  'recipient-invalid',
  'key-unusable',
  'certificate-unreadable',
  'phrase-missing',
  'pdf-impossible',
  'protection-mismatch',
  'too-large',
  'message-too-large',
]);

/** The campaign was paused or stopped while the letter was being protected. */
class Halted extends Error {}

function hold(db: WriteHandle, row: RunRow, reasons: readonly RowReason[]): void {
  holdRow(db, row, JSON.stringify({ reasons, lacks: [] }));
}
