import type { DocumentLook, DocumentPatient } from '../../../main/contract/documents.ts';
import { comparedLine, documentsText, matchReasons } from '../../text/documents.ts';
import { asSentence } from '../../text/format.ts';
import { RadioCard, RadioGroup } from '../../ui/radio-card.tsx';
import { PatientPicker } from '../patients/patient-picker.tsx';
import { compareFacts } from './agreement.ts';

type FindPatientProps = {
  readonly look: DocumentLook;
  readonly chosen: DocumentPatient | null;
  readonly onChoose: (patient: DocumentPatient) => void;
};

/** The first step: whom it could be about, and everybody else on file. */
export function FindPatient({ look, chosen, onChoose }: FindPatientProps) {
  const { suggestions, facts, reason } = look;
  const isElse = chosen !== null && !suggestions.some(({ id }) => id === chosen.id);
  const shown = isElse ? [...suggestions, chosen] : suggestions;
  return (
    <>
      <p>{asSentence(matchReasons[reason])}</p>
      {shown.length > 0 && (
        <RadioGroup label={documentsText.suggestions}>
          {shown.map((patient) => (
            <RadioCard
              key={patient.id}
              name="document-patient"
              checked={patient.id === chosen?.id}
              title={<span dir="auto">{patient.name}</span>}
              onChoose={() => onChoose(patient)}
            >
              {comparedLine(patient, compareFacts(facts, patient))}
            </RadioCard>
          ))}
        </RadioGroup>
      )}
      <PatientPicker
        label={documentsText.search}
        onPick={({ id, name, recordNumber, birthDate }) => onChoose({ id, name, recordNumber, birthDate })}
      />
    </>
  );
}
