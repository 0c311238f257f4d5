import type { CampaignContent } from '../../../main/contract/campaigns.ts';
import { documentsText } from '../../text/documents.ts';
import { DocumentsStep } from '../documents/documents-step.tsx';
import { SegmentStep } from './segment-step.tsx';

type WhoStepProps = {
  readonly content: CampaignContent;
  readonly ofDocuments: boolean;
  readonly onBatch: (documentsId: string) => void;
  readonly onPick: (group: { readonly id: string; readonly name: string }) => void;
  readonly onDropped: () => void;
};

/** The first step: a saved group, or the patients of a batch of documents. */
export function WhoStep({ content, ofDocuments, onBatch, onPick, onDropped }: WhoStepProps) {
  if (!ofDocuments) return <SegmentStep chosen={content.segmentId} onPick={onPick} />;
  return (
    <DocumentsStep
      documentsId={content.documentsId ?? null}
      onChosen={onBatch}
      onNext={(batch) => onPick({ id: batch.id, name: documentsText.nameOf(batch) })}
      onDropped={onDropped}
    />
  );
}
