import { useId, useState } from 'react';
import type { PatientSummary } from '../../../main/contract/patients.ts';
import { useQuery } from '../../engine/use-query.ts';
import { partyText } from '../../text/threads.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { RadioCard, RadioGroup } from '../../ui/radio-card.tsx';
import { patientFacts } from '../patients/patient-facts.ts';

type KnownPatientProps = { readonly address: string; readonly onLinked: (patientId: string) => void };

const mostShown = 5;

/** Finds the patient on file whom an unknown address belongs to. */
export function KnownPatient({ address, onLinked }: KnownPatientProps) {
  const name = useId();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<PatientSummary | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { data, failure } = useQuery(
    'patients.list',
    { text: text.trim(), offset: 0, limit: mostShown },
    { keepPrevious: true },
  );

  const link = () => {
    if (picked === null) setProblem(partyText.pickPatient);
    else onLinked(picked.id);
  };
  return (
    <form
      className="party-form"
      onSubmit={(event) => {
        event.preventDefault();
        link();
      }}
    >
      <TextField
        label={partyText.searchPatient}
        value={text}
        problem={problem}
        hint={partyText.knownPatientWords}
        autoFocus
        onChange={(next) => {
          setText(next);
          setProblem(null);
        }}
      />
      <RadioGroup label={partyText.knownPatient} hideLabel>
        {(data?.rows ?? []).map((patient) => (
          <RadioCard
            key={patient.id}
            name={name}
            title={<span dir="auto">{patient.name}</span>}
            checked={picked?.id === patient.id}
            onChoose={() => setPicked(patient)}
          >
            {[patientFacts(patient), ...patient.addresses].filter((part) => part !== '').join(' · ')}
          </RadioCard>
        ))}
      </RadioGroup>
      <p className="choices-under">{partyText.addsAddress(address)}</p>
      <FailureBanner failure={failure} />
      <div className="choices-foot">
        <Button type="submit" variant="filled" keyHint="enter">
          {partyText.link}
        </Button>
      </div>
    </form>
  );
}
