import { UserRoundSearch } from 'lucide-react';
import { useState } from 'react';
import type { SegmentRule } from '../../../main/contract/segments.ts';
import { useQuery } from '../../engine/use-query.ts';
import { segmentsText } from '../../text/segments.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { HiddenWords } from '../../ui/hidden-words.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { patientFacts } from '../patients/patient-facts.ts';
import { ExplainDialog } from './explain-dialog.tsx';

const firstNames = 12;

/** How many fit, and the first of them by name: asked again with every change. */
export function Audience({ rule }: { readonly rule: SegmentRule }) {
  const look = useQuery(
    'segments.look',
    { rule, offset: 0, limit: firstNames },
    { refreshOn: ['patients.changed'], keepPrevious: true, daily: true },
  );
  const [asked, setAsked] = useState<{ readonly patientId: string | null } | null>(null);
  const { data } = look;
  return (
    <section className="panel audience" aria-label={segmentsText.who}>
      <div className="panel-head">
        <h2>{segmentsText.who}</h2>
        <Button size="small" icon={UserRoundSearch} onClick={() => setAsked({ patientId: null })}>
          {segmentsText.check}
        </Button>
      </div>
      <FailureBanner failure={look.failure} />
      <div className="audience-count" role="status" aria-busy={look.loading}>
        {data ? segmentsText.count(data.total) : segmentsText.counting}
      </div>
      {!data && look.loading && <Skeleton lines={4} />}
      {data?.total === 0 && <p className="panel-words">{segmentsText.nobodyWords}</p>}
      {data && data.rows.length > 0 && (
        <ul className="audience-rows" data-stale={look.loading || undefined}>
          {data.rows.map((patient) => (
            <li key={patient.id}>
              <button type="button" onClick={() => setAsked({ patientId: patient.id })}>
                <span className="audience-name" dir="auto">
                  {patient.name}
                </span>
                <span className="audience-facts">{patientFacts(patient)}</span>
                <HiddenWords>{segmentsText.why}</HiddenWords>
              </button>
            </li>
          ))}
        </ul>
      )}
      {data && data.total > data.rows.length && data.rows.length > 0 && (
        <p className="audience-more">{segmentsText.more(data.total - data.rows.length)}</p>
      )}
      {asked && <ExplainDialog rule={rule} patientId={asked.patientId} onClose={() => setAsked(null)} />}
    </section>
  );
}
