import { useState } from 'react';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { Mode } from '../../../main/contract/fields.ts';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { kitText } from '../../text/kit.ts';
import { downgradeText } from '../../text/threads.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextArea } from '../../ui/field.tsx';
import { modeTitle } from './mode-title.ts';

type DowngradeDialogProps = {
  readonly from: Mode;
  readonly to: Mode;
  readonly thread: ThreadDetail;
  readonly running: boolean;
  readonly failure: Failure | null;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
};

/** Asks why a conversation goes to less protection; the reason goes into the journal. */
export function DowngradeDialog({ from, to, thread, running, failure, onClose, onReason }: DowngradeDialogProps) {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <Dialog title={downgradeText.title} onClose={onClose} width="medium">
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() === '') setProblem(downgradeText.reasonMissing);
          else onReason(reason.trim());
        }}
      >
        <p>{downgradeText.words(modeTitle(from, thread), modeTitle(to, thread))}</p>
        <TextArea
          label={downgradeText.reason}
          hint={downgradeText.reasonHint}
          problem={problem}
          value={reason}
          maxLength={2_000}
          autoFocus
          onChange={(next) => {
            setReason(next);
            setProblem(null);
          }}
        />
        <FailureBanner failure={failure} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button type="submit" variant="filled" busy={running}>
            {downgradeText.use(modeTitle(to, thread))}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
