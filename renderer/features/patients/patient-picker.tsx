import { useState } from 'react';
import type { PatientSummary } from '../../../main/contract/patients.ts';
import { useQuery } from '../../engine/use-query.ts';
import { TextField } from '../../ui/field.tsx';
import { patientFacts } from './patient-facts.ts';
import './patient-picker.css';

const most = 6;

/** One patient, found by name or number. */
export function PatientPicker({
  label,
  onPick,
  autoFocus = false,
}: {
  readonly label: string;
  readonly onPick: (patient: PatientSummary) => void;
  readonly autoFocus?: boolean;
}) {
  const [text, setText] = useState('');
  const found = useQuery('patients.list', { text: text.trim(), offset: 0, limit: most }, { keepPrevious: true });
  return (
    <div className="patient-picker">
      <TextField label={label} value={text} maxLength={200} autoFocus={autoFocus} onChange={setText} />
      <ul className="patient-picker-found">
        {(found.data?.rows ?? []).map((patient) => (
          <li key={patient.id}>
            <button type="button" className="patient-picker-row" onClick={() => onPick(patient)}>
              <span className="patient-picker-name" dir="auto">
                {patient.name}
              </span>
              <span className="patient-picker-facts">{patientFacts(patient)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
