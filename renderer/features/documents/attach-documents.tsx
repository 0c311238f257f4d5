import { useQuery } from '../../engine/use-query.ts';
import { documentsText } from '../../text/documents.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { ChooseDocuments } from './choose-documents.tsx';
import '../../ui/place.css';
import './documents.css';

type AttachDocumentsProps = {
  readonly documentsId: string | null;
  readonly onChosen: (documentsId: string) => void;
  readonly onLook: () => void;
  readonly onDetach: () => void;
};

/** Files beside the letters of a campaign: each letter takes its patient's along. */
export function AttachDocuments({ documentsId, onChosen, onLook, onDetach }: AttachDocumentsProps) {
  const { data, failure } = useQuery('documents.get', documentsId === null ? null : { documentsId }, {
    refreshOn: ['documents.changed'],
  });
  return (
    <section className="documents-attach">
      <h3>{documentsText.attachTitle}</h3>
      <p className="place-quiet">{documentsText.attachWords}</p>
      {documentsId === null ? (
        <ChooseDocuments onChosen={onChosen} />
      ) : (
        <div className="documents-choose">
          <FailureBanner failure={failure} />
          <span role="status">
            {data === null
              ? ''
              : data.reading === null
                ? documentsText.attached(data.byState.matched + data.byState.confirmed, data.patients)
                : documentsText.reading(data.reading.done, data.reading.total)}
          </span>
          <Button onClick={onLook}>{documentsText.attachLook}</Button>
          <Button onClick={onDetach}>{documentsText.detach}</Button>
        </div>
      )}
    </section>
  );
}
