import { useCommand } from '../engine/use-command.ts';
import { leavingText } from '../text/frame.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureBanner } from '../ui/failure-banner.tsx';
import type { Leaving } from './use-leaving.ts';

export type LeavingDialogProps = Leaving & {
  readonly onStay: () => void;
  readonly onLeave: (reason: Leaving['reason']) => Promise<void>;
};

/** "Send now or keep as draft", before the window locks or quits while mail waits. */
export function LeavingDialog({ reason, waiting, onStay, onLeave }: LeavingDialogProps) {
  const sendNow = useCommand('outbox.sendNow');
  const keep = useCommand('outbox.keepAsDrafts');
  const leaveAfter = async (command: typeof sendNow | typeof keep) => {
    const result = await command.run({});
    if (result && 'output' in result) await onLeave(reason);
  };
  const running = sendNow.running || keep.running;
  return (
    <Dialog
      title={reason === 'quit' ? leavingText.quitTitle : leavingText.lockTitle}
      onClose={onStay}
      actions={
        <>
          <Button variant="quiet" keyHint="escape" onClick={onStay}>
            {leavingText.stay}
          </Button>
          <Button busy={keep.running} disabled={running} onClick={() => leaveAfter(keep)}>
            {leavingText.keepAsDrafts}
          </Button>
          <Button variant="filled" busy={sendNow.running} disabled={running} onClick={() => leaveAfter(sendNow)}>
            {leavingText.sendNow}
          </Button>
        </>
      }
    >
      <p>{leavingText.words(waiting)}</p>
      <FailureBanner failure={sendNow.failure ?? keep.failure} />
    </Dialog>
  );
}
