import { useState } from 'react';
import type { BatchView } from '../../../main/contract/documents.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { documentRefusals, documentsText } from '../../text/documents.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ChooseDocuments } from './choose-documents.tsx';
import { DocumentTable } from './document-table.tsx';
import '../../ui/place.css';
import './documents.css';

type DocumentsStepProps = {
  /** Null: nothing is chosen yet. */
  readonly documentsId: string | null;
  readonly onChosen: (documentsId: string) => void;
  readonly onNext: (batch: BatchView) => void;
  readonly onDropped: () => void;
  /** What the button says that goes on. */
  readonly next?: string;
};

/** Which documents, and whose each is. */
export function DocumentsStep({ documentsId, onChosen, onNext, onDropped, next }: DocumentsStepProps) {
  const { data, failure } = useQuery('documents.get', documentsId === null ? null : { documentsId }, {
    refreshOn: ['documents.changed', 'campaigns.changed'],
  });
  if (documentsId === null) {
    return (
      <section className="documents-step">
        <h3>{documentsText.chooseTitle}</h3>
        <p className="documents-words">{documentsText.chooseWords}</p>
        <ChooseDocuments earlier onChosen={onChosen} />
      </section>
    );
  }
  return (
    <section className="documents-step">
      <FailureBanner failure={failure} />
      {data === null && failure === null && <Skeleton lines={6} />}
      {data !== null && data.reading !== null && (
        <div className="place-waiting" role="status">
          <progress
            value={data.reading.done}
            max={Math.max(1, data.reading.total)}
            aria-label={documentsText.readingLabel}
          />
          <p>{documentsText.reading(data.reading.done, data.reading.total)}</p>
        </div>
      )}
      {data !== null && data.reading === null && (
        <Sorted batch={data} next={next} onNext={() => onNext(data)} onDropped={onDropped} />
      )}
    </section>
  );
}

type SortedProps = {
  readonly batch: BatchView;
  readonly next: string | undefined;
  readonly onNext: () => void;
  readonly onDropped: () => void;
};

function Sorted({ batch, next, onNext, onDropped }: SortedProps) {
  const { id: documentsId, byState, patients, refused, files, approved } = batch;
  const [asked, setAsked] = useState(false);
  const sortAgain = useCommand('documents.sortAgain');
  const drop = useCommand('documents.drop');
  const open = byState.look + byState.none;
  const words = [
    ...(files === 0 ? [documentsText.noFiles] : patients === 0 ? [documentsText.nothing] : []),
    ...(open === 0 ? [] : [documentsText.openLook(open)]),
  ];
  return (
    <>
      <div className="documents-head">
        <h3 dir="auto">{documentsText.nameOf(batch)}</h3>
        {!approved && (
          <div className="documents-actions">
            <Button onClick={() => setAsked(true)}>{documentsText.drop}</Button>
            <Button busy={sortAgain.running} onClick={() => void sortAgain.run({ documentsId })}>
              {documentsText.sortAgain}
            </Button>
            <Button variant="filled" disabled={patients === 0} onClick={onNext}>
              {next ?? documentsText.next(patients)}
            </Button>
          </div>
        )}
      </div>
      <FailureBanner failure={sortAgain.failure} />
      {words.length > 0 && (
        <Banner tone={files > 0 && open > 0 ? 'amber' : 'info'} announce={null}>
          {words.join(' ')}
        </Banner>
      )}
      {files > 0 && <DocumentTable documentsId={documentsId} changeable={!approved} />}
      {refused.length > 0 && (
        <details className="documents-refused" open={files === 0}>
          <summary>{documentsText.refusedTitle(refused.length)}</summary>
          <ul>
            {refused.map(({ name, reason }) => (
              <li key={`${name} ${reason}`}>
                <span dir="auto">{name}</span>: {documentRefusals[reason]}
              </li>
            ))}
          </ul>
        </details>
      )}
      {asked && (
        <ConfirmDialog
          title={documentsText.dropTitle}
          yes={documentsText.drop}
          danger
          command={drop}
          onYes={async () => {
            const result = await drop.run({ documentsId });
            if (result !== null && 'output' in result) onDropped();
            return result;
          }}
          onClose={() => setAsked(false)}
        >
          <p>{drop.failure?.code === 'state-changed' ? documentsText.notDropped : documentsText.dropWords}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
