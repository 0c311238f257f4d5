import type { ImportCounts } from '../../../main/contract/imports.ts';
import { importsText } from '../../text/imports.ts';
import { Banner } from '../../ui/banner.tsx';
import { RefusedRows } from './refused-rows.tsx';
import { UndoImport } from './undo-import.tsx';

/** What came of it: the counts, the refused rows, and the way back. */
export function ImportDone({ importId, counts }: { readonly importId: string; readonly counts: ImportCounts }) {
  return (
    <>
      <Banner tone="good" title={importsText.doneTitle}>
        {importsText.done(counts)}
      </Banner>
      {counts.refused > 0 && <RefusedRows importId={importId} total={counts.refused} />}
      <div className="import-foot">
        <UndoImport importId={importId} />
      </div>
    </>
  );
}
