import { useState } from 'react';
import type { Person } from '../../../main/contract/fields.ts';
import { useCommand } from '../../engine/use-command.ts';
import { partyText } from '../../text/threads.ts';
import { PatientForm } from '../patients/patient-form.tsx';
import { emptyPatient } from '../patients/patient-input.ts';

type NewPatientProps = { readonly correspondent: Person; readonly onMade: (patientId: string) => void };

/** Makes a patient of an unknown sender, with what the mail says filled in. */
export function NewPatient({ correspondent, onMade }: NewPatientProps) {
  const add = useCommand('patients.add');
  const [start] = useState({ ...emptyPatient, name: correspondent.name, addresses: [correspondent.address] });
  return (
    <PatientForm
      start={start}
      short
      submitLabel={partyText.makePatient}
      running={add.running}
      failure={add.failure}
      onSubmit={async (patient) => {
        const result = await add.run(patient);
        if (result !== null && 'output' in result) onMade(result.output.patientId);
      }}
    />
  );
}
