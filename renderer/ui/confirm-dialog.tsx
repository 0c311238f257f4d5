import type { ReactNode } from 'react';
import type { Failure } from '../../main/contract/envelope.ts';
import { kitText } from '../text/kit.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FailureBanner } from './failure-banner.tsx';

type ConfirmDialogProps = {
  readonly title: string;
  readonly yes: string;
  readonly danger?: boolean;
  readonly command: { readonly running: boolean; readonly failure: Failure | null };
  readonly onYes: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A question with one thing to do; closes when it was done. */
export function ConfirmDialog({ title, yes, danger = false, command, onYes, onClose, children }: ConfirmDialogProps) {
  return (
    <Dialog
      title={title}
      width="medium"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button
            variant={danger ? 'danger' : 'filled'}
            busy={command.running}
            onClick={async () => {
              const result = await onYes();
              if (result !== null && typeof result === 'object' && 'output' in result) onClose();
            }}
          >
            {yes}
          </Button>
        </>
      }
    >
      {children}
      <FailureBanner failure={command.failure} />
    </Dialog>
  );
}
