import { useState } from 'react';
import type { CampaignView } from '../../../main/contract/campaigns.ts';
import { useCommand } from '../../engine/use-command.ts';
import { campaignsText } from '../../text/campaigns.ts';
import { documentsText } from '../../text/documents.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { useToast } from '../../ui/toast.tsx';
import { ReceiptDialog } from '../documents/receipt-dialog.tsx';

type RunActionsProps = { readonly campaign: CampaignView; readonly onOpen: (campaignId: string | null) => void };

/** Halting, going on, stopping, and the report. */
export function RunActions({ campaign, onOpen }: RunActionsProps) {
  const { id: campaignId, state, approvedAt, documentsId } = campaign;
  const [receipt, setReceipt] = useState(false);
  const [asked, setAsked] = useState(false);
  const pause = useCommand('campaigns.pause');
  const resume = useCommand('campaigns.resume');
  const stop = useCommand('campaigns.stop');
  const remove = useCommand('campaigns.remove');
  const report = useCommand('campaigns.exportReport');
  const toast = useToast();
  const isOver = state === 'stopped' || state === 'finished';
  const goesOn = approvedAt !== null && (state === 'paused' || state === 'restored');
  return (
    <>
      <FailureBanner failure={pause.failure ?? resume.failure ?? report.failure ?? remove.failure} />
      {documentsId !== undefined && <Button onClick={() => setReceipt(true)}>{documentsText.receipt}</Button>}
      {receipt && <ReceiptDialog campaignId={campaignId} name={campaign.name} onClose={() => setReceipt(false)} />}
      <Button
        busy={report.running}
        onClick={async () => {
          const result = await report.run({ campaignId });
          if (result === null || !('output' in result) || result.output.savedAs === null) return;
          toast({ words: campaignsText.exported(result.output.savedAs) });
        }}
      >
        {campaignsText.exportReport}
      </Button>
      {!isOver && approvedAt !== null && <Button onClick={() => setAsked(true)}>{campaignsText.stop}</Button>}
      {approvedAt === null && (
        <Button
          busy={remove.running}
          onClick={async () => {
            const result = await remove.run({ campaignId });
            if (result !== null && 'output' in result) onOpen(null);
          }}
        >
          {campaignsText.remove}
        </Button>
      )}
      {state === 'running' && (
        <Button variant="filled" busy={pause.running} onClick={() => void pause.run({ campaignId })}>
          {campaignsText.pause}
        </Button>
      )}
      {goesOn && (
        <Button variant="filled" busy={resume.running} onClick={() => void resume.run({ campaignId })}>
          {state === 'restored' ? campaignsText.resumeRestored : campaignsText.resume}
        </Button>
      )}
      {asked && (
        <ConfirmDialog
          title={campaignsText.stopTitle}
          yes={campaignsText.stop}
          danger
          command={stop}
          onYes={() => stop.run({ campaignId })}
          onClose={() => setAsked(false)}
        >
          <p>{campaignsText.stopWords}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
