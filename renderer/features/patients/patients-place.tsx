import { Table2 } from 'lucide-react';
import { useState } from 'react';
import { useNavigation } from '../../app/navigation.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { tableText } from '../../text/patient-table.ts';
import { patientsText } from '../../text/patients.ts';
import { BackBar } from '../../ui/back-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { appKeys } from '../../ui/keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { ImportDialog } from '../imports/import-dialog.tsx';
import { PatientForm } from './patient-form.tsx';
import { emptyPatient } from './patient-input.ts';
import { PatientList } from './patient-list.tsx';
import { PatientPage } from './patient-page.tsx';
import { PatientTable } from './patient-table.tsx';
import './patients-place.css';

/** Everybody on file, and one patient's page beside the list. */
export function PatientsPlace() {
  const { place, replace } = useNavigation();
  const patientId = place.kind === 'patients' ? place.patientId : null;
  const [adding, setAdding] = useState(false);
  const [importing, setImporting] = useState(false);
  const open = (id: string | null) => replace({ kind: 'patients', patientId: id });
  useKeys([
    { keys: appKeys.back, run: () => open(null), when: patientId !== null },
    { keys: appKeys.newPatient, run: () => setAdding(true) },
  ]);
  return (
    <div
      className={classNames('patients-place', patientId !== null && 'two-panes')}
      data-open={patientId !== null || undefined}
    >
      {patientId === null ? (
        <PatientTable onSelect={open} onAdd={() => setAdding(true)} onImport={() => setImporting(true)} />
      ) : (
        <>
          <section className="patients-side" aria-label={patientsText.title}>
            <div className="patients-all">
              <Button variant="quiet" size="small" icon={Table2} keyHint={appKeys.back} onClick={() => open(null)}>
                {tableText.all}
              </Button>
            </div>
            <PatientList selectedId={patientId} onSelect={open} onAdd={() => setAdding(true)} />
          </section>
          <div className="patients-page">
            <BackBar to={patientsText.title} onBack={() => open(null)} />
            <PatientPage key={patientId} patientId={patientId} />
          </div>
        </>
      )}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
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
