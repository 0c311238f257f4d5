import type { ConsentView, Mode, Party } from '../../contract/fields.ts';
import type { ThreadChoice } from '../../contract/threads.ts';
import { storedAddress } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { isDowngrade } from '../policy/strength.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { dropThreadQuotes } from '../store/tables/drafts.ts';
import { findThreadChoice, findThreadParty } from '../store/tables/thread-choices.ts';

/** Whom a thread is with, as a person said; null before. */
export function threadParty(
  db: ReadHandle,
  threadId: string,
): { readonly party: Party | null; readonly patientId: string | null } {
  const row = findThreadParty(db, threadId);
  return { party: row?.party ?? null, patientId: row?.patientId ?? null };
}

export function threadChoice(db: ReadHandle, threadId: string): ThreadChoice | null {
  const row = findThreadChoice(db, threadId);
  return row === null ? null : { mode: row.mode, consentRowId: row.consentRowId, by: row.chosenBy, at: row.chosenAt };
}

export function setParty(
  db: WriteHandle,
  journal: Journal,
  said: {
    readonly threadId: string;
    readonly party: Party;
    readonly patientId: string | null;
    readonly address: string;
  },
): void {
  if ((said.party === 'patient') !== (said.patientId !== null)) throw new EngineError('bad-request');
  journal.append(db, 'thread.party-set', { ...said, address: storedAddress(said.address) });
}

/**
 * Records the two choices. `consentSeen` is the ledger's row the person had before their eyes: where it says something
 * else by now this throws `state-changed`. Going weaker without a reason throws `bad-request`; with one it
 * drops the quotes of the thread's drafts.
 */
export function chooseForThread(
  db: WriteHandle,
  journal: Journal,
  choice: {
    readonly threadId: string;
    readonly mode: Mode;
    readonly consentRowId: string | null;
    readonly downgradeReason: string | null;
    readonly ledgerNow: ConsentView | null;
  },
): void {
  const before = threadChoice(db, choice.threadId);
  const downgradeFrom = before !== null && isDowngrade(before.mode, choice.mode) ? before.mode : null;
  const reason = choice.downgradeReason?.trim() || null;
  if (downgradeFrom !== null && reason === null) throw new EngineError('bad-request', { field: 'downgradeReason' });
  if ((choice.ledgerNow?.rowId ?? null) !== choice.consentRowId) throw new EngineError('state-changed');
  journal.append(db, 'thread.chosen', {
    threadId: choice.threadId,
    patientId: threadParty(db, choice.threadId).patientId,
    mode: choice.mode,
    consentRowId: choice.consentRowId,
    downgradeFrom,
    downgradeReason: downgradeFrom === null ? null : reason,
  });
  if (downgradeFrom !== null) dropThreadQuotes(db, choice.threadId);
}
