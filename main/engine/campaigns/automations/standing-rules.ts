import { isEngineError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import { listOpenSends, moveSend, type SendRow, settleSend } from '../../store/tables/automation-sends.ts';
import { type AutomationRecord, listAutomations } from '../../store/tables/automations.ts';
import { findImportWork } from '../../store/tables/import-pieces.ts';
import { listTermObstacles } from '../obstacles.ts';
import { createWakeful, type Wakeful } from '../wakeful.ts';
import { beginSends } from './begin-sends.ts';
import { isMissed } from './due.ts';
import { dueOfRule } from './due-of-rule.ts';
import { lookAtSends, type SeenSends, type SendDependencies } from './plan-sends.ts';
import { syncSends } from './sync-sends.ts';
import { whatChanged } from './what-changed.ts';

/** How long nothing is looked at where nothing is due, in ms. */
const lookAgainMs = 15_000;
/** What is planned is read anew after this, whatever the journal says: days pass, and so does what domains publish. */
const freshMs = 3_600_000;
/** Letters of one rule that are begun at once. */
const mostAtOnce = 200;

export type StandingRulesDependencies = SendDependencies & {
  readonly log: Log;
  /** Where the practice is: the IANA name of this computer's time zone. */
  readonly zone: () => string;
  /** A run has something to send. */
  readonly wakeRuns: () => void;
  readonly onChanged: () => void;
};

/**
 * Plans the letters of rules that are on, a week ahead, and gives each to a run at its time; woken when rules, patients or
 * groups change.
 */
export function createStandingRules(dependencies: StandingRulesDependencies): Wakeful {
  const { store, clock, log } = dependencies;
  let seen: Seen = { sequence: null, at: 0, zone: '' };

  async function round(goesOn: () => boolean): Promise<number> {
    // Half an import is no appointment book.
    if (findImportWork(store.read) !== null) return lookAgainMs;
    const rules = listAutomations(store.read).filter(({ state }) => state === 'on');
    if (rules.length === 0) return lookAgainMs;
    seen = await refresh(rules, seen, dependencies);
    return act(rules, dependencies, goesOn);
  }

  return createWakeful(clock, round, (error) => {
    warn(log, error);
    return lookAgainMs;
  });
}

/** How far the journal was read, and when and where everything was planned last. */
type Seen = { readonly sequence: number | null; readonly at: number; readonly zone: string };

/** Brings what is planned, and how it would leave, to what is on file now. */
async function refresh(
  rules: readonly AutomationRecord[],
  seen: Seen,
  dependencies: StandingRulesDependencies,
): Promise<Seen> {
  const { store, clock, log, onChanged } = dependencies;
  const now = clock.now();
  const zone = dependencies.zone();
  const isOld = seen.zone !== zone || now - seen.at >= freshMs || now < seen.at;
  const changed = whatChanged(store.read, isOld ? null : seen.sequence);
  let told = false;
  let failed = false;
  for (const rule of rules) {
    try {
      if (changed.events) told = (await syncRule(rule, now, zone, dependencies)) || told;
      const rows = listOpenSends(store.read, rule.id).filter(
        ({ lookedAt, patientId }) => changed.everybody || lookedAt === null || changed.patientIds.has(patientId),
      );
      if (rows.length === 0) continue;
      await lookAtSends(rule, rows, dependencies);
      told = true;
    } catch (error) {
      // One rule that cannot be planned must not keep the others from it; the same changes are read again for it.
      warn(log, error);
      failed = true;
    }
  }
  if (told) onChanged();
  if (failed) return seen;
  return { sequence: changed.sequence, at: isOld ? now : seen.at, zone };
}

/** Brings the planned letters of one rule to what is on file; true where anything changed. */
async function syncRule(
  rule: AutomationRecord,
  now: number,
  zone: string,
  { store, journal, letters }: StandingRulesDependencies,
): Promise<boolean> {
  const sends = await dueOfRule(store, rule, { letters, since: rule.since ?? now, now, zone });
  return syncSends(store, journal, rule, sends, { now, zone });
}

function warn(log: Log, error: unknown): void {
  log.warn('automations.failed', { full: isEngineError(error, 'disk-full') });
}

/** Begins what is due; what is too late for that is asked about. In how many ms the next is due. */
async function act(
  rules: readonly AutomationRecord[],
  dependencies: StandingRulesDependencies,
  goesOn: () => boolean,
): Promise<number> {
  const { store, clock, log, letters, wakeRuns, onChanged } = dependencies;
  let next = lookAgainMs;
  let told = false;
  for (const rule of rules) {
    const writtenTo: SeenSends = new Map();
    for (let more = true; more && goesOn(); ) {
      more = false;
      const now = clock.now();
      const open = listOpenSends(store.read, rule.id);
      told = setAside(open, dependencies, now) || told;
      const waiting = open.filter(
        (row) => row.state === 'planned' && !row.held && !isOver(row, now) && !isMissed(row, now),
      );
      const ready = waiting.filter((row) => (row.saidAt ?? row.dueAt) <= now).slice(0, mostAtOnce);
      for (const { dueAt } of waiting) if (dueAt > now) next = Math.min(next, dueAt - now);
      // What stands against the rule is told with it; once its letters are late, they are asked about.
      if (ready.length === 0 || listTermObstacles(store.read, rule, letters, now).length > 0) continue;
      const begun = await beginSends(rule, ready, writtenTo, dependencies).catch((error: unknown) => {
        warn(log, error);
        return 0;
      });
      more = begun > 0;
      told = told || more;
      if (more) wakeRuns();
    }
  }
  if (told) onChanged();
  return Math.max(next, 50);
}

const isOver = ({ overAt }: SendRow, now: number) => overAt !== null && overAt <= now;

/** Takes out what will not leave by itself: too late to make sense, or so late that a person is asked. True where any was. */
function setAside(open: readonly SendRow[], { store }: StandingRulesDependencies, now: number): boolean {
  const over = open.filter((row) => isOver(row, now));
  const missed = open.filter((row) => row.state === 'planned' && !row.held && !isOver(row, now) && isMissed(row, now));
  if (over.length === 0 && missed.length === 0) return false;
  store.write((db) => {
    for (const row of over) settleSend(db, row, 'lapsed', now);
    for (const row of missed) moveSend(db, { ...row, state: 'missed' });
  });
  return true;
}
