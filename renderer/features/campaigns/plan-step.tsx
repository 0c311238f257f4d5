import { Info } from 'lucide-react';
import type { CampaignView } from '../../../main/contract/campaigns.ts';
import { campaignsText } from '../../text/campaigns.ts';
import { Button } from '../../ui/button.tsx';
import { Obstacles } from './obstacles.tsx';
import { PlanTotals } from './plan-totals.tsx';
import { RowTable } from './row-table.tsx';
import type { Step } from './steps.tsx';

type PlanStepProps = {
  readonly campaign: CampaignView;
  readonly onPlanAgain: () => void;
  readonly onStep: (step: Step) => void;
};

/** The plan: totals by mode, every patient with the mode and what it rests on, or why not. */
export function PlanStep({ campaign, onPlanAgain, onStep }: PlanStepProps) {
  const { id, planning, plannedAt, obstacles, totals, groupTells } = campaign;
  if (planning !== null) {
    return (
      <div className="place-waiting" role="status">
        <progress value={planning.done} max={Math.max(1, planning.total)} aria-label={campaignsText.steps.plan} />
        <p>{campaignsText.planning(planning.done, planning.total)}</p>
      </div>
    );
  }
  return (
    <div className="campaign-plan">
      <Obstacles campaign={campaign} onPlanAgain={onPlanAgain} onStep={onStep} />
      {plannedAt === null ? (
        obstacles.length === 0 && <Button onClick={onPlanAgain}>{campaignsText.makePlan}</Button>
      ) : (
        <>
          <PlanTotals totals={totals} />
          {groupTells && (
            <p className="place-quiet campaign-note">
              <Info size={16} aria-hidden />
              {campaignsText.groupTells}
            </p>
          )}
          <RowTable key={plannedAt} campaignId={id} kind="plan" />
          <p className="place-quiet">{campaignsText.promise}</p>
        </>
      )}
    </div>
  );
}
