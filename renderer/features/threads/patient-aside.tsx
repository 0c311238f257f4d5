import type { PatientDetail } from '../../../main/contract/patients.ts';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import './patient-aside.css';
import { useNavigation } from '../../app/navigation.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { formatDay, formatShort } from '../../text/format.ts';
import { rowSubject } from '../../text/messages.ts';
import { asideText, deviceNames, patientsText, phraseWords } from '../../text/patients.ts';
import { consentPhrase } from '../../text/words.ts';
import { type Fact, Facts } from '../patients/facts.tsx';

const otherThreads = 8;

/** On a wide screen: what is on file about the patient, beside the conversation. */
export function PatientAside({ thread }: { readonly thread: ThreadDetail }) {
  const patientId = thread.patient?.id ?? null;
  const { data: patient } = useQuery('patients.get', patientId === null ? null : { patientId }, {
    refreshOn: ['patients.changed'],
  });
  if (patient === null) return null;
  return (
    <aside className="patient-aside" aria-label={asideText.title}>
      <h2 className="patient-aside-title">{asideText.title}</h2>
      <Facts className="patient-aside-facts" facts={factsOf(patient)} />
      <OtherThreads threadId={thread.id} patientId={patient.id} />
    </aside>
  );
}

function factsOf(patient: PatientDetail): readonly Fact[] {
  return [
    [patientsText.birthDate, patient.birthDate === null ? '' : formatDay(patient.birthDate)],
    [patientsText.recordNumber, patient.recordNumber],
    [patientsText.telephone, patient.telephone],
    [patientsText.addresses, patient.addresses],
    [patientsText.device, patient.device === 'unknown' ? '' : deviceNames[patient.device]],
    [patientsText.phrase, phraseWords(patient.phrase)],
    [asideText.consent, consentPhrase(patient.consent)],
    [patientsText.note, patient.note],
  ];
}

function OtherThreads({ threadId, patientId }: { readonly threadId: string; readonly patientId: string }) {
  const { go } = useNavigation();
  const view = { kind: 'patient', patientId } as const;
  const { data } = useQuery(
    'threads.list',
    { view, cursor: null, limit: otherThreads },
    { refreshOn: ['threads.changed'] },
  );
  const others = data?.rows.filter(({ id }) => id !== threadId) ?? [];
  if (others.length === 0) return null;
  return (
    <>
      <h3 className="patient-aside-title">{asideText.others}</h3>
      <ul className="patient-aside-threads">
        {others.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => go({ kind: 'threads', view, threadId: row.id })}>
              <span dir="auto">{rowSubject(row)}</span>
              <time>{formatShort(row.lastAt)}</time>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
