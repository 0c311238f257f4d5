import type { CampaignContent } from '../../../main/contract/campaigns.ts';
import { documentsText } from '../../text/documents.ts';
import { AttachDocuments } from '../documents/attach-documents.tsx';
import { DocumentsStep } from '../documents/documents-step.tsx';
import { TermsStep } from './terms-step.tsx';

type HowStepProps = {
  readonly content: CampaignContent;
  readonly ofDocuments: boolean;
  /** The files beside the letters are looked at. */
  readonly sorting: boolean;
  readonly running: boolean;
  readonly onSorting: (sorting: boolean) => void;
  readonly onChange: (content: CampaignContent) => void;
  readonly onAttach: (documentsId: string) => void;
  readonly onDetach: () => void;
  readonly onPlan: () => void;
};

/** The third step: on what terms the letters leave, and what each takes along. */
export function HowStep({
  content,
  ofDocuments,
  sorting,
  running,
  onSorting,
  onChange,
  onAttach,
  onDetach,
  onPlan,
}: HowStepProps) {
  const { documentsId } = content;
  if (sorting && documentsId !== undefined) {
    return (
      <DocumentsStep
        documentsId={documentsId}
        next={documentsText.done}
        onChosen={() => {}}
        onNext={() => onSorting(false)}
        onDropped={onDetach}
      />
    );
  }
  return (
    <>
      {!ofDocuments && (
        <AttachDocuments
          documentsId={documentsId ?? null}
          onChosen={onAttach}
          onLook={() => onSorting(true)}
          onDetach={onDetach}
        />
      )}
      <TermsStep content={content} running={running} onChange={onChange} onPlan={onPlan} />
    </>
  );
}
