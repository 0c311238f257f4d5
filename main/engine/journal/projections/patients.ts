import type { WriteHandle } from '../../store/sql.ts';
import { addTag, listFields, listTags, putField, removeTag } from '../../store/tables/patient-facts.ts';
import type { EntryBodies } from '../entries.ts';
import { putAddresses } from '../import-patient.ts';
import type { Projections } from '../projections.ts';

function putPatient(db: WriteHandle, body: EntryBodies['patient.added'], addedAt: number): void {
  db.change(
    `INSERT INTO patient (id, name, birth_date, record_number, telephone, device, note, added_at)
     VALUES ($id, $name, $birthDate, $recordNumber, $telephone, $device, $note, $addedAt)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, birth_date = excluded.birth_date,
       record_number = excluded.record_number, telephone = excluded.telephone, device = excluded.device,
       note = excluded.note, import_id = NULL`,
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
  putAddresses(db, body.patientId, body.addresses);
}

/** Writes what a person typed about a patient; from now on no undone import takes the patient away. */
function putProfile(db: WriteHandle, body: EntryBodies['patient.profile-changed']): void {
  const { number } = db.get<{ number: number }>('SELECT number FROM patient WHERE id = $id', { id: body.patientId });
  db.change(
    `UPDATE patient SET given_name = $givenName, family_name = $familyName, sex = $sex, street = $street, city = $city,
       region = $region, postal_code = $postalCode, doctor = $doctor, import_id = NULL WHERE number = $number`,
    {
      number,
      givenName: body.givenName,
      familyName: body.familyName,
      sex: body.sex,
      street: body.street,
      city: body.city,
      region: body.region,
      postalCode: body.postalCode,
      doctor: body.doctor,
    },
  );
  for (const tag of listTags(db, number)) if (!body.tags.includes(tag)) removeTag(db, number, tag);
  for (const tag of body.tags) addTag(db, number, tag);
  for (const { name } of listFields(db, number)) putField(db, number, name, null);
  for (const { name, value } of body.fields) putField(db, number, name, value);
}

export const patientProjection: Projections = {
  'patient.added': (db, { body, at }) => putPatient(db, body, at),
  'patient.changed': (db, { body, at }) => putPatient(db, body, at),
  'patient.profile-changed': (db, { body }) => putProfile(db, body),
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
