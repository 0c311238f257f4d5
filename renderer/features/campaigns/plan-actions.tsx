import { useState } from 'react';
import type { CampaignView } from '../../../main/contract/campaigns.ts';
import { useCommand } from '../../engine/use-command.ts';
import { campaignsText } from '../../text/campaigns.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useToast } from '../../ui/toast.tsx';

/** A test to oneself, and the one button that lets the letters go. */
export function PlanActions({ campaign }: { readonly campaign: CampaignView }) {
  const [asked, setAsked] = useState(false);
  const test = useCommand('campaigns.sendTest');
  const start = useCommand('campaigns.start');
  const toast = useToast();
  const { id: campaignId, plannedAt, obstacles, totals } = campaign;
  const waiting = totals.byState.waiting;
  return (
    <>
      <Button
        busy={test.running}
        onClick={async () => {
          const result = await test.run({ campaignId });
          if (result !== null && 'output' in result) toast({ words: campaignsText.tested(result.output.to) });
        }}
      >
        {campaignsText.test}
      </Button>
      <Button
        variant="filled"
        disabled={plannedAt === null || obstacles.length > 0 || waiting === 0}
        onClick={() => setAsked(true)}
      >
        {campaignsText.send(waiting)}
      </Button>
      {asked && plannedAt !== null && (
        <ConfirmDialog
          title={campaignsText.sendTitle(waiting)}
          yes={campaignsText.send(waiting)}
          command={start}
          onYes={() => start.run({ campaignId, plannedAt })}
          onClose={() => setAsked(false)}
        >
          <p>{campaignsText.sendWords}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
