import { useNavigation } from '../../app/navigation.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { formatShort } from '../../text/format.ts';
import { rowSubject } from '../../text/messages.ts';
import { patientsText } from '../../text/patients.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { ProtectionChip } from '../../ui/protection-chip.tsx';

const mostShown = 12;

/** The conversations with a patient, newest first. */
export function PatientThreads({ patientId }: { readonly patientId: string }) {
  const { go } = useNavigation();
  const view = { kind: 'patient', patientId } as const;
  const { data, failure } = useQuery(
    'threads.list',
    { view, cursor: null, limit: mostShown },
    { refreshOn: ['threads.changed'] },
  );
  return (
    <section className="panel" aria-labelledby="patient-mail">
      <header className="panel-head">
        <h2 id="patient-mail">{patientsText.mail}</h2>
      </header>
      <FailureBanner failure={failure} />
      {data && data.rows.length === 0 && <p className="panel-words">{patientsText.noMail}</p>}
      {data && data.rows.length > 0 && (
        <ul className="patient-threads">
          {data.rows.map((row) => (
            <li key={row.id}>
              <button type="button" onClick={() => go({ kind: 'threads', view, threadId: row.id })}>
                <span className="patient-thread-subject" dir="auto">
                  {rowSubject(row)}
                </span>
                <time>{formatShort(row.lastAt)}</time>
                {row.chosen && <ProtectionChip mode={row.mode} listedBy={row.listedBy} />}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
