import type { ConnectionState } from '../../contract/account.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { type EngineError, isEngineError } from '../base/errors.ts';

/** What is kept of a session to say how it is. */
export type SessionFacts = {
  readonly connected: boolean;
  readonly busy: boolean;
  readonly failure: EngineError | null;
  readonly done: number;
  readonly total: number;
  readonly lastSyncAt: number | null;
};

export const noSession: SessionFacts = {
  connected: false,
  busy: false,
  failure: null,
  done: 0,
  total: 0,
  lastSyncAt: null,
};

/** The line is down, as lines are; trying again will help. All else needs a person. */
const offlineCodes: readonly ErrorCode[] = ['offline', 'server-timeout', 'server-refused', 'server-name-not-found'];

export function isOffline(error: unknown): boolean {
  return isEngineError(error) && offlineCodes.includes(error.code);
}

/** The session as the contract says it. */
export function connectionState(facts: SessionFacts): ConnectionState {
  const { failure, done, total, lastSyncAt } = facts;
  const common = { code: null, facts: {}, done, total, lastSyncAt };
  if (facts.connected) return { ...common, state: facts.busy || done < total ? 'syncing' : 'up-to-date' };
  if (failure === null) return { ...common, state: 'connecting' };
  return {
    ...common,
    state: isOffline(failure) ? 'offline' : 'failed',
    code: failure.code,
    facts: { ...failure.facts },
  };
}

/** Before the next attempt, in ms: doubling from 2 s to 5 min, and rarely where only a person can help. */
export function nextDelay(failures: number, failure: EngineError): number {
  // Servers lock accounts that knock too often with a wrong password.
  if (failure.code === 'sign-in-refused' || failure.code === 'sign-in-needs-oauth') return 15 * 60_000;
  return Math.min(5 * 60_000, 2_000 * 2 ** Math.min(failures, 10));
}
