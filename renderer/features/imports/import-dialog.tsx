import { importsText, lookWords } from '../../text/imports.ts';
import { kitText } from '../../text/kit.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { ColumnMapping } from './column-mapping.tsx';
import { FileDrop } from './file-drop.tsx';
import './imports.css';
import { ImportDone } from './import-done.tsx';
import { ImportPreviewPanel } from './import-preview.tsx';
import { namesSomebody } from './mapping-rules.ts';
import { PastImports } from './past-imports.tsx';
import { Progress } from './progress.tsx';
import { type Import, useImport } from './use-import.ts';

/** From a file to patients: drop, columns, preview, done. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const run = useImport();
  const { stage } = run;
  // What is being written is written: closing would only hide it.
  const close = stage.at === 'applying' ? () => {} : onClose;
  return (
    <Dialog title={importsText.title} onClose={close} width="wide" actions={<Actions run={run} onClose={onClose} />}>
      <FailureBanner failure={run.failure} />
      <Body run={run} />
    </Dialog>
  );
}

function Body({ run }: { readonly run: Import }) {
  const { stage, importId, fileName } = run;
  switch (stage.at) {
    case 'pick':
      return (
        <>
          <FileDrop onFile={run.take} />
          <PastImports />
        </>
      );
    case 'reading':
      return <Progress words={importsText.reading(stage.name)} share={stage.share} />;
    case 'looking':
      return <Progress words={importsText.looking} share={null} />;
    case 'previewing':
      return <Progress words={importsText.previewing} share={null} />;
    case 'applying':
      return <Progress words={importsText.applying} share={stage.share} />;
    case 'mapping':
      return (
        <>
          <p className="import-file">{lookWords(fileName, stage.look)}</p>
          <ColumnMapping look={stage.look} mapping={stage.mapping} onChange={run.map} />
        </>
      );
    case 'preview':
      return (
        <>
          <p className="import-file">{lookWords(fileName, stage.look)}</p>
          {importId !== null && <ImportPreviewPanel importId={importId} preview={stage.preview} />}
        </>
      );
    case 'done':
      return importId === null ? null : <ImportDone importId={importId} counts={stage.counts} />;
  }
}

function Actions({ run, onClose }: { readonly run: Import; readonly onClose: () => void }) {
  const { stage } = run;
  if (stage.at === 'done')
    return (
      <Button variant="filled" onClick={onClose}>
        {importsText.close}
      </Button>
    );
  if (stage.at === 'applying') return null;
  return (
    <>
      <Button onClick={onClose}>{kitText.cancel}</Button>
      {stage.at === 'mapping' && (
        <Button variant="filled" disabled={!namesSomebody(stage.mapping)} onClick={run.preview}>
          {importsText.next}
        </Button>
      )}
      {stage.at === 'preview' && (
        <>
          <Button onClick={run.back}>{importsText.back}</Button>
          <Button
            variant="filled"
            disabled={stage.preview.counts.added + stage.preview.counts.changed === 0}
            onClick={run.apply}
          >
            {importsText.apply(stage.preview.counts)}
          </Button>
        </>
      )}
    </>
  );
}
