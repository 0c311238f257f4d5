import type { Clock } from '../../base/clock.ts';
import { isEngineError } from '../../base/errors.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Store } from '../../store/open.ts';
import { type SendRow, setSendLook } from '../../store/tables/automation-sends.ts';
import type { AutomationRecord } from '../../store/tables/automations.ts';
import { createDomainLook } from '../domain-look.ts';
import type { LetterSource, Letters } from '../letter-source.ts';
import { type PlannedPatient, planPatient } from '../plan-patient.ts';
import { gatherPlanFacts, type PlanFacts } from '../plan-row.ts';
import type { PlannerDependencies } from '../planner.ts';
import { eventFacts } from './event-facts.ts';
import { ruleContent } from './rule-content.ts';

export type SendDependencies = {
  readonly store: Store;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly letters: LetterSource;
  readonly transport: PlannerDependencies['transport'];
  readonly sizeLimit?: PlannerDependencies['sizeLimit'];
};

/** Letters that are looked at between two turns of others. */
const stretch = 25;
/** Looks that are written down at once. */
const written = 200;

/**
 * Who gets a letter already, by event: the same person twice on file, with the same appointment twice in the book, gets one
 * letter about it. One for all that is due by a rule at once, however many times it takes to begin it.
 */
export type SeenSends = Map<string, Map<string, string>>;

type PlanOf = (row: SendRow) => Promise<PlannedPatient | null>;

/** Works out how letters of one rule would leave: the same planning as for a campaign, about each letter's own event. */
function planOf(
  store: Store,
  rule: Pick<AutomationRecord, 'purpose'>,
  opened: Letters,
  facts: PlanFacts,
  seen: SeenSends,
): PlanOf {
  const terms = { purpose: rule.purpose, contentKind: opened.contentKind, files: [] };
  return async (row) => {
    const { patientId, eventKey } = row;
    const others = seen.get(eventKey) ?? new Map<string, string>();
    seen.set(eventKey, others);
    const render = () => opened.render(store.read, patientId, eventFacts(row));
    try {
      return await planPatient(store, patientId, { terms, facts, seen: others, render });
    } catch (error) {
      // Whom an import's undo took away is written to no more.
      if (isEngineError(error, 'not-found')) return null;
      throw error;
    }
  };
}

/** How each of these letters of one rule would leave now. Nothing where its template is gone. */
export async function planSends(
  rule: AutomationRecord,
  rows: readonly SendRow[],
  seen: SeenSends,
  { store, clock, letters, transport, sizeLimit }: SendDependencies,
): Promise<{ readonly row: SendRow; readonly planned: PlannedPatient }[]> {
  const now = clock.now();
  const template = letters.open(store.read, rule.templateId, rule.templateVersion, now);
  if (template === null) return [];
  const opened = { ...template, contentKind: ruleContent(store.read, rule, template, letters, now) };
  const facts = await gatherPlanFacts(store.read, now, transport.find, sizeLimit?.() ?? null);
  const plan = planOf(store, rule, opened, facts, seen);
  const look = createDomainLook({ store, transport });
  const found: { row: SendRow; planned: PlannedPatient }[] = [];
  for (let from = 0; from < rows.length; from += stretch) {
    const some = rows.slice(from, from + stretch);
    if (opened.contentKind !== 'sensitive') await look(some.map(({ patientId }) => patientId));
    for (const row of some) {
      const planned = await plan(row);
      if (planned !== null) found.push({ row, planned });
    }
    await store.turn();
  }
  return found;
}

/** Notes how these letters would leave, for people to see. */
export async function lookAtSends(
  rule: AutomationRecord,
  rows: readonly SendRow[],
  dependencies: SendDependencies,
): Promise<void> {
  const { store, clock } = dependencies;
  const planned = await planSends(rule, rows, new Map(), dependencies);
  for (let from = 0; from < planned.length; from += written) {
    await store.turn();
    store.write((db) => {
      for (const { row, planned: look } of planned.slice(from, from + written)) {
        const { name, address, mode, modeReason, modeReasonAt, reasonsJson } = look;
        setSendLook(db, row, { name, address, mode, modeReason, modeReasonAt, reasonsJson }, clock.now());
      }
    });
  }
}
