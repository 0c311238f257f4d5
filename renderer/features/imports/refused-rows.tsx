import { Download } from 'lucide-react';
import { useState } from 'react';
import type { ImportRefusal } from '../../../main/contract/imports.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { formatCount } from '../../text/format.ts';
import { importsText, refusalWords } from '../../text/imports.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';

const pageRows = 200;

/** Every row that stays out, with its reason. */
export function RefusedRows({ importId, total }: { readonly importId: string; readonly total: number }) {
  const [offset, setOffset] = useState(0);
  const page = useQuery('imports.refusals', total === 0 ? null : { importId, offset, limit: pageRows }, {
    keepPrevious: true,
  });
  const save = useCommand('imports.saveRefusals');
  const [savedAs, setSavedAs] = useState<string | null>(null);
  if (total === 0) return <p>{importsText.noneRefused}</p>;
  const rows: readonly ImportRefusal[] = page.data?.rows ?? [];
  return (
    <>
      <p>{importsText.refusedWords}</p>
      <FailureBanner failure={page.failure ?? save.failure} />
      <ScrollArea label={importsText.refused} className="import-list">
        <ul className="import-refused">
          {rows.map((refusal) => (
            <li key={`${refusal.row} ${refusal.reason} ${refusal.field} ${refusal.quoted}`} dir="auto">
              <strong>{importsText.row(refusal.row)}</strong> {refusalWords(refusal)}
            </li>
          ))}
        </ul>
      </ScrollArea>
      <div className="import-foot">
        <Button
          size="small"
          icon={Download}
          busy={save.running}
          onClick={async () => {
            const result = await save.run({ importId });
            if (result !== null && 'output' in result) setSavedAs(result.output.savedAs);
          }}
        >
          {importsText.saveRefused}
        </Button>
        {savedAs !== null && <span role="status">{importsText.refusedSaved(savedAs)}</span>}
        {total > pageRows && (
          <span className="import-pages">
            <Button size="small" disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - pageRows))}>
              ←
            </Button>
            {formatCount(offset + 1)}–{formatCount(Math.min(total, offset + pageRows))} / {formatCount(total)}
            <Button size="small" disabled={offset + pageRows >= total} onClick={() => setOffset(offset + pageRows)}>
              →
            </Button>
          </span>
        )}
      </div>
    </>
  );
}
