import type { CampaignView } from '../../../main/contract/campaigns.ts';
import { campaignsText, obstacleTexts } from '../../text/campaigns.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { PlanTotals } from './plan-totals.tsx';
import { RowTable } from './row-table.tsx';

type PlanStepProps = { readonly campaign: CampaignView; readonly onPlanAgain: () => void };

/** The plan: totals by mode, every patient with the mode and what it rests on, or why not. */
export function PlanStep({ campaign, onPlanAgain }: PlanStepProps) {
  const { id, planning, plannedAt, obstacles, totals } = campaign;
  if (planning !== null) {
    return (
      <div className="campaign-planning" role="status">
        <progress value={planning.done} max={Math.max(1, planning.total)} aria-label={campaignsText.steps.plan} />
        <p>{campaignsText.planning(planning.done, planning.total)}</p>
      </div>
    );
  }
  const stale = plannedAt === null || obstacles.includes('plan-old');
  return (
    <div className="campaign-plan">
      {obstacles.length > 0 && (
        <Banner
          tone="amber"
          announce={null}
          actions={stale ? <Button onClick={onPlanAgain}>{campaignsText.planAgain}</Button> : undefined}
        >
          {obstacles.map((code) => obstacleTexts[code]).join(' ')}
        </Banner>
      )}
      {plannedAt === null ? (
        obstacles.length === 0 && <Button onClick={onPlanAgain}>{campaignsText.makePlan}</Button>
      ) : (
        <>
          <PlanTotals totals={totals} />
          <RowTable key={plannedAt} campaignId={id} kind="plan" />
          <p className="campaign-quiet">{campaignsText.promise}</p>
        </>
      )}
    </div>
  );
}
