import type { AutomationContent, OnSend } from '../../../contract/automations.ts';
import { EngineError } from '../../base/errors.ts';
import type { Journal } from '../../journal/journal.ts';
import { newId } from '../../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../../store/sql.ts';
import { deleteOpenSends, findSend, type SendRow, sayToSend, settleSend } from '../../store/tables/automation-sends.ts';
import { type AutomationRecord, findAutomation, listAutomations } from '../../store/tables/automations.ts';
import type { LetterSource } from '../letter-source.ts';
import { listTermObstacles } from '../obstacles.ts';
import { ruleContent } from './rule-content.ts';

/** Throws `not-found`. */
export function getAutomation(db: ReadHandle, automationId: string): AutomationRecord {
  const rule = findAutomation(db, automationId);
  if (rule === null) throw new EngineError('not-found');
  return rule;
}

/** Writes what a person decided. One that is on goes on as it is written now; throws `state-changed` where it must not. */
export function saveAutomation(
  db: WriteHandle,
  journal: Journal,
  input: { readonly automationId: string | null; readonly content: AutomationContent },
  letters: LetterSource,
  now: number,
): string {
  const automationId = input.automationId ?? newId('au');
  const isOn = input.automationId !== null && getAutomation(db, automationId).state === 'on';
  journal.append(db, 'automation.saved', { ...input.content, automationId });
  if (isOn) approve(db, journal, getAutomation(db, automationId), letters, now);
  return automationId;
}

/** A person approves what the rule sends from now on. Throws `state-changed` where an obstacle stands. */
export function switchOn(
  db: WriteHandle,
  journal: Journal,
  automationId: string,
  letters: LetterSource,
  now: number,
): void {
  const rule = getAutomation(db, automationId);
  // One that is on only takes over the template as it stands now.
  if (rule.state === 'on' && letters.open(db, rule.templateId, null, now)?.version === rule.templateVersion) {
    throw new EngineError('state-changed');
  }
  approve(db, journal, rule, letters, now);
}

function approve(db: WriteHandle, journal: Journal, rule: AutomationRecord, letters: LetterSource, now: number): void {
  const opened = letters.open(db, rule.templateId, null, now);
  if (opened === null || listTermObstacles(db, rule, letters, now).length > 0) throw new EngineError('state-changed');
  const { version: templateVersion } = opened;
  const contentKind = ruleContent(db, rule, opened, letters, now);
  const { id: automationId, name } = rule;
  journal.append(db, 'automation.switched-on', { automationId, name, templateVersion, contentKind });
}

/** Nothing is planned by it any more; what it handed to a run goes on. */
export function switchOff(db: WriteHandle, journal: Journal, automationId: string): void {
  const { name, state } = getAutomation(db, automationId);
  if (state === 'off') throw new EngineError('state-changed');
  journal.append(db, 'automation.switched-off', { automationId, name });
  deleteOpenSends(db, automationId);
}

/** Removes a rule that is not on; what it sent stays in the journal and with the patients. */
export function removeAutomation(db: WriteHandle, journal: Journal, automationId: string): void {
  const { name, state } = getAutomation(db, automationId);
  if (state === 'on') throw new EngineError('state-changed');
  journal.append(db, 'automation.removed', { automationId, name });
  deleteOpenSends(db, automationId);
}

/**
 * After a backup was put in place of the database, nothing leaves by a rule before a person has looked at it. One that was off
 * in the backup may have been on since.
 */
export function settleRestoredAutomations(db: WriteHandle, journal: Journal): void {
  for (const { id: automationId, name } of listAutomations(db)) {
    journal.append(db, 'automation.restored', { automationId, name });
    deleteOpenSends(db, automationId);
  }
}

/** Keeps a planned letter back until somebody releases it. Throws `state-changed` for one that is not waiting. */
export function holdSend(db: WriteHandle, journal: Journal, { automationId, eventKey, patientId }: OnSend): void {
  const row = getOpen(db, { automationId, eventKey, patientId });
  if (row.state !== 'planned' || row.held) throw new EngineError('state-changed');
  journal.append(db, 'automation.held', { automationId, eventKey, patientId, movedFrom: null });
}

/** Lets it leave at its time; one whose time passed meanwhile is asked about. */
export function releaseSend(db: WriteHandle, journal: Journal, { automationId, eventKey, patientId }: OnSend): void {
  if (!getOpen(db, { automationId, eventKey, patientId }).held) throw new EngineError('state-changed');
  journal.append(db, 'automation.released', { automationId, eventKey, patientId });
}

/** A person says about letters whose time passed: now, or never. All of them or none; throws `state-changed`. */
export function settleMissed(
  db: WriteHandle,
  journal: Journal,
  { sends, send }: { readonly sends: readonly OnSend[]; readonly send: boolean },
  now: number,
): void {
  for (const each of sends) {
    const row = getOpen(db, each);
    if (row.state !== 'missed' || (send && row.overAt !== null && row.overAt <= now)) {
      throw new EngineError('state-changed');
    }
    if (send) sayToSend(db, each, now);
    else settleSend(db, each, 'left-out', now);
  }
  journal.append(db, 'automation.settled', { sends: [...sends], letters: sends.length, send });
}

function getOpen(db: ReadHandle, send: OnSend): SendRow {
  const row = findSend(db, send);
  if (row === null) throw new EngineError('not-found');
  if (row.state !== 'planned' && row.state !== 'missed') throw new EngineError('state-changed');
  return row;
}
