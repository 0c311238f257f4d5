import { Mail, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { PatientDetail } from '../../../main/contract/patients.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { formatDay } from '../../text/format.ts';
import { deviceNames, patientsText } from '../../text/patients.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { PlaceHeader } from '../../ui/place-header.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { type Fact, Facts } from './facts.tsx';
import { patientFacts } from './patient-facts.ts';
import './patient-page.css';
import { AddressCertificates } from '../certificates/address-certificates.tsx';
import { AddressTroubles } from './address-troubles.tsx';
import { PatientForm } from './patient-form.tsx';
import { inputOf } from './patient-input.ts';
import { PatientKeys } from './patient-keys.tsx';
import { PatientLedger } from './patient-ledger.tsx';
import { PatientPhrase } from './patient-phrase.tsx';
import { PatientProfilePanel } from './patient-profile.tsx';
import { PatientRecordPanel } from './patient-record.tsx';
import { PatientThreads } from './patient-threads.tsx';

/** Everything about one patient: details, phrase, consent record, conversations, keys. */
export function PatientPage({ patientId }: { readonly patientId: string }) {
  const patient = useQuery('patients.get', { patientId }, { refreshOn: ['patients.changed'] });
  if (!patient.data) {
    return (
      <div className="thread-pane-waits">
        {patient.failure ? (
          <FailureBanner failure={patient.failure} />
        ) : (
          <Skeleton words={patientsText.loading} lines={6} />
        )}
      </div>
    );
  }
  return <Page patient={patient.data} />;
}

function Page({ patient }: { readonly patient: PatientDetail }) {
  const { go } = useNavigation();
  const open = useCommand('drafts.open');
  const write = async () => {
    const fresh = { kind: 'new', threadId: null, messageId: null, patientId: patient.id, to: null } as const;
    const result = await open.run(fresh);
    if (result !== null && 'output' in result) go({ kind: 'drafts', draftId: result.output.id });
  };
  useKeys([{ keys: appKeys.writeToPatient, run: () => void write(), when: !open.running }]);
  return (
    <>
      <PlaceHeader
        mark={<Avatar name={patient.name} />}
        title={<span dir="auto">{patient.name}</span>}
        under={patientFacts(patient)}
        actions={
          <Button
            icon={Mail}
            keyHint={appKeys.writeToPatient}
            aria-keyshortcuts={ariaKeys(appKeys.writeToPatient)}
            busy={open.running}
            onClick={write}
          >
            {patientsText.write}
          </Button>
        }
      />
      <ScrollArea label={patient.name} className="patient-page-scroll">
        <div className="patient-page">
          <FailureBanner failure={open.failure} />
          <AddressTroubles troubles={patient.troubles ?? []} />
          <div className="patient-page-columns">
            <div className="patient-page-column">
              <Details patient={patient} />
              <PatientProfilePanel patientId={patient.id} />
              <PatientPhrase patient={patient} />
            </div>
            <div className="patient-page-column">
              <PatientThreads patientId={patient.id} />
              <PatientRecordPanel patientId={patient.id} />
              <PatientKeys patient={patient} />
              <AddressCertificates addresses={patient.addresses} />
            </div>
          </div>
          <PatientLedger patient={patient} />
        </div>
      </ScrollArea>
    </>
  );
}

function Details({ patient }: { readonly patient: PatientDetail }) {
  const [editing, setEditing] = useState(false);
  const change = useCommand('patients.change');
  return (
    <section className="panel" aria-labelledby="patient-details">
      <header className="panel-head">
        <h2 id="patient-details">{patientsText.details}</h2>
        {!editing && (
          <Button size="small" icon={Pencil} onClick={() => setEditing(true)}>
            {patientsText.edit}
          </Button>
        )}
      </header>
      {editing ? (
        <PatientForm
          start={inputOf(patient)}
          submitLabel={patientsText.save}
          running={change.running}
          failure={change.failure}
          onCancel={() => setEditing(false)}
          onSubmit={async (input) => {
            const result = await change.run({ ...input, patientId: patient.id });
            if (result !== null && 'output' in result) setEditing(false);
          }}
        />
      ) : (
        <Facts className="facts" facts={factsOf(patient)} />
      )}
    </section>
  );
}

function factsOf(patient: PatientDetail): readonly Fact[] {
  return [
    [patientsText.birthDate, patient.birthDate === null ? '' : formatDay(patient.birthDate)],
    [patientsText.recordNumber, patient.recordNumber],
    [patientsText.telephone, patient.telephone],
    [patientsText.addresses, patient.addresses.length === 0 ? patientsText.noAddress : patient.addresses],
    [patientsText.device, deviceNames[patient.device]],
    [patientsText.note, patient.note],
  ];
}
