import type { CampaignView } from '../../../main/contract/campaigns.ts';
import { useCommand } from '../../engine/use-command.ts';
import { campaignsText, restoredText } from '../../text/campaigns.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { useToast } from '../../ui/toast.tsx';

/** After a restore: a look into Sent first, then a person says about the rest. */
export function RestoredCampaign({ campaign }: { readonly campaign: CampaignView }) {
  const { id: campaignId, totals } = campaign;
  const lookUp = useCommand('campaigns.lookUp');
  const settle = useCommand('campaigns.settle');
  const toast = useToast();
  const { unsure } = totals.byState;
  const say = (left: boolean) => void settle.run({ campaignId, patientId: null, left });
  return (
    <>
      <Banner
        tone="amber"
        title={restoredText.title}
        actions={
          unsure > 0 && (
            <Button
              busy={lookUp.running}
              onClick={async () => {
                const result = await lookUp.run({ campaignId });
                if (result === null || !('output' in result)) return;
                const { found, notFound, unknown } = result.output;
                toast({ words: campaignsText.lookedUp(found, notFound, unknown) });
              }}
            >
              {campaignsText.lookUp}
            </Button>
          )
        }
      >
        {restoredText.words}
      </Banner>
      <FailureBanner failure={lookUp.failure ?? settle.failure} />
      {unsure > 0 && (
        <Banner
          title={campaignsText.settleTitle}
          announce={null}
          actions={
            <>
              <Button busy={settle.running} onClick={() => say(true)}>
                {campaignsText.allLeft}
              </Button>
              <Button busy={settle.running} onClick={() => say(false)}>
                {campaignsText.noneLeft}
              </Button>
            </>
          }
        >
          {campaignsText.settleWords(unsure)}
        </Banner>
      )}
    </>
  );
}
