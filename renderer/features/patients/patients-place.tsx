import { UserRound, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { useNavigation } from '../../app/navigation.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { patientsText } from '../../text/patients.ts';
import { BackBar } from '../../ui/back-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { appKeys } from '../../ui/keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { PatientForm } from './patient-form.tsx';
import { emptyPatient } from './patient-input.ts';
import { PatientList } from './patient-list.tsx';
import { PatientPage } from './patient-page.tsx';
import './patients-place.css';

/** Everybody on file, and one patient's page beside the list. */
export function PatientsPlace() {
  const { place, replace } = useNavigation();
  const patientId = place.kind === 'patients' ? place.patientId : null;
  const [adding, setAdding] = useState(false);
  const open = (id: string | null) => replace({ kind: 'patients', patientId: id });
  useKeys([
    { keys: appKeys.back, run: () => open(null), when: patientId !== null },
    { keys: appKeys.newPatient, run: () => setAdding(true) },
  ]);
  return (
    <div className="patients-place two-panes" data-open={patientId !== null || undefined}>
      <section className="patients-side" aria-label={patientsText.title}>
        <PatientList selectedId={patientId} onSelect={open} onAdd={() => setAdding(true)} />
      </section>
      <div className="patients-page">
        {patientId === null ? (
          <EmptyState
            icon={UserRound}
            title={patientsText.pickTitle}
            actions={
              <Button icon={UserRoundPlus} keyHint={appKeys.newPatient} onClick={() => setAdding(true)}>
                {patientsText.add}
              </Button>
            }
          >
            {patientsText.pickWords}
          </EmptyState>
        ) : (
          <>
            <BackBar to={patientsText.title} onBack={() => open(null)} />
            <PatientPage key={patientId} patientId={patientId} />
          </>
        )}
      </div>
      {adding && (
        <AddPatient
          onClose={() => setAdding(false)}
          onMade={(id) => {
            setAdding(false);
            open(id);
          }}
        />
      )}
    </div>
  );
}

function AddPatient({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: (id: string) => void }) {
  const add = useCommand('patients.add');
  return (
    <Dialog title={patientsText.add} onClose={onClose} width="medium">
      <PatientForm
        start={emptyPatient}
        submitLabel={patientsText.make}
        running={add.running}
        failure={add.failure}
        onCancel={onClose}
        onSubmit={async (patient) => {
          const result = await add.run(patient);
          if (result !== null && 'output' in result) onMade(result.output.patientId);
        }}
      />
    </Dialog>
  );
}
