import { type ReactNode, useContext, useId } from 'react';
import './dialog.css';
import { dialogKey, InDialog } from './dialog-key.ts';
import { KeyLayer, useEscape, useKeys } from './use-keys.ts';
import { useModal } from './use-modal.ts';

export type DialogProps = {
  readonly title: string;
  /** Esc and a press outside. Mount the dialog to open it, unmount it to close it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The buttons, the filled one last. */
  readonly actions?: ReactNode;
  readonly width?: 'narrow' | 'medium' | 'wide';
};

/** A question above the window. The focus stays inside and goes back where it was. */
export function Dialog(props: DialogProps) {
  const layer = useContext(KeyLayer);
  return (
    <KeyLayer value={layer + 1}>
      <InDialog value={true}>
        <DialogSheet {...props} />
      </InDialog>
    </KeyLayer>
  );
}

function DialogSheet({ title, onClose, children, actions, width = 'narrow' }: DialogProps) {
  const id = useId();
  const sheet = useModal();
  useEscape(onClose);
  useKeys([
    { keys: dialogKey, run: () => sheet.current?.querySelector<HTMLButtonElement>('[data-dialog-key]')?.click() },
  ]);
  return (
    <dialog
      ref={sheet}
      className={`dialog dialog-${width}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-sheet">
        <h2 id={id} className="dialog-title">
          {title}
        </h2>
        <div className="dialog-body">{children}</div>
        {actions && <div className="dialog-actions">{actions}</div>}
      </div>
    </dialog>
  );
}
