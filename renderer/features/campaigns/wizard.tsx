import { useState } from 'react';
import type { CampaignContent, CampaignView } from '../../../main/contract/campaigns.ts';
import { useCommand } from '../../engine/use-command.ts';
import { campaignsText, contentWords, purposeTexts } from '../../text/campaigns.ts';
import { BackBar } from '../../ui/back-bar.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { PlaceHeader } from '../../ui/place-header.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { PlanActions } from './plan-actions.tsx';
import { PlanStep } from './plan-step.tsx';
import { SegmentStep } from './segment-step.tsx';
import { type Step, Steps } from './steps.tsx';
import { TemplateStep } from './template-step.tsx';
import { TermsStep } from './terms-step.tsx';

type WizardProps = {
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

/** A campaign that is being made: whom, what, on what terms, and the plan. */
export function Wizard({ campaign, onOpen }: WizardProps) {
  const [step, setStep] = useState<Step>(campaign === null ? 'who' : 'plan');
  const [content, setContent] = useState<CampaignContent>(campaign === null ? blank : contentOf(campaign));
  const [segmentName, setSegmentName] = useState(campaign?.segmentName ?? '');
  const save = useCommand('campaigns.save');
  const plan = useCommand('campaigns.plan');
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

  const reachable: readonly Step[] = [
    'who',
    ...(content.segmentId === '' ? [] : (['what'] as const)),
    ...(content.templateId === '' ? [] : (['how'] as const)),
    ...(campaign === null ? [] : (['plan'] as const)),
  ];
  return (
    <div className="campaigns-place campaigns-place-steps">
      <PlaceHeader
        title={content.name || campaignsText.fresh}
        under={campaign === null ? campaignsText.under : summaryOf(campaign)}
        actions={campaign !== null && step === 'plan' && <PlanActions campaign={campaign} />}
      />
      <Steps at={step} reachable={reachable} onStep={setStep} />
      <ScrollArea label={campaignsText.steps[step]} className="campaign-content">
        <BackBar to={campaignsText.back} onBack={() => onOpen(null)} />
        <FailureBanner failure={save.failure ?? plan.failure} />
        {step === 'who' && (
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
            onPick={({ id, name, purpose }) => {
              change({ templateId: id, purpose, name: `${name}: ${segmentName}`.slice(0, 200) });
              setStep('how');
            }}
          />
        )}
        {step === 'how' && (
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
  return { name, segmentId, templateId, purpose, sender, startAt, perHour };
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
