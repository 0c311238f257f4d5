import type { PatientDetail, PatientInput } from '../../../main/contract/patients.ts';

export const emptyPatient: PatientInput = {
  name: '',
  birthDate: null,
  recordNumber: '',
  telephone: '',
  addresses: [],
  device: 'unknown',
  note: '',
};

/** What a person can change about a patient. */
export function inputOf(patient: PatientDetail): PatientInput {
  const { name, birthDate, recordNumber, telephone, addresses, device, note } = patient;
  return { name, birthDate, recordNumber, telephone, addresses, device, note };
}

const addressPattern = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+$/;

/** True where the text is a mail address as the engine takes it. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && addressPattern.test(text);
}

/** True for a calendar day that has been. */
export function isPastDay(day: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && Date.parse(day) <= Date.now();
}
