import type { Mode, Party } from '../../../contract/fields.ts';
import type { ReadHandle } from '../sql.ts';

export type ThreadPartyRow = { readonly thread_id: string; readonly party: Party; readonly patient_id: string | null };
export type ThreadChoiceRow = {
  readonly thread_id: string;
  readonly mode: Mode;
  readonly consent_row_id: string | null;
  readonly downgrade_reason: string | null;
  readonly chosen_by: string;
  readonly chosen_at: number;
};

export function findThreadParty(db: ReadHandle, threadId: string): ThreadPartyRow | null {
  return db.find('SELECT * FROM thread_party WHERE thread_id = $thread_id', { thread_id: threadId });
}

export function findThreadChoice(db: ReadHandle, threadId: string): ThreadChoiceRow | null {
  return db.find('SELECT * FROM thread_choice WHERE thread_id = $thread_id', { thread_id: threadId });
}

/** The party last said for an address; a suggestion for its next thread. */
export function findAddressParty(db: ReadHandle, address: string): Party | null {
  return (
    db.find<{ party: Party }>('SELECT party FROM address_party WHERE address = $address', {
      address: address.toLowerCase(),
    })?.party ?? null
  );
}

/** The mode chosen last in another conversation with this patient; null before the first. */
export function findPatientDefaultMode(db: ReadHandle, patientId: string, threadId: string): Mode | null {
  return (
    db.find<{ mode: Mode }>(
      `SELECT mode FROM thread_choice JOIN thread_party USING (thread_id)
       WHERE patient_id = $patient_id AND thread_id <> $thread_id ORDER BY chosen_at DESC LIMIT 1`,
      { patient_id: patientId, thread_id: threadId },
    )?.mode ?? null
  );
}
