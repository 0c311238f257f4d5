import { UserRound } from 'lucide-react';
import { useQuery } from '../../engine/use-query.ts';
import { threadsText } from '../../text/threads.ts';
import { patientFacts } from '../patients/patient-facts.ts';

const mostShown = 3;

/** Patients whose name or number fits the search, above the mail found. */
export function FoundPatients({
  text,
  onOpen,
}: {
  readonly text: string;
  readonly onOpen: (patientId: string) => void;
}) {
  const { data } = useQuery(
    'patients.list',
    text.trim() === '' ? null : { text: text.trim(), offset: 0, limit: mostShown },
    { keepPrevious: true },
  );
  if (!data || data.rows.length === 0) return null;
  return (
    <section className="found-patients" aria-label={threadsText.foundPatients}>
      {data.rows.map((patient) => (
        <button key={patient.id} type="button" className="found-patient" onClick={() => onOpen(patient.id)}>
          <UserRound size={16} aria-hidden />
          <span className="found-patient-name" dir="auto">
            {patient.name}
          </span>
          <span className="found-patient-facts">{patientFacts(patient)}</span>
        </button>
      ))}
    </section>
  );
}
