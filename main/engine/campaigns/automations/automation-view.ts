import type { AutomationSend, AutomationView, HaltedRun } from '../../../contract/automations.ts';
import type { CampaignRow } from '../../../contract/campaigns.ts';
import type { ReadHandle } from '../../store/sql.ts';
import { countSends, countSendsOf, type ListedSend, listSends } from '../../store/tables/automation-sends.ts';
import type { AutomationRecord } from '../../store/tables/automations.ts';
import { listHaltedRuns } from '../../store/tables/campaigns.ts';
import { campaignTotals } from '../campaign-view.ts';
import type { LetterSource } from '../letter-source.ts';
import { listTermObstacles } from '../obstacles.ts';
import { mayHaveLeft } from './after-restore.ts';
import { ruleContent } from './rule-content.ts';
import { localZone } from './wall-time.ts';

export function automationView(
  db: ReadHandle,
  rule: AutomationRecord,
  letters: LetterSource,
  now: number,
): AutomationView {
  const { since, restoredAt, templateVersion, ...shown } = rule;
  const newest = letters.open(db, rule.templateId, null, now);
  return {
    ...shown,
    segmentName: rule.segmentId === null ? '' : (letters.audience(db, rule.segmentId, now)?.name ?? ''),
    templateName: newest?.name ?? '',
    contentKind: rule.state === 'on' ? rule.contentKind : ruleContent(db, rule, newest, letters, now),
    templateChanged: rule.state === 'on' && newest !== null && newest.version !== templateVersion,
    obstacles: listTermObstacles(db, rule, letters, now),
    counts: countSendsOf(db, rule.id),
  };
}

/** Runs of rules that stand still. What was restored is settled on the run's own page. */
export function haltedRuns(db: ReadHandle): HaltedRun[] {
  return listHaltedRuns(db).map(({ id, name, state, stateAt, stateReason }) => {
    const { waiting, unsure } = campaignTotals(db, id).byState;
    return {
      campaignId: id,
      name,
      state,
      pauseReason: stateReason === '' ? null : stateReason,
      stateAt,
      waiting: waiting + unsure,
    };
  });
}

/** A page of what is planned, asked about or done. */
export function automationSends(
  db: ReadHandle,
  page: Parameters<typeof listSends>[1],
): { readonly rows: AutomationSend[]; readonly total: number } {
  return { rows: listSends(db, page).map(toSend), total: countSends(db, page.automationId, page.which) };
}

function toSend(row: ListedSend): AutomationSend {
  const { reasons, lacks }: Pick<CampaignRow, 'reasons' | 'lacks'> = JSON.parse(row.reasonsJson);
  const { automationId, eventKey, patientId, automationName, name, address, event, dueAt, state } = row;
  const { mode, modeReason, modeReasonAt, restoredAt, runState, threadId, at } = row;
  return {
    automationId,
    eventKey,
    patientId,
    automationName,
    name,
    address,
    event,
    dueAt,
    state: state === 'planned' && row.held ? 'held' : state,
    mode,
    modeReason,
    modeReasonAt,
    reasons,
    lacks,
    looked: row.lookedAt !== null,
    mayHaveLeft: mayHaveLeft(restoredAt, row, localZone()),
    run: runState === null ? null : { state: runState, threadId, at },
  };
}
