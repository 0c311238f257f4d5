import { z } from 'zod';
import { command, query } from './conversation.ts';
import { bytes, consentView, day, emailAddress, id, longText, mediumText, purpose, shortText, time } from './fields.ts';
import { keyView } from './keys.ts';

export const device = z.enum(['computer', 'android', 'iphone', 'unknown']);
export type Device = z.infer<typeof device>;

/** How a phrase reached the patient. */
export const givenHow = z.enum(['at-the-desk', 'by-phone', 'by-post', 'in-person-visit']);

export const patientSummary = z.strictObject({
  id,
  name: z.string(),
  birthDate: day.nullable(),
  recordNumber: z.string(),
  addresses: z.array(z.string()),
});
export type PatientSummary = z.infer<typeof patientSummary>;

export const patientInput = z.strictObject({
  name: shortText.min(1),
  birthDate: day.nullable(),
  recordNumber: shortText,
  telephone: shortText,
  addresses: z.array(emailAddress).max(20),
  device,
  note: mediumText,
});
export type PatientInput = z.infer<typeof patientInput>;

export const sex = z.enum(['female', 'male', 'other', 'unknown']);
export type Sex = z.infer<typeof sex>;

/** What a person may type about a patient beside what letters need. */
export const patientProfile = z.strictObject({
  givenName: shortText,
  familyName: shortText,
  sex,
  street: shortText,
  city: shortText,
  region: shortText,
  postalCode: shortText,
  doctor: shortText,
  tags: z.array(shortText.min(1)).max(50),
  /** The practice's own fields. */
  fields: z.array(z.strictObject({ name: shortText.min(1), value: shortText.min(1) })).max(100),
});
export type PatientProfile = z.infer<typeof patientProfile>;

/** A day and, where it is known, the time, as the practice's wall shows them. */
const visit = z.strictObject({
  day,
  time: z.string(),
  state: z.enum(['kept', 'cancelled', 'missed']),
  reason: z.string(),
  doctor: z.string(),
});

/** What files brought in about a patient. The lists hold the newest of each; `total` says how many there are. */
export const patientRecord = z.strictObject({
  lastVisit: visit.nullable(),
  nextVisit: visit.nullable(),
  conditions: z.array(z.strictObject({ label: z.string(), since: day.nullable(), until: day.nullable() })),
  treatments: z.array(
    z.strictObject({ label: z.string(), since: day.nullable(), until: day.nullable(), dose: z.string() }),
  ),
  observations: z.array(z.strictObject({ label: z.string(), value: z.string(), unit: z.string(), day })),
  observationTotal: z.number().int(),
  immunizations: z.array(z.strictObject({ label: z.string(), day })),
});
export type PatientRecord = z.infer<typeof patientRecord>;

export const tableSort = z.enum(['name', 'birth-date', 'record-number', 'doctor', 'city', 'last-visit', 'next-visit']);
export type TableSort = z.infer<typeof tableSort>;

/** Which patients a list shows; an empty filter shows all. */
export const tableFilter = z.strictObject({
  text: shortText,
  sex: sex.nullable(),
  minAge: z.number().int().min(0).max(150).nullable(),
  maxAge: z.number().int().min(0).max(150).nullable(),
  doctor: shortText.nullable(),
  tag: shortText.nullable(),
  /** The number of a condition's concept, as `patients.choices` lists them. */
  condition: z.number().int().nullable(),
});
export type TableFilter = z.infer<typeof tableFilter>;

export const tableRow = patientSummary.extend({
  sex,
  telephone: z.string(),
  city: z.string(),
  doctor: z.string(),
  lastVisit: day.nullable(),
  nextVisit: day.nullable(),
  conditions: z.array(z.string()),
  tags: z.array(z.string()),
});
export type TableRow = z.infer<typeof tableRow>;

export const phraseView = z.strictObject({
  state: z.enum(['none', 'made', 'given']),
  madeAt: time.nullable(),
  madeBy: z.string().nullable(),
  givenAt: time.nullable(),
  givenHow: givenHow.nullable(),
  givenBy: z.string().nullable(),
});
export type PhraseView = z.infer<typeof phraseView>;

export const ledgerEvent = z.enum(['asked', 'given', 'declined', 'withdrawn']);
export const consentHow = z.enum(['signed-form', 'reply-by-mail', 'by-phone', 'at-the-desk', 'by-message']);
export const ledgerRow = z.strictObject({
  id,
  purpose,
  event: ledgerEvent,
  how: consentHow,
  /** The exact words and their version. */
  wording: z.string(),
  wordingVersion: z.string(),
  warned: z.boolean(),
  recordedBy: z.string(),
  at: time,
  until: time.nullable(),
  /** The conversation an access request is for; null for the other purposes. */
  threadId: id.nullable(),
  /** The signed form, where there is one. */
  scan: z.strictObject({ name: z.string(), size: z.number().int() }).nullable(),
});
export type LedgerRow = z.infer<typeof ledgerRow>;

export const consentWording = z.strictObject({ purpose, version: z.string(), text: z.string() });
export type ConsentWording = z.infer<typeof consentWording>;

/** An address to which mail came back for good. */
export const addressTrouble = z.strictObject({ address: z.string(), at: time, diagnostic: z.string() });
export type AddressTrouble = z.infer<typeof addressTrouble>;

export const patientDetail = patientInput.extend({
  id,
  /** Those of the addresses to which mail came back for good, and nobody wrote from since. */
  troubles: z.array(addressTrouble).optional(),
  phrase: phraseView,
  keys: z.array(keyView),
  ledger: z.array(ledgerRow),
  consent: consentView,
});
export type PatientDetail = z.infer<typeof patientDetail>;

/** The slip that a person prints and hands over. */
export const phraseSlip = z.strictObject({
  patientName: z.string(),
  practiceName: z.string(),
  telephone: z.string(),
  /** Five words. */
  words: z.array(z.string()),
  /** Two words that also stand in each letter's mail. */
  sign: z.array(z.string()),
  language: z.enum(['en', 'es']),
  /** The practice as a contact, for a phone's camera: a square of `size` modules as an SVG path. Holds no phrase. */
  code: z.strictObject({ size: z.number().int(), path: z.string() }),
});
export type PhraseSlip = z.infer<typeof phraseSlip>;

const onPatient = z.strictObject({ patientId: id });

export const patients = {
  list: query(
    z.strictObject({ text: shortText, offset: z.number().int().min(0), limit: z.number().int().min(1).max(200) }),
    z.strictObject({ rows: z.array(patientSummary), total: z.number().int() }),
  ),
  /** The same with typed columns, filtered and sorted. `today` says what counts as last and next, and how old one is. */
  table: query(
    z.strictObject({
      filter: tableFilter,
      sort: tableSort,
      descending: z.boolean(),
      today: day,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(200),
    }),
    z.strictObject({ rows: z.array(tableRow), total: z.number().int() }),
  ),
  /** What the list can be narrowed to. */
  choices: query(
    z.strictObject({}),
    z.strictObject({
      doctors: z.array(z.string()),
      tags: z.array(z.string()),
      conditions: z.array(z.strictObject({ number: z.number().int(), label: z.string() })),
    }),
  ),
  get: query(onPatient, patientDetail),
  profile: query(onPatient, patientProfile),
  changeProfile: command(z.strictObject({ patientId: id, profile: patientProfile }), z.strictObject({})),
  record: query(z.strictObject({ patientId: id, today: day }), patientRecord),
  forAddress: query(z.strictObject({ address: emailAddress }), z.array(patientSummary)),
  add: command(patientInput, onPatient),
  change: command(patientInput.extend({ patientId: id }), z.strictObject({})),
  /** A person says that an address works again, to which mail came back. */
  clearAddress: command(z.strictObject({ address: emailAddress }), z.strictObject({})),
  /** Makes a new phrase (the old one still opens old letters) and shows its slip. */
  makePhrase: command(z.strictObject({ patientId: id, language: z.enum(['en', 'es']) }), phraseSlip),
  phraseSlip: query(onPatient, phraseSlip),
  /** Saves the slip as a PDF where a person says; the name it got, or null when the dialog was left. */
  saveSlip: command(onPatient, z.strictObject({ savedAs: shortText.nullable() })),
  /** Records that the slip, or the words by phone, reached the patient. */
  givePhrase: command(z.strictObject({ patientId: id, how: givenHow, device }), z.strictObject({})),
  wordings: query(z.strictObject({}), z.array(consentWording)),
  recordConsent: command(
    z.strictObject({
      patientId: id,
      purpose,
      event: ledgerEvent,
      how: consentHow,
      wording: longText.max(10_000),
      wordingVersion: shortText,
      warned: z.boolean(),
      until: time.nullable(),
      threadId: id.nullable(),
      scan: z.strictObject({ name: shortText, bytes }).nullable(),
    }),
    z.strictObject({ rowId: id }),
  ),
  /** Writes a row's scan where a person says; the name it got, or null when the dialog was left. */
  saveLedgerScan: command(
    z.strictObject({ rowId: id, name: shortText }),
    z.strictObject({ savedAs: shortText.nullable() }),
  ),
  ledgerScan: query(
    z.strictObject({ rowId: id, offset: z.number().int().min(0) }),
    z.strictObject({ bytes, done: z.boolean() }),
  ),
};

export const patientEvents = { 'patients.changed': z.strictObject({ patientId: id }) };
