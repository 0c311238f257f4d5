import type { Projections } from '../projections.ts';

export const threadProjection: Projections = {
  'thread.party-set': (db, { body }) => {
    db.change(
      `INSERT INTO thread_party (thread_id, party, patient_id) VALUES ($thread_id, $party, $patient_id)
       ON CONFLICT (thread_id) DO UPDATE SET party = excluded.party, patient_id = excluded.patient_id`,
      { thread_id: body.threadId, party: body.party, patient_id: body.patientId },
    );
    db.change(
      `INSERT INTO address_party (address, party) VALUES ($address, $party)
       ON CONFLICT (address) DO UPDATE SET party = excluded.party`,
      { address: body.address.toLowerCase(), party: body.party },
    );
  },
  'thread.chosen': (db, { body, at, actor }) =>
    db.change(
      `INSERT INTO thread_choice (thread_id, mode, consent_row_id, downgrade_reason, chosen_by, chosen_at)
       VALUES ($thread_id, $mode, $consent_row_id, $downgrade_reason, $chosen_by, $chosen_at)
       ON CONFLICT (thread_id) DO UPDATE SET mode = excluded.mode, consent_row_id = excluded.consent_row_id,
         downgrade_reason = excluded.downgrade_reason, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at`,
      {
        thread_id: body.threadId,
        mode: body.mode,
        consent_row_id: body.consentRowId,
        downgrade_reason: body.downgradeReason,
        chosen_by: actor,
        chosen_at: at,
      },
    ),
};
