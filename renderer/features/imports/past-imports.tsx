import { useState } from 'react';
import type { ImportRow } from '../../../main/contract/imports.ts';
import { useQuery } from '../../engine/use-query.ts';
import { formatDate, formatMoment } from '../../text/format.ts';
import { importsText } from '../../text/imports.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { RefusedRows } from './refused-rows.tsx';
import { UndoImport } from './undo-import.tsx';

/** Files that came in before, each with its refused rows and its way back. */
export function PastImports() {
  const past = useQuery('imports.list', { limit: 20 }, { refreshOn: ['patients.changed'] });
  if (!past.data) return <FailureBanner failure={past.failure} />;
  return (
    <section className="import-past" aria-labelledby="past-imports">
      <h3 id="past-imports" className="import-heading">
        {importsText.past}
      </h3>
      {past.data.length === 0 ? <p>{importsText.pastNone}</p> : past.data.map((row) => <Past key={row.id} row={row} />)}
    </section>
  );
}

function Past({ row }: { readonly row: ImportRow }) {
  const [showing, setShowing] = useState(false);
  return (
    <div className="import-past-row">
      <div className="import-past-words">
        <strong dir="auto">{row.fileName}</strong>
        <span>
          {formatMoment(row.at)} · {row.by} · {importsText.done(row.counts)}{' '}
          {row.undoneAt !== null && importsText.wasUndone(formatDate(row.undoneAt))}
        </span>
      </div>
      <div className="import-foot">
        {row.counts.refused > 0 && (
          <Button size="small" aria-expanded={showing} onClick={() => setShowing(!showing)}>
            {importsText.refused}
          </Button>
        )}
        {row.undoneAt === null && <UndoImport importId={row.id} />}
      </div>
      {showing && <RefusedRows importId={row.id} total={row.counts.refused} />}
    </div>
  );
}
