import type { Mode, Party } from '../../../contract/fields.ts';
import { storedAddress } from '../../base/address.ts';
import type { ReadHandle } from '../sql.ts';

export type ThreadPartyRow = { readonly threadId: string; readonly party: Party; readonly patientId: string | null };
export type ThreadChoiceRow = {
  readonly threadId: string;
  readonly mode: Mode;
  readonly consentRowId: string | null;
  readonly chosenBy: string;
  readonly chosenAt: number;
};

export function findThreadParty(db: ReadHandle, threadId: string): ThreadPartyRow | null {
  return db.find(
    'SELECT thread_id AS threadId, party, patient_id AS patientId FROM thread_party WHERE thread_id = $threadId',
    { threadId },
  );
}

export function findThreadChoice(db: ReadHandle, threadId: string): ThreadChoiceRow | null {
  return db.find(
    `SELECT thread_id AS threadId, mode, consent_row_id AS consentRowId, chosen_by AS chosenBy, chosen_at AS chosenAt
     FROM thread_choice WHERE thread_id = $threadId`,
    { threadId },
  );
}

/** The party last said for an address; a suggestion for its next thread. */
export function findAddressParty(db: ReadHandle, address: string): Party | null {
  return (
    db.find<{ party: Party }>('SELECT party FROM address_party WHERE address = $address', {
      address: storedAddress(address),
    })?.party ?? null
  );
}

/** The mode a person chose last in another conversation with this patient; null before the first. */
export function findPatientDefaultMode(db: ReadHandle, patientId: string, threadId: string): Mode | null {
  return (
    db.find<{ mode: Mode }>(
      `SELECT mode FROM thread_choice JOIN thread_party USING (thread_id)
       WHERE patient_id = $patientId AND thread_id <> $threadId AND campaign_id IS NULL ORDER BY chosen_at DESC LIMIT 1`,
      { patientId, threadId },
    )?.mode ?? null
  );
}
