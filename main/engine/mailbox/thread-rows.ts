import type { ConsentView, Mode, Party, Person } from '../../contract/fields.ts';
import type { ThreadRow } from '../../contract/threads.ts';

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
};

export type ThreadListRecord = {
  readonly id: string;
  readonly subject: string;
  readonly correspondentName: string;
  readonly correspondentAddress: string;
  readonly peopleJson: string;
  readonly lastAt: number;
  readonly messageCount: number;
  readonly unreadCount: number;
  readonly flagged: number;
  readonly hasAttachments: number;
  readonly snippet: string;
  readonly hasDraft: number;
  readonly party: Party | null;
  readonly patientId: string | null;
  readonly patientName: string | null;
  readonly mode: Mode | null;
  readonly consentRowId: string | null;
  readonly chosenAt: number | null;
};

/** Use with `threadListJoins`. */
export const threadListColumns = `thread.id AS id, thread.subject AS subject, correspondent_name AS correspondentName,
  correspondent_address AS correspondentAddress, people_json AS peopleJson, thread.last_at AS lastAt,
  message_count AS messageCount, unread_count AS unreadCount, flagged, has_attachments AS hasAttachments, snippet,
  EXISTS (SELECT 1 FROM draft WHERE draft.thread_id = thread.id AND draft.submission_id IS NULL) AS hasDraft,
  thread_party.party AS party, thread_party.patient_id AS patientId, patient.name AS patientName,
  thread_choice.mode AS mode, thread_choice.consent_row_id AS consentRowId, thread_choice.chosen_at AS chosenAt`;

export const threadListJoins = `LEFT JOIN thread_party ON thread_party.thread_id = thread.id
  LEFT JOIN patient ON patient.id = thread_party.patient_id
  LEFT JOIN thread_choice ON thread_choice.thread_id = thread.id`;

/** A list row as the contract has it. */
export function threadRow(record: ThreadListRecord, facts: ChoiceFacts): ThreadRow {
  const consent = consentOf(record, facts);
  return {
    id: record.id,
    people: [...peopleOf(record)],
    subject: record.subject,
    snippet: record.snippet,
    lastAt: record.lastAt,
    unread: record.unreadCount > 0,
    flagged: record.flagged === 1,
    hasAttachments: record.hasAttachments === 1,
    hasDraft: record.hasDraft === 1,
    messageCount: record.messageCount,
    party: record.party,
    mode: record.mode,
    consent,
    chosen: facts.isChosen(record.party, choiceOf(record), consent),
  };
}

/** Whether the record's two choices stand. */
export function recordIsChosen(record: ThreadListRecord, facts: ChoiceFacts): boolean {
  return facts.isChosen(record.party, choiceOf(record), consentOf(record, facts));
}

function consentOf(record: ThreadListRecord, facts: ChoiceFacts): ConsentView | null {
  return record.party === 'patient' && record.patientId !== null ? facts.consentOf(record.patientId) : null;
}

function choiceOf(record: ThreadListRecord) {
  return record.chosenAt === null ? null : { consentRowId: record.consentRowId, at: record.chosenAt };
}

function peopleOf(record: ThreadListRecord): readonly Person[] {
  if (record.patientName !== null) return [{ name: record.patientName, address: record.correspondentAddress }];
  return JSON.parse(record.peopleJson) as Person[];
}
