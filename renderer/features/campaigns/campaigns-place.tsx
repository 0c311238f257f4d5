import { isBatchId } from '../../../main/contract/batch-id.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { newCampaign, newDocuments } from '../../app/place.ts';
import { useQuery } from '../../engine/use-query.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys } from '../../ui/keys.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { CampaignList } from './campaign-list.tsx';
import '../../ui/place.css';
import './campaigns.css';
import { RunPage } from './run-page.tsx';
import { Wizard } from './wizard.tsx';

/** All campaigns; or one, being planned or running. */
export function CampaignsPlace() {
  const { place, replace } = useNavigation();
  const campaignId = place.kind === 'campaigns' ? place.campaignId : null;
  const open = (id: string | null) => replace({ kind: 'campaigns', campaignId: id });
  useKeys([
    { keys: appKeys.back, run: () => open(null), when: campaignId !== null },
    { keys: appKeys.newCampaign, run: () => open(newCampaign) },
    { keys: appKeys.sendDocuments, run: () => open(newDocuments) },
  ]);
  if (campaignId === null) return <CampaignList onOpen={open} />;
  if (campaignId === newDocuments) return <Wizard key={newDocuments} campaign={null} documents={null} onOpen={open} />;
  if (isBatchId(campaignId)) {
    return <Wizard key={campaignId} campaign={null} documents={campaignId} onOpen={open} />;
  }
  if (campaignId === newCampaign) return <Wizard key={newCampaign} campaign={null} onOpen={open} />;
  return <OneCampaign key={campaignId} campaignId={campaignId} onOpen={open} />;
}

/** Answers and letters that come back count, too; and a plan is old once one of its documents goes to somebody else. */
const changes = ['campaigns.changed', 'documents.changed', 'threads.changed'] as const;

function OneCampaign({
  campaignId,
  onOpen,
}: {
  readonly campaignId: string;
  readonly onOpen: (campaignId: string | null) => void;
}) {
  const { data, failure } = useQuery('campaigns.get', { campaignId }, { refreshOn: changes });
  if (data === null) {
    return (
      <div className="place-content">
        <FailureBanner failure={failure} />
        {failure === null && <Skeleton lines={8} />}
      </div>
    );
  }
  if (data.state === 'planned') return <Wizard campaign={data} onOpen={onOpen} />;
  return <RunPage campaign={data} onOpen={onOpen} />;
}
