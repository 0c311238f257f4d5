import type { Projections } from '../projections.ts';

export const threadProjection: Projections = {
  'thread.party-set': (db, { body }) => {
    db.change(
      `INSERT INTO thread_party (thread_id, party, patient_id) VALUES ($threadId, $party, $patientId)
       ON CONFLICT (thread_id) DO UPDATE SET party = excluded.party, patient_id = excluded.patient_id`,
      { threadId: body.threadId, party: body.party, patientId: body.patientId },
    );
    db.change(
      `INSERT INTO address_party (address, party) VALUES ($address, $party)
       ON CONFLICT (address) DO UPDATE SET party = excluded.party`,
      { address: body.address, party: body.party },
    );
  },
  'thread.chosen': (db, { body, at, actor }) =>
    db.change(
      `INSERT INTO thread_choice (thread_id, mode, consent_row_id, chosen_by, chosen_at)
       VALUES ($threadId, $mode, $consentRowId, $chosenBy, $chosenAt)
       ON CONFLICT (thread_id) DO UPDATE SET mode = excluded.mode, consent_row_id = excluded.consent_row_id,
         chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at, campaign_id = NULL`,
      {
        threadId: body.threadId,
        mode: body.mode,
        consentRowId: body.consentRowId,
        chosenBy: actor,
        chosenAt: at,
      },
    ),
};
