import type { ReactNode } from 'react';
import type { PatientRecord } from '../../../main/contract/patients.ts';
import { useQuery } from '../../engine/use-query.ts';
import { formatClock, formatDay } from '../../text/format.ts';
import { profileText } from '../../text/patient-table.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { today } from './today.ts';
import './patient-record.css';

/** What files brought in: visits, conditions, treatments, results. Read only; the practice program is where it is changed. */
export function PatientRecordPanel({ patientId }: { readonly patientId: string }) {
  const record = useQuery('patients.record', { patientId, today: today() }, { refreshOn: ['patients.changed'] });
  return (
    <section className="panel" aria-labelledby="patient-record">
      <header className="panel-head">
        <h2 id="patient-record">{profileText.record}</h2>
      </header>
      <FailureBanner failure={record.failure} />
      {record.data !== null && <Record record={record.data} />}
    </section>
  );
}

function Record({ record }: { readonly record: PatientRecord }) {
  const { lastVisit, nextVisit, conditions, treatments, observations, observationTotal, immunizations } = record;
  const empty =
    lastVisit === null &&
    nextVisit === null &&
    conditions.length + treatments.length + observations.length + immunizations.length === 0;
  if (empty) return <p className="panel-words">{profileText.recordNone}</p>;
  const visit = (one: NonNullable<PatientRecord['lastVisit']>) =>
    [formatDay(one.day), wallClock(one.time), one.reason, one.doctor].filter(Boolean).join(' · ');
  return (
    <div className="patient-record">
      <Part title={profileText.nextVisit}>{nextVisit && <li dir="auto">{visit(nextVisit)}</li>}</Part>
      <Part title={profileText.lastVisit}>{lastVisit && <li dir="auto">{visit(lastVisit)}</li>}</Part>
      <Part title={profileText.conditions}>{conditions.map(lasting)}</Part>
      <Part title={profileText.treatments}>{treatments.map(lasting)}</Part>
      <Part title={profileText.results}>
        {observations.slice(0, 12).map(({ label, value, unit, day }) => (
          <li key={`${label} ${day} ${value}`} dir="auto">
            {label} <strong>{`${value} ${unit}`.trim()}</strong> <span>{formatDay(day)}</span>
          </li>
        ))}
        {observationTotal > 12 && <li>{profileText.moreResults(observationTotal - 12)}</li>}
      </Part>
      <Part title={profileText.immunizations}>
        {immunizations.map(({ label, day }) => (
          <li key={`${label} ${day}`} dir="auto">
            {label} <span>{formatDay(day)}</span>
          </li>
        ))}
      </Part>
      <p className="patient-record-note">{profileText.recordNote}</p>
    </div>
  );
}

/** "2:00 PM" of a time on the wall; empty where none is known. */
function wallClock(time: string): string {
  const [hour, minute] = time.split(':').map(Number);
  return hour === undefined || minute === undefined ? '' : formatClock(new Date(2000, 0, 1, hour, minute).getTime());
}

type Lasting = PatientRecord['conditions'][number] & { readonly dose?: string };

function lasting({ label, since, until, dose }: Lasting) {
  const when =
    until !== null ? profileText.over(formatDay(until)) : since !== null ? profileText.since(formatDay(since)) : '';
  return (
    <li key={label} dir="auto">
      {label} <span>{[dose, when].filter(Boolean).join(' · ')}</span>
    </li>
  );
}

/** A heading with its lines; left out where there are none. */
function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const none =
    children === null || children === false || (Array.isArray(children) && children.flat().every((one) => !one));
  if (none) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </div>
  );
}
