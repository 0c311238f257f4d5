import { useState } from 'react';
import type { CampaignContent, CampaignView } from '../../../main/contract/campaigns.ts';
import { newDocuments } from '../../app/place.ts';
import { useCommand } from '../../engine/use-command.ts';
import { campaignsText } from '../../text/campaigns.ts';
import { documentsText } from '../../text/documents.ts';
import { BackBar } from '../../ui/back-bar.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { PlaceHeader } from '../../ui/place-header.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { contentOf, freshContent, sendsDocuments, summaryOf, withoutDocuments } from './campaign-content.ts';
import { HowStep } from './how-step.tsx';
import { PlanActions } from './plan-actions.tsx';
import { PlanStep } from './plan-step.tsx';
import { type Step, Steps } from './steps.tsx';
import { TemplateStep } from './template-step.tsx';
import { WhoStep } from './who-step.tsx';

type WizardProps = {
  /** A batch of documents that is being sent; null: not chosen yet. Absent: a letter to a group. */
  readonly documents?: string | null;
  /** Null: nothing is saved yet. */
  readonly campaign: CampaignView | null;
  readonly onOpen: (campaignId: string | null) => void;
};

/** The letter that comes with the program for this. */
const coveringLetter = 'tm_starter-documents';

/** A campaign that is being made: whom, what, on what terms, and the plan. */
export function Wizard({ campaign, documents, onOpen }: WizardProps) {
  const [step, setStep] = useState<Step>(campaign === null ? 'who' : 'plan');
  const [content, setContent] = useState(campaign === null ? freshContent(documents ?? null) : contentOf(campaign));
  const [groupName, setGroupName] = useState(campaign?.segmentName ?? '');
  const [sorting, setSorting] = useState(false);
  const save = useCommand('campaigns.save');
  const plan = useCommand('campaigns.plan');
  const ofDocuments = documents !== undefined || (campaign !== null && sendsDocuments(campaign));

  function goOn(more: Partial<CampaignContent>, next: Step) {
    setContent((before) => ({ ...before, ...more }));
    setStep(next);
  }
  function attach(documentsId: string) {
    setContent((before) => ({ ...before, documentsId }));
    setSorting(true);
  }
  function leaveDocuments() {
    setSorting(false);
    setContent(withoutDocuments);
    if (ofDocuments) onOpen(campaign === null ? newDocuments : campaign.id);
  }
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

  return (
    <div className="place campaign-stepped">
      <PlaceHeader
        title={content.name || (ofDocuments ? documentsText.send : campaignsText.fresh)}
        under={campaign !== null ? summaryOf(campaign) : ofDocuments ? documentsText.under : campaignsText.under}
        actions={campaign !== null && step === 'plan' && <PlanActions campaign={campaign} />}
      />
      <Steps at={step} reachable={reachable(content, campaign !== null)} ofDocuments={ofDocuments} onStep={setStep} />
      <ScrollArea label={campaignsText.steps[step]} className="place-content">
        <BackBar to={campaignsText.back} onBack={() => onOpen(null)} />
        <FailureBanner failure={save.failure ?? plan.failure} />
        {step === 'who' && (
          <WhoStep
            content={content}
            ofDocuments={ofDocuments}
            onBatch={onOpen}
            onPick={({ id, name }) => {
              setGroupName(name);
              goOn({ segmentId: id }, 'what');
            }}
            onDropped={leaveDocuments}
          />
        )}
        {step === 'what' && (
          <TemplateStep
            chosen={content.templateId}
            first={ofDocuments ? coveringLetter : undefined}
            onPick={({ id, name, purpose }) =>
              goOn({ templateId: id, purpose, name: `${name}: ${groupName}`.slice(0, 200) }, 'how')
            }
          />
        )}
        {step === 'how' && (
          <HowStep
            content={content}
            ofDocuments={ofDocuments}
            sorting={sorting}
            running={save.running || plan.running}
            onSorting={setSorting}
            onChange={setContent}
            onAttach={attach}
            onDetach={leaveDocuments}
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

function reachable({ segmentId, templateId }: CampaignContent, isSaved: boolean): readonly Step[] {
  return [
    'who',
    ...(segmentId === '' ? [] : (['what'] as const)),
    ...(templateId === '' ? [] : (['how'] as const)),
    ...(isSaved ? (['plan'] as const) : []),
  ];
}
