import type { CampaignView } from '../../../main/contract/campaigns.ts';
import { campaignsText, letters, limitText, pauseTexts, restoredText, troubleWords } from '../../text/campaigns.ts';
import { BackBar } from '../../ui/back-bar.tsx';
import { Banner } from '../../ui/banner.tsx';
import { PlaceHeader } from '../../ui/place-header.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { sendsDocuments, summaryOf } from './campaign-content.ts';
import { RestoredCampaign } from './restored-campaign.tsx';
import { RowTable } from './row-table.tsx';
import { RunActions } from './run-actions.tsx';
import { RunChart } from './run-chart.tsx';
import { Steps } from './steps.tsx';

type RunPageProps = { readonly campaign: CampaignView; readonly onOpen: (campaignId: string | null) => void };

/** A campaign that was approved: how far it is, and what became of every letter. */
export function RunPage({ campaign, onOpen }: RunPageProps) {
  const { id, name, state, pauseReason, totals, approvedAt, limit, trouble } = campaign;
  return (
    <div className="place campaign-stepped">
      <PlaceHeader
        title={name}
        under={summaryOf(campaign)}
        actions={<RunActions campaign={campaign} onOpen={onOpen} />}
      />
      <Steps at="run" reachable={[]} ofDocuments={sendsDocuments(campaign)} onStep={() => {}} />
      <ScrollArea label={campaignsText.steps.run} className="place-content">
        <BackBar to={campaignsText.back} onBack={() => onOpen(null)} />
        {state === 'paused' && pauseReason !== null && (
          <Banner tone="amber" title={pauseTexts[pauseReason].title}>
            {pauseTexts[pauseReason].words}
            {trouble !== null && ` ${troubleWords(trouble)}`}
          </Banner>
        )}
        {limit !== null && (
          <Banner
            tone={limit.restUntil === null ? 'info' : 'amber'}
            title={limit.restUntil === null ? limitText.kept(limit) : limitText.resting(limit)}
          >
            {limitText.words(limit)}
          </Banner>
        )}
        {state === 'restored' &&
          (approvedAt === null ? (
            <Banner tone="amber" title={restoredText.title}>
              {restoredText.nothingApproved}
            </Banner>
          ) : (
            <RestoredCampaign campaign={campaign} />
          ))}
        <div className="place-progress">
          <progress
            value={totals.byState.sent}
            max={Math.max(1, letters(totals))}
            aria-label={campaignsText.progressLabel}
          />
          <p role="status">
            {campaignsText.progress(totals)} · {campaignsText.answered(totals.answered)}
            {totals.bounced > 0 && ` · ${campaignsText.bounced(totals.bounced)}`}
          </p>
        </div>
        <RunChart totals={totals} />
        <RowTable campaignId={id} kind="run" />
        <p className="place-quiet">{campaignsText.promise}</p>
      </ScrollArea>
    </div>
  );
}
