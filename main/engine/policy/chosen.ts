import type { ConsentView, Party } from '../../contract/fields.ts';
import type { ChoiceFacts } from './facts.ts';

/** True while the ledger still says what the person who chose had before their eyes. */
export function sawLedger(choice: Pick<ChoiceFacts, 'consentRowId' | 'at'>, ledgerNow: ConsentView): boolean {
  if (choice.consentRowId !== ledgerNow.rowId) return false;
  // A consent that runs out adds no row: the same row then says something else than what was seen.
  const expiredSince = ledgerNow.status === 'expired' && ledgerNow.until !== null && choice.at < ledgerNow.until;
  return !expiredSince;
}

/**
 * True while a thread's two choices stand: somebody said who it is with, chose a mode, and, for a patient, saw what the
 * ledger says now about plain mail. Send is shut while this is false; that it is true does not yet open it (`decide` does).
 */
export function isChosen(
  party: Party | null,
  choice: Pick<ChoiceFacts, 'consentRowId' | 'at'> | null,
  ledgerNow: ConsentView | null,
): boolean {
  if (party === null || choice === null) return false;
  if (party !== 'patient') return true;
  return ledgerNow !== null && sawLedger(choice, ledgerNow);
}
