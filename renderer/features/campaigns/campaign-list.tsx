import { CirclePlus, Files, Megaphone } from 'lucide-react';
import { newCampaign, newDocuments } from '../../app/place.ts';
import { useQuery } from '../../engine/use-query.ts';
import { campaignStates, campaignsText } from '../../text/campaigns.ts';
import { documentsText } from '../../text/documents.ts';
import { formatMoment } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { PlaceHeader } from '../../ui/place-header.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { stateTones } from './state-tones.ts';

/** Every campaign, newest first. */
export function CampaignList({ onOpen }: { readonly onOpen: (campaignId: string) => void }) {
  const { data, failure } = useQuery('campaigns.list', {}, { refreshOn: ['campaigns.changed'] });
  const fresh = (
    <>
      <Button
        icon={Files}
        keyHint={appKeys.sendDocuments}
        aria-keyshortcuts={ariaKeys(appKeys.sendDocuments)}
        onClick={() => onOpen(newDocuments)}
      >
        {documentsText.send}
      </Button>
      <Button
        variant="filled"
        icon={CirclePlus}
        keyHint={appKeys.newCampaign}
        aria-keyshortcuts={ariaKeys(appKeys.newCampaign)}
        onClick={() => onOpen(newCampaign)}
      >
        {campaignsText.fresh}
      </Button>
    </>
  );
  return (
    <div className="place">
      <PlaceHeader title={campaignsText.title} under={campaignsText.under} actions={fresh} />
      <ScrollArea label={campaignsText.title} className="place-content">
        <FailureBanner failure={failure} />
        {!data && !failure && <Skeleton lines={6} />}
        {data?.length === 0 && (
          <EmptyState icon={Megaphone} title={campaignsText.emptyTitle}>
            {campaignsText.emptyWords}
          </EmptyState>
        )}
        {data !== null && data.length > 0 && (
          <table className="place-table">
            <thead>
              <tr>
                <th scope="col">{campaignsText.table.name}</th>
                <th scope="col">{campaignsText.table.who}</th>
                <th scope="col">{campaignsText.table.state}</th>
                <th scope="col">{campaignsText.table.left}</th>
                <th scope="col">{campaignsText.table.since}</th>
              </tr>
            </thead>
            <tbody>
              {data.map((campaign) => (
                <tr key={campaign.id}>
                  <td>
                    <button type="button" className="place-open" dir="auto" onClick={() => onOpen(campaign.id)}>
                      {campaign.name}
                    </button>
                  </td>
                  <td dir="auto">{campaign.segmentName}</td>
                  <td>
                    <Chip tone={stateTones[campaign.state]}>{campaignStates[campaign.state]}</Chip>
                  </td>
                  <td className="campaign-number">
                    {campaign.state === 'planned' ? '' : campaignsText.progress(campaign.totals)}
                  </td>
                  <td className="place-quiet">{formatMoment(campaign.stateAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </ScrollArea>
    </div>
  );
}
