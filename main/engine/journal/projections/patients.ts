import type { WriteHandle } from '../../store/sql.ts';
import type { EntryBodies } from '../entries.ts';
import type { Projections } from '../projections.ts';

function putPatient(db: WriteHandle, body: EntryBodies['patient.added'], addedAt: number): void {
  db.change(
    `INSERT INTO patient (id, name, birth_date, record_number, telephone, device, note, added_at)
     VALUES ($id, $name, $birthDate, $recordNumber, $telephone, $device, $note, $addedAt)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, birth_date = excluded.birth_date,
       record_number = excluded.record_number, telephone = excluded.telephone, device = excluded.device,
       note = excluded.note`,
    {
      id: body.patientId,
      name: body.name,
      birthDate: body.birthDate,
      recordNumber: body.recordNumber,
      telephone: body.telephone,
      device: body.device,
      note: body.note,
      addedAt: addedAt,
    },
  );
  db.changeAny('DELETE FROM patient_address WHERE patient_id = $id', { id: body.patientId });
  for (const [position, address] of body.addresses.entries()) {
    db.change('INSERT INTO patient_address (patient_id, address, position) VALUES ($id, $address, $position)', {
      id: body.patientId,
      address,
      position,
    });
  }
}

export const patientProjection: Projections = {
  'patient.added': (db, { body, at }) => putPatient(db, body, at),
  'patient.changed': (db, { body, at }) => putPatient(db, body, at),
  'patient.phrase-made': (db, { body, at, actor }) =>
    db.change(
      `INSERT INTO phrase (id, patient_id, words, sign, language, made_at, made_by)
       VALUES ($id, $patientId, $words, $sign, $language, $madeAt, $madeBy)`,
      {
        id: body.phraseId,
        patientId: body.patientId,
        words: body.words,
        sign: body.sign,
        language: body.language,
        madeAt: at,
        madeBy: actor,
      },
    ),
  'patient.phrase-given': (db, { body, at, actor }) => {
    db.change('UPDATE phrase SET given_at = $at, given_how = $how, given_by = $by WHERE id = $id', {
      id: body.phraseId,
      at,
      how: body.how,
      by: actor,
    });
    db.change('UPDATE patient SET device = $device WHERE id = $id', { id: body.patientId, device: body.device });
  },
};
