import type { ConsentView, Party, Person } from '../../contract/fields.ts';
import type { ThreadRow } from '../../contract/threads.ts';
import type { ThreadListRow } from '../store/tables/thread-list.ts';

/** What a list row knows besides the mail; handed in, since this room knows neither ledger nor policy. */
export type ChoiceFacts = {
  /** What the ledger says now about unencrypted mail. */
  readonly consentOf: (patientId: string) => ConsentView;
  /** Whether a thread's two choices stand (`policy/chosen.ts`). */
  readonly isChosen: (
    party: Party | null,
    choice: { readonly consentRowId: string | null; readonly at: number } | null,
    ledgerNow: ConsentView | null,
  ) => boolean;
  /** Who vouches for the way to this address where the mode `tls` rests on nothing else. */
  readonly listedBy: (address: string) => string | null;
};

/** A list row as the contract has it. */
export function threadRow(row: ThreadListRow, facts: ChoiceFacts): ThreadRow {
  const consent = consentOf(row, facts);
  const listedBy = row.mode === 'tls' ? facts.listedBy(row.correspondentAddress) : null;
  return {
    id: row.id,
    people: [...peopleOf(row)],
    subject: row.subject,
    snippet: row.snippet,
    lastAt: row.lastAt,
    unread: row.unreadCount > 0,
    flagged: row.flagged === 1,
    hasAttachments: row.hasAttachments === 1,
    hasDraft: row.hasDraft === 1,
    messageCount: row.messageCount,
    party: row.party,
    mode: row.mode,
    consent,
    chosen: facts.isChosen(row.party, choiceOf(row), consent),
    ...(listedBy === null ? {} : { listedBy }),
    ...(row.subjectHidden === 1 ? { subjectHidden: true } : {}),
  };
}

/** Whether the row's two choices stand. */
export function rowIsChosen(row: ThreadListRow, facts: ChoiceFacts): boolean {
  return facts.isChosen(row.party, choiceOf(row), consentOf(row, facts));
}

function consentOf(row: ThreadListRow, facts: ChoiceFacts): ConsentView | null {
  return row.party === 'patient' && row.patientId !== null ? facts.consentOf(row.patientId) : null;
}

function choiceOf(row: ThreadListRow) {
  return row.chosenAt === null ? null : { consentRowId: row.consentRowId, at: row.chosenAt };
}

function peopleOf(row: ThreadListRow): readonly Person[] {
  if (row.patientName !== null) return [{ name: row.patientName, address: row.correspondentAddress }];
  return JSON.parse(row.peopleJson) as Person[];
}
