import { useState } from 'react';
import type { CampaignContent, CampaignView } from '../../../main/contract/campaigns.ts';
import { useCommand } from '../../engine/use-command.ts';
import { campaignsText, contentWords, purposeTexts } from '../../text/campaigns.ts';
import { documentsText } from '../../text/documents.ts';
import { BackBar } from '../../ui/back-bar.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { PlaceHeader } from '../../ui/place-header.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { AttachDocuments } from '../documents/attach-documents.tsx';
import { DocumentsStep } from '../documents/documents-step.tsx';
import { PlanActions } from './plan-actions.tsx';
import { PlanStep } from './plan-step.tsx';
import { SegmentStep } from './segment-step.tsx';
import { type Step, Steps } from './steps.tsx';
import { TemplateStep } from './template-step.tsx';
import { TermsStep } from './terms-step.tsx';

type WizardProps = {
  /** A batch of documents that is being sent; null: not chosen yet. Absent: a letter to a group. */
  readonly documents?: string | null;
  /** Null: nothing is saved yet. */
  readonly campaign: CampaignView | null;
  readonly onOpen: (campaignId: string | null) => void;
};

const blank: CampaignContent = {
  name: '',
  segmentId: '',
  templateId: '',
  purpose: 'treatment',
  sender: 'practice',
  startAt: null,
  perHour: null,
};

/** The letter that comes with the program for this. */
const coveringLetter = 'tm_starter-documents';

/** A campaign that is being made: whom, what, on what terms, and the plan. */
export function Wizard({ campaign, documents, onOpen }: WizardProps) {
  const [step, setStep] = useState<Step>(campaign === null ? 'who' : 'plan');
  const [content, setContent] = useState<CampaignContent>(
    campaign === null ? { ...blank, ...batchOf(documents ?? null) } : contentOf(campaign),
  );
  const [sorting, setSorting] = useState(false);
  const [segmentName, setSegmentName] = useState(campaign?.segmentName ?? '');
  const save = useCommand('campaigns.save');
  const plan = useCommand('campaigns.plan');
  const isOfDocuments = documents !== undefined || (campaign !== null && campaign.documentsId === campaign.segmentId);
  const change = (more: Partial<CampaignContent>) => setContent((before) => ({ ...before, ...more }));

  async function makePlan() {
    const saved = await save.run({
      campaignId: campaign?.id ?? null,
      content: { ...content, name: content.name.trim() },
    });
    if (saved === null || !('output' in saved)) return;
    const { campaignId } = saved.output;
    const begun = await plan.run({ campaignId });
    if (begun === null || !('output' in begun)) return;
    setStep('plan');
    onOpen(campaignId);
  }
  function leaveDocuments() {
    setSorting(false);
    setContent(withoutDocuments);
    if (isOfDocuments) onOpen(campaign === null ? 'documents' : campaign.id);
  }

  const reachable: readonly Step[] = [
    'who',
    ...(content.segmentId === '' ? [] : (['what'] as const)),
    ...(content.templateId === '' ? [] : (['how'] as const)),
    ...(campaign === null ? [] : (['plan'] as const)),
  ];
  return (
    <div className="place campaign-stepped">
      <PlaceHeader
        title={content.name || (isOfDocuments ? documentsText.send : campaignsText.fresh)}
        under={campaign !== null ? summaryOf(campaign) : isOfDocuments ? documentsText.under : campaignsText.under}
        actions={campaign !== null && step === 'plan' && <PlanActions campaign={campaign} />}
      />
      <Steps at={step} reachable={reachable} onStep={setStep} {...(isOfDocuments ? ofDocuments : {})} />
      <ScrollArea label={campaignsText.steps[step]} className="place-content">
        <BackBar to={campaignsText.back} onBack={() => onOpen(null)} />
        <FailureBanner failure={save.failure ?? plan.failure} />
        {step === 'who' && isOfDocuments && (
          <DocumentsStep
            documentsId={content.documentsId ?? null}
            onChosen={onOpen}
            onNext={(batch) => {
              setSegmentName(documentsText.nameOf(batch));
              setStep('what');
            }}
            onDropped={leaveDocuments}
          />
        )}
        {step === 'who' && !isOfDocuments && (
          <SegmentStep
            chosen={content.segmentId}
            onPick={(segment) => {
              change({ segmentId: segment.id });
              setSegmentName(segment.name);
              setStep('what');
            }}
          />
        )}
        {step === 'what' && (
          <TemplateStep
            chosen={content.templateId}
            first={isOfDocuments ? coveringLetter : undefined}
            onPick={({ id, name, purpose }) => {
              change({ templateId: id, purpose, name: `${name}: ${segmentName}`.slice(0, 200) });
              setStep('how');
            }}
          />
        )}
        {step === 'how' && sorting && content.documentsId !== undefined && (
          <DocumentsStep
            documentsId={content.documentsId}
            next={documentsText.done}
            onChosen={() => {}}
            onNext={() => setSorting(false)}
            onDropped={leaveDocuments}
          />
        )}
        {step === 'how' && !sorting && !isOfDocuments && (
          <AttachDocuments
            documentsId={content.documentsId ?? null}
            onChosen={(documentsId) => {
              change({ documentsId });
              setSorting(true);
            }}
            onLook={() => setSorting(true)}
            onDetach={leaveDocuments}
          />
        )}
        {step === 'how' && !sorting && (
          <TermsStep
            content={content}
            running={save.running || plan.running}
            onChange={setContent}
            onPlan={() => void makePlan()}
          />
        )}
        {step === 'plan' && campaign !== null && (
          <PlanStep campaign={campaign} onPlanAgain={() => void makePlan()} onStep={setStep} />
        )}
      </ScrollArea>
    </div>
  );
}

function contentOf(campaign: CampaignView): CampaignContent {
  const { name, segmentId, templateId, purpose, sender, startAt, perHour } = campaign;
  const { documentsId } = campaign;
  return {
    name,
    segmentId,
    templateId,
    purpose,
    sender,
    startAt,
    perHour,
    ...(documentsId === undefined ? {} : { documentsId }),
  };
}

const ofDocuments = { first: documentsText.step };

/** What the first step is called. */
export const firstStep = ({ segmentId, documentsId }: CampaignContent): Partial<typeof ofDocuments> =>
  segmentId === documentsId ? ofDocuments : {};

/** The batch is the group, too: whoever has a document in it gets a letter. */
const batchOf = (documentsId: string | null): Partial<CampaignContent> =>
  documentsId === null ? {} : { segmentId: documentsId, documentsId };

function withoutDocuments({ documentsId: _documentsId, ...content }: CampaignContent): CampaignContent {
  return content;
}

/** The line under the title: on what terms the letters leave. */
export function summaryOf(campaign: CampaignView): string {
  const pace = campaign.perHour === null ? [] : [campaignsText.paces.some(campaign.perHour)];
  const start = campaign.startAt === null ? [] : [campaignsText.startsAt(campaign.startAt)];
  return [
    purposeTexts[campaign.purpose].title,
    contentWords[campaign.contentKind],
    campaignsText.senders[campaign.sender].title,
    ...start,
    ...pace,
  ].join(' · ');
}
