import type { PatientProfile, PatientRecord } from '../../contract/patients.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import type { ReadHandle, SqlValue, WriteHandle } from '../store/sql.ts';
import { listFactRows, listFields, listTags } from '../store/tables/patient-facts.ts';
import { findProfileRow } from '../store/tables/patients.ts';

/** Facts of one kind that a page shows. */
const mostShown = 100;

/** What people know about a patient beside what letters need; throws `not-found`. */
export function getProfile(db: ReadHandle, patientId: string): PatientProfile {
  const { number, sex, ...row } = findProfile(db, patientId);
  return { ...row, sex: sex as PatientProfile['sex'], tags: listTags(db, number), fields: listFields(db, number) };
}

/** Writes the whole form; throws `not-found`. */
export function changeProfile(db: WriteHandle, journal: Journal, patientId: string, profile: PatientProfile): void {
  findProfile(db, patientId);
  const tags = [...new Map(profile.tags.map((tag) => [tag.trim().toLowerCase(), tag.trim()])).values()];
  journal.append(db, 'patient.profile-changed', {
    ...profile,
    patientId,
    givenName: profile.givenName.trim(),
    familyName: profile.familyName.trim(),
    doctor: profile.doctor.trim(),
    tags: tags.filter((tag) => tag !== ''),
  });
}

function findProfile(db: ReadHandle, patientId: string) {
  const row = findProfileRow(db, patientId);
  if (row === null) throw new EngineError('not-found');
  return row;
}

/** What files brought in, newest first; throws `not-found`. `today` says which visit is the last and which the next. */
export function getRecord(db: ReadHandle, patientId: string, today: string): PatientRecord {
  const { number } = findProfile(db, patientId);
  const visits = listFactRows(db, 'visit', number).map((row) => ({
    day: text(row.day),
    time: text(row.time),
    state: text(row.state) as 'kept' | 'cancelled' | 'missed',
    reason: text(row.reason),
    doctor: text(row.doctor),
  }));
  const kept = visits.filter(({ state }) => state === 'kept');
  const observations = listFactRows(db, 'observation', number).sort((left, right) => compare(right.day, left.day));
  return {
    lastVisit: kept.findLast(({ day }) => day < today) ?? null,
    nextVisit: kept.find(({ day }) => day >= today) ?? null,
    conditions: listFactRows(db, 'condition', number).slice(0, mostShown).map(lasting),
    treatments: listFactRows(db, 'treatment', number)
      .slice(0, mostShown)
      .map((row) => ({ ...lasting(row), dose: text(row.dose) })),
    observations: observations.slice(0, mostShown).map((row) => ({
      label: text(row.label),
      value: text(row.value_number ?? row.value_text),
      unit: text(row.unit),
      day: text(row.day),
    })),
    observationTotal: observations.length,
    immunizations: listFactRows(db, 'immunization', number)
      .sort((left, right) => compare(right.day, left.day))
      .slice(0, mostShown)
      .map((row) => ({ label: text(row.label), day: text(row.day) })),
  };
}

const text = (value: SqlValue | undefined) => (value === null || value === undefined ? '' : String(value));
const compare = (left: SqlValue | undefined, right: SqlValue | undefined) => (text(left) < text(right) ? -1 : 1);
const lasting = (row: Record<string, SqlValue>) => ({
  label: text(row.label),
  since: row.since === null ? null : text(row.since),
  until: row.until === null ? null : text(row.until),
});
