import type { TableRow } from '../../../main/contract/patients.ts';
import { formatDay } from '../../text/format.ts';
import { sexNames, tableText } from '../../text/patient-table.ts';
import { ageOn, today } from './today.ts';

const dayOrNothing = (day: string | null) => (day === null ? '' : formatDay(day));

/** One patient's cells, in the order of the columns. */
export function PatientCells({ patient }: { readonly patient: TableRow }) {
  const { birthDate, addresses, telephone, tags, conditions } = patient;
  return (
    <>
      <span className="patient-table-name" dir="auto">
        {patient.name}
        {tags.map((tag) => (
          <span key={tag} className="patient-tag">
            {tag}
          </span>
        ))}
      </span>
      <span className="patient-table-number">{patient.recordNumber}</span>
      <span>{birthDate === null ? '' : `${formatDay(birthDate)} · ${ageOn(birthDate, today())}`}</span>
      <span>{patient.sex === 'unknown' ? '' : sexNames[patient.sex]}</span>
      <span dir="auto">{patient.doctor}</span>
      <span>{dayOrNothing(patient.lastVisit)}</span>
      <span>{dayOrNothing(patient.nextVisit)}</span>
      <span dir="auto" title={conditions.join(', ')}>
        {conditions.join(', ')}
      </span>
      <span dir="auto" title={addresses.join(', ')}>
        {addresses[0] ?? (telephone === '' ? tableText.noReach : telephone)}
      </span>
    </>
  );
}
