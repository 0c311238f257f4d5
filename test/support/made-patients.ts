import type { WriteHandle } from '../../main/engine/store/sql.ts';
import type { SeededRandom } from '../../resources/demo-practice/seeded-random.ts';

/** Everything a rule can ask of one patient. */
export type MadePatient = {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly birthDate: string | null;
  readonly sex: string;
  readonly telephone: string;
  readonly postalCode: string;
  readonly doctor: string;
  readonly addresses: readonly string[];
  readonly phraseGiven: boolean;
  readonly tags: readonly string[];
  readonly observations: readonly MadeObservation[];
  readonly conditions: readonly MadeSpan[];
  readonly treatments: readonly MadeSpan[];
  readonly immunizations: readonly { readonly concept: number; readonly day: string }[];
  readonly visits: readonly MadeVisit[];
  readonly fields: readonly { readonly field: number; readonly text: string }[];
  readonly consents: readonly MadeConsent[];
};
export type MadeObservation = {
  readonly concept: number;
  readonly day: string;
  readonly time: string;
  readonly value: number | null;
  readonly text: string | null;
};
export type MadeSpan = { readonly concept: number; readonly since: string | null; readonly until: string | null };
export type MadeVisit = {
  readonly day: string;
  readonly time: string;
  readonly state: string;
  readonly reason: string;
  readonly doctor: string;
};
export type MadeConsent = {
  readonly purpose: string;
  readonly event: 'asked' | 'given' | 'declined' | 'withdrawn';
  readonly at: number;
  readonly until: number | null;
};

export const madeConcepts = [
  { number: 1, kind: 'observation', code: '4548-4', label: 'A1C' },
  { number: 2, kind: 'observation', code: '2093-3', label: 'Cholesterol' },
  { number: 3, kind: 'observation', code: '2085-9', label: 'HDL cholesterol' },
  { number: 4, kind: 'observation', code: '8480-6', label: 'Systolic pressure' },
  { number: 5, kind: 'observation', code: '29463-7', label: 'Weight' },
  { number: 6, kind: 'observation', code: '39156-5', label: 'BMI' },
  { number: 7, kind: 'observation', code: '2160-0', label: 'Creatinine' },
  { number: 8, kind: 'observation', code: '2345-7', label: 'Glucose' },
  { number: 9, kind: 'observation', code: '718-7', label: 'Hemoglobin' },
  { number: 10, kind: 'observation', code: 'a1c', label: 'a1c' },
  { number: 11, kind: 'condition', code: 'E11.9', label: 'Type 2 diabetes' },
  { number: 12, kind: 'condition', code: 'I10', label: 'Hypertension' },
  { number: 13, kind: 'condition', code: 'O24.4', label: 'Gestational diabetes' },
  { number: 14, kind: 'treatment', code: '860975', label: 'Metformin 500 mg' },
  { number: 15, kind: 'treatment', code: '314076', label: 'Lisinopril 10 mg' },
  { number: 16, kind: 'immunization', code: '140', label: 'Influenza' },
  { number: 17, kind: 'immunization', code: '121', label: 'Zoster 100%_live' },
] as const;
export const madeFields = [
  { number: 1, name: 'Insurer' },
  { number: 2, name: 'Risk score' },
] as const;
export const madeDoctors = ['Dr. Jones', 'Dr. Amara Osei', 'Dr. Lee', ''] as const;
export const madeTags = ['VIP', 'newsletter', 'portal'] as const;
export const madeReasons = ['Annual physical', 'Diabetes follow-up', 'Flu shot', ''] as const;
const givenNames = ['Ana', 'Bo', 'Carla', 'Dev', 'Élise', 'Finn', 'Grace', 'Hugo'] as const;
const familyNames = ['Ruiz', 'Li', 'Okafor', 'Novak', 'Smith', 'Haddad', 'Brandt'] as const;
const insurers = ['Aetna', 'BlueCross', 'medicare', '100% own_account'] as const;

const dayMs = 86_400_000;

/** `today` is the middle of the days that are made: some lie after it. */
export function makePatient(chance: SeededRandom, number: number, today: string, observations: number): MadePatient {
  const near = (back: number, ahead: number) =>
    new Date(Date.parse(today) - chance.between(-ahead, back) * dayMs).toISOString().slice(0, 10);
  const list = <Value>(most: number, make: () => Value) => Array.from({ length: chance.between(0, most) }, make);
  const span = (concepts: readonly number[]) =>
    distinct(
      list(2, () => ({
        concept: chance.pick(concepts),
        since: chance.maybe(0.8) ? near(2_000, 30) : null,
        until: chance.maybe(0.3) ? near(900, 300) : null,
      })),
      ({ concept }) => concept,
    );
  const time = () => chance.pick(['', '08:30', '14:00']);
  return {
    number,
    id: `pt_made${String(number).padStart(8, '0')}`,
    name: `${chance.pick(givenNames)} ${chance.pick(familyNames)}`,
    birthDate: chance.maybe(0.95)
      ? chance.pick([near(36_000, 0), near(36_000, 0), `2000-02-29`, near(20_000, 0)])
      : null,
    sex: chance.pick(['female', 'male', 'female', 'male', 'other', 'unknown']),
    telephone: chance.maybe(0.7) ? '555 0100' : '',
    postalCode: chance.maybe(0.8) ? chance.pick(['62701', '62704', '10%01']) : '',
    doctor: chance.pick(madeDoctors),
    addresses: chance.maybe(0.85) ? [`p${number}@mail.example`] : [],
    phraseGiven: chance.maybe(0.4),
    tags: distinct(
      list(2, () => chance.pick(madeTags)),
      String,
    ),
    observations: distinct(
      Array.from({ length: observations }, () => {
        const text = chance.maybe(0.1);
        return {
          concept: chance.between(1, 10),
          day: near(900, 40),
          time: time(),
          value: text ? null : Math.round(chance.next() * 160) / 10,
          text: text ? 'negative' : null,
        };
      }),
      ({ concept, day, time }) => `${concept} ${day} ${time}`,
    ),
    conditions: span([11, 12, 13]),
    treatments: span([14, 15]),
    immunizations: distinct(
      list(2, () => ({ concept: chance.pick([16, 17]), day: near(800, 20) })),
      ({ concept, day }) => `${concept} ${day}`,
    ),
    visits: distinct(
      list(4, () => ({
        day: near(900, 120),
        time: time(),
        state: chance.pick(['kept', 'kept', 'kept', 'cancelled', 'missed']),
        reason: chance.pick(madeReasons),
        doctor: chance.pick(madeDoctors),
      })),
      ({ day, time }) => `${day} ${time}`,
    ),
    fields: [
      ...(chance.maybe(0.6) ? [{ field: 1, text: chance.pick(insurers) }] : []),
      ...(chance.maybe(0.6) ? [{ field: 2, text: chance.maybe(0.9) ? String(chance.between(0, 50)) : 'high' }] : []),
    ],
    consents: list(3, () => {
      const at = Date.parse(near(700, 10)) + chance.between(0, 2) * 1_000;
      return {
        purpose: chance.pick(['unencrypted-email', 'marketing']),
        event: chance.pick(['asked', 'given', 'given', 'declined', 'withdrawn'] as const),
        at,
        until: chance.maybe(0.3) ? at + chance.between(1, 400) * dayMs : null,
      };
    }),
  };
}

function distinct<Value>(values: readonly Value[], key: (value: Value) => string | number): Value[] {
  return [...new Map(values.map((value) => [key(value), value])).values()];
}

/** The concepts and fields that made patients have. */
export function storeConcepts(db: WriteHandle): void {
  for (const { number, kind, code, label } of madeConcepts) {
    db.change('INSERT INTO concept (number, kind, code, label) VALUES ($number, $kind, $code, $label)', {
      number,
      kind,
      code,
      label,
    });
  }
  for (const { number, name } of madeFields) {
    db.change('INSERT INTO custom_field (number, name) VALUES ($number, $name)', { number, name });
  }
}

/** Writes the projected tables as they would be, without the journal behind them. */
export function storePatient(db: WriteHandle, patient: MadePatient): void {
  const { number, id } = patient;
  db.change(
    `INSERT INTO patient (number, id, name, birth_date, sex, record_number, telephone, postal_code, doctor, device, note, added_at)
     VALUES ($number, $id, $name, $birthDate, $sex, $recordNumber, $telephone, $postalCode, $doctor, 'unknown', '', 0)`,
    {
      number,
      id,
      name: patient.name,
      birthDate: patient.birthDate,
      sex: patient.sex,
      recordNumber: String(number),
      telephone: patient.telephone,
      postalCode: patient.postalCode,
      doctor: patient.doctor,
    },
  );
  for (const address of patient.addresses) {
    db.change('INSERT INTO patient_address (patient_id, address, position) VALUES ($id, $address, 0)', { id, address });
  }
  if (patient.phraseGiven) {
    db.change(
      `INSERT INTO phrase (id, patient_id, words, sign, language, made_at, made_by, given_at, given_how, given_by)
       VALUES ($phraseId, $id, 'five words', 'sign', 'en', 1, 'Maria', 2, 'at-the-desk', 'Maria')`,
      { id, phraseId: `ph_${id}` },
    );
  }
  for (const tag of patient.tags) {
    db.change('INSERT INTO patient_tag (tag, patient_number) VALUES ($tag, $number)', { tag, number });
  }
  for (const { concept, day, time, value, text } of patient.observations) {
    db.change(
      `INSERT INTO observation (concept_number, patient_number, day, time, value_number, value_text, unit)
       VALUES ($concept, $number, $day, $time, $value, $text, '%')`,
      { concept, number, day, time, value, text },
    );
  }
  storeSpans(db, patient);
  for (const { concept, day } of patient.immunizations) {
    db.change('INSERT INTO immunization (concept_number, patient_number, day) VALUES ($concept, $number, $day)', {
      concept,
      number,
      day,
    });
  }
  for (const visit of patient.visits) {
    db.change(
      `INSERT INTO visit (patient_number, day, time, state, reason, doctor)
       VALUES ($number, $day, $time, $state, $reason, $doctor)`,
      { number, ...visit },
    );
  }
  for (const { field, text } of patient.fields) {
    const value = Number.isNaN(Number(text)) ? null : Number(text);
    db.change(
      `INSERT INTO patient_field (field_number, patient_number, value_text, value_number)
       VALUES ($field, $number, $text, $value)`,
      { field, number, text, value },
    );
  }
  for (const [at, consent] of patient.consents.entries()) {
    db.change(
      `INSERT INTO consent_row (id, patient_id, purpose, event, how, wording, wording_version, warned, recorded_by, at, until)
       VALUES ($rowId, $id, $purpose, $event, 'at-the-desk', '', '1', 1, 'Maria', $at, $until)`,
      { rowId: `cr_${id}_${at}`, id, ...consent },
    );
  }
}

function storeSpans(db: WriteHandle, { number, conditions, treatments }: MadePatient): void {
  for (const { concept, since, until } of conditions) {
    db.change(
      `INSERT INTO condition (concept_number, patient_number, since, until) VALUES ($concept, $number, $since, $until)`,
      { concept, number, since, until },
    );
  }
  for (const { concept, since, until } of treatments) {
    db.change(
      `INSERT INTO treatment (concept_number, patient_number, since, until, dose)
       VALUES ($concept, $number, $since, $until, '')`,
      { concept, number, since, until },
    );
  }
}
