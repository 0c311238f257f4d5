import { findAccount } from '../../journal/settings.ts';
import { newId } from '../../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../../store/sql.ts';
import { findSend, type SendRow, setSendBegun } from '../../store/tables/automation-sends.ts';
import { type AutomationRecord, findAutomation } from '../../store/tables/automations.ts';
import { insertPlannedRow } from '../../store/tables/campaign-rows.ts';
import type { PlannedPatient } from '../plan-patient.ts';
import { rowMessageId } from '../row-identity.ts';
import { eventStands } from './event-facts.ts';
import { planSends, type SeenSends, type SendDependencies } from './plan-sends.ts';
import { ruleContent } from './rule-content.ts';

type Planned = { readonly row: SendRow; readonly planned: PlannedPatient };

/**
 * Gives letters that are due to a run: planned anew, then begun in one transaction with what keeps them from leaving twice.
 * From there on they are a campaign's letters, and leave by its door. How many were begun.
 */
export async function beginSends(
  rule: AutomationRecord,
  rows: readonly SendRow[],
  seen: SeenSends,
  dependencies: SendDependencies,
): Promise<number> {
  const { store, clock } = dependencies;
  const planned = await planSends(rule, rows, seen, dependencies);
  return store.write((db) => {
    const now = clock.now();
    if (!isAsApproved(db, rule)) return 0;
    const ready = planned.filter(({ row }) => isReady(db, row, now));
    for (const letters of onePerPatient(ready)) beginRun(db, rule, letters, dependencies, now);
    return ready.length;
  });
}

/** Nobody changed or switched off the rule while its letters were planned. */
function isAsApproved(db: ReadHandle, { id, savedAt, templateVersion }: AutomationRecord): boolean {
  const now = findAutomation(db, id);
  return now?.state === 'on' && now.savedAt === savedAt && now.templateVersion === templateVersion;
}

function isReady(db: ReadHandle, row: SendRow, now: number): boolean {
  const current = findSend(db, row);
  return current?.state === 'planned' && !current.held && current.dueAt === row.dueAt && eventStands(db, current, now);
}

/** A run knows a patient once; who has two appointments at a time stands in two. */
function onePerPatient(ready: readonly Planned[]): Planned[][] {
  const runs: Planned[][] = [];
  const turns = new Map<string, number>();
  for (const each of ready) {
    const turn = turns.get(each.row.patientId) ?? 0;
    turns.set(each.row.patientId, turn + 1);
    runs[turn] = [...(runs[turn] ?? []), each];
  }
  return runs;
}

function beginRun(
  db: WriteHandle,
  rule: AutomationRecord,
  letters: readonly Planned[],
  { journal, letters: source }: SendDependencies,
  now: number,
): void {
  const campaignId = newId('ca');
  const { id: automationId, name, segmentId, templateId, purpose, sender, templateVersion } = rule;
  // The group's rule may tell more by now than when it was approved.
  const contentKind = ruleContent(db, rule, rule, source, now);
  journal.append(db, 'automation.begun', {
    automationId,
    campaignId,
    name,
    segmentId,
    templateId,
    purpose,
    sender,
    templateVersion,
    contentKind,
    letters: letters.filter(({ planned }) => planned.verdict === 'send').length,
  });
  const ownAddress = findAccount(db)?.address ?? '';
  for (const [position, { row, planned }] of letters.entries()) {
    // Of rule, event and patient: the outbox takes no second one, whatever happened to these rows.
    const messageIdHeader = rowMessageId(`${automationId} ${row.eventKey}`, row.patientId, ownAddress);
    insertPlannedRow(db, { ...planned, campaignId, position, messageIdHeader });
    setSendBegun(db, row, campaignId, now);
  }
}
