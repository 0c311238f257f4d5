import type { OnSend } from '../../../contract/automations.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Store } from '../../store/open.ts';
import type { ReadHandle, WriteHandle } from '../../store/sql.ts';
import {
  deleteOpenSend,
  findSend,
  insertSend,
  listOpenSends,
  moveSend,
  type SendRow,
  settleSend,
} from '../../store/tables/automation-sends.ts';
import { type AutomationRecord, findAutomation } from '../../store/tables/automations.ts';
import { isAskedAfterRestore } from './after-restore.ts';
import { askedMs, type DueSend, isMissed } from './due.ts';

type Step =
  | { readonly kind: 'insert'; readonly send: DueSend; readonly state: 'planned' | 'missed' }
  | { readonly kind: 'move'; readonly row: SendRow; readonly send: DueSend; readonly state: 'planned' | 'missed' }
  | { readonly kind: 'drop'; readonly row: SendRow; readonly movedTo: string | null }
  | { readonly kind: 'lapse'; readonly row: SendRow };

type SyncedRule = Pick<AutomationRecord, 'id' | 'since' | 'restoredAt' | 'stateAt'>;
/** `now` in ms; `zone`: the IANA name of the practice's time zone. */
type WhenAndWhere = { readonly now: number; readonly zone: string };

/** Rows that are written at once. */
const atOnce = 200;

/**
 * Brings the planned letters of a rule to what is due now: new ones come, moved ones move, those of appointments that were
 * called off go. What was begun or left out stays as it is, whatever happens to its event. True where anything changed.
 */
export async function syncSends(
  store: Store,
  journal: Journal,
  rule: SyncedRule,
  sends: readonly DueSend[],
  { now, zone }: WhenAndWhere,
): Promise<boolean> {
  const { id: automationId } = rule;
  const steps = stepsFor(store.read, rule, sends, { now, zone });
  for (let from = 0; from < steps.length; from += atOnce) {
    await store.turn();
    store.write((db) => {
      // A rule that was switched off or removed meanwhile plans nothing.
      if (findAutomation(db, automationId)?.state !== 'on') return;
      for (const step of steps.slice(from, from + atOnce)) take(db, journal, automationId, step, now);
    });
  }
  return steps.length > 0;
}

function stepsFor(db: ReadHandle, rule: SyncedRule, sends: readonly DueSend[], { now, zone }: WhenAndWhere): Step[] {
  const { id: automationId, since } = rule;
  const open = new Map(listOpenSends(db, automationId).map((row) => [identity(row), row]));
  const steps: Step[] = [];
  const added = new Map<string, string[]>();
  for (const send of sends) {
    const row = open.get(identity(send));
    if (row !== undefined) {
      open.delete(identity(send));
      const state = stateOf(row, send, isAskedAfterRestore(rule, send, zone), now);
      if (!isSame(row, send) || state !== row.state) steps.push({ kind: 'move', row, send, state });
      continue;
    }
    if (findSend(db, { automationId, eventKey: send.eventKey, patientId: send.patientId }) !== null) continue;
    const { patientId, eventKey, dueAt } = send;
    added.set(patientId, [...(added.get(patientId) ?? []), eventKey]);
    // Switching a rule on sends nothing whose time had come before.
    const isBefore = dueAt < (since ?? now) || isAskedAfterRestore(rule, send, zone);
    const isAsked = isBefore || isMissed({ dueAt, saidAt: null }, now);
    steps.push({ kind: 'insert', send, state: isAsked ? 'missed' : 'planned' });
  }
  for (const row of open.values()) {
    const over = row.overAt === null ? row.state === 'missed' && row.dueAt < now - askedMs : row.overAt <= now;
    if (over) {
      steps.push({ kind: 'lapse', row });
      continue;
    }
    // One appointment went and one came: it was moved, and stays held.
    const [movedTo = null, ...others] = added.get(row.patientId) ?? [];
    steps.push({ kind: 'drop', row, movedTo: row.held && others.length === 0 ? movedTo : null });
  }
  return steps;
}

const identity = ({ patientId, eventKey }: Pick<OnSend, 'patientId' | 'eventKey'>) => `${patientId} ${eventKey}`;

/** What was once asked about is not sent by itself again, unless its time lies ahead now. */
function stateOf(row: SendRow, { dueAt }: DueSend, restoreAsks: boolean, now: number): 'planned' | 'missed' {
  if (row.state === 'missed') return dueAt > now && !restoreAsks ? 'planned' : 'missed';
  if (row.held) return 'planned';
  if (restoreAsks && row.saidAt === null) return 'missed';
  return isMissed({ dueAt, saidAt: row.saidAt }, now) ? 'missed' : 'planned';
}

function isSame(row: SendRow, { dueAt, overAt, event }: DueSend): boolean {
  const { is, day, time, what } = row.event;
  return (
    row.dueAt === dueAt &&
    row.overAt === overAt &&
    is === event.is &&
    day === event.day &&
    time === event.time &&
    what === event.what
  );
}

function take(db: WriteHandle, journal: Journal, automationId: string, step: Step, now: number): void {
  switch (step.kind) {
    case 'insert': {
      const { send, state } = step;
      // Another look may have come first.
      if (findSend(db, { automationId, eventKey: send.eventKey, patientId: send.patientId }) !== null) return;
      insertSend(db, { ...send, automationId, state });
      return;
    }
    case 'move':
      if (isOpen(db, step.row)) {
        const { dueAt, overAt, event } = step.send;
        moveSend(db, { ...step.row, dueAt, overAt, event, state: step.state });
      }
      return;
    case 'lapse':
      if (isOpen(db, step.row)) settleSend(db, step.row, 'lapsed', now);
      return;
    case 'drop': {
      const { row, movedTo } = step;
      if (!isOpen(db, row)) return;
      deleteOpenSend(db, row);
      if (movedTo === null) return;
      const { eventKey, patientId } = row;
      journal.append(db, 'automation.held', { automationId, eventKey: movedTo, patientId, movedFrom: eventKey });
    }
  }
}

function isOpen(db: ReadHandle, row: SendRow): boolean {
  const state = findSend(db, row)?.state;
  return state === 'planned' || state === 'missed';
}
