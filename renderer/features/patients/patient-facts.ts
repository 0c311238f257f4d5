import type { PatientSummary } from '../../../main/contract/patients.ts';
import { paneText } from '../../text/threads.ts';

/** "born Mar 14, 1971 · record 20418": what tells two patients of one name apart. A line ends between facts, never in one. */
export function patientFacts({ birthDate, recordNumber }: Pick<PatientSummary, 'birthDate' | 'recordNumber'>): string {
  return [
    birthDate === null ? null : paneText.born(birthDate),
    recordNumber === '' ? null : paneText.record(recordNumber),
  ]
    .flatMap((fact) => (fact === null ? [] : fact.replaceAll(' ', '\u00a0')))
    .join(' · ');
}
