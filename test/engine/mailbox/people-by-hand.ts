import type { Store } from '../../../main/engine/store/open.ts';

/** A patient row, as the journal's projection would leave it. */
export function addPatient(store: Store, id: string, ...addresses: readonly string[]): void {
  store.write((db) => {
    db.change(
      `INSERT INTO patient (id, name, birth_date, record_number, telephone, device, note, added_at)
       VALUES ($id, $id, NULL, '', '', 'unknown', '', 0)`,
      { id },
    );
    for (const [position, address] of addresses.entries()) {
      db.change('INSERT INTO patient_address (patient_id, address, position) VALUES ($id, $address, $position)', {
        id,
        address,
        position,
      });
    }
  });
}

export function setParty(store: Store, threadId: string, party: string, patientId: string | null = null): void {
  store.write((db) =>
    db.change('INSERT INTO thread_party (thread_id, party, patient_id) VALUES ($threadId, $party, $patientId)', {
      threadId,
      party,
      patientId,
    }),
  );
}

export function setChoice(store: Store, threadId: string, consentRowId: string | null): void {
  store.write((db) =>
    db.change(
      `INSERT INTO thread_choice (thread_id, mode, consent_row_id, chosen_by, chosen_at)
       VALUES ($threadId, 'sealed', $consentRowId, 'Dana', 0)`,
      { threadId, consentRowId },
    ),
  );
}

export function addConsent(store: Store, id: string, patientId: string, until: number | null = null): void {
  store.write((db) =>
    db.change(
      `INSERT INTO consent_row (id, patient_id, purpose, event, how, wording, wording_version, warned, recorded_by, at, until)
       VALUES ($id, $patientId, 'unencrypted-email', 'given', 'at-the-desk', '', '1', 1, 'Dana', 1, $until)`,
      { id, patientId, until },
    ),
  );
}

/** A letter of ours in a thread that exists, with the message and outbox row it hangs on. */
export function addLetter(
  store: Store,
  letter: {
    readonly id: string;
    readonly threadId: string;
    readonly messageId: string;
    readonly address: string;
    readonly secret: string;
  },
): void {
  store.write((db) => {
    db.change(
      `INSERT INTO outbox (id, submission_id, message_id, thread_id, mode, decision_json, envelope_from, envelope_to_json,
         message_id_header, copy_state, state, queued_at, not_before, attempts, checked)
       VALUES ($outboxId, 'sub', $messageId, $threadId, 'sealed', '{}', '', '[]', $outboxId, 'done', 'sent', 0, 0, 1, '')`,
      { outboxId: `out_${letter.id}`, messageId: letter.messageId, threadId: letter.threadId },
    );
    db.change(
      `INSERT INTO letter (id, outbox_id, thread_id, patient_id, address, reply_secret, sealed_at)
       VALUES ($id, $outboxId, $threadId, 'pt_ana', $address, $secret, 1000)`,
      {
        id: letter.id,
        outboxId: `out_${letter.id}`,
        threadId: letter.threadId,
        address: letter.address,
        secret: letter.secret,
      },
    );
  });
}
