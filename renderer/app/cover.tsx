import { type ReactNode, useContext } from 'react';
import { KeyLayer, useKeys } from '../ui/use-keys.ts';
import { useModal } from '../ui/use-modal.ts';
import './cover.css';

/**
 * Covers the whole window while what lies below stays as it is: after the engine crashed, the passphrase is asked for
 * and nothing that was typed is gone.
 */
export function Cover({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const layer = useContext(KeyLayer);
  return (
    <KeyLayer value={layer + 10}>
      <CoverSheet label={label}>{children}</CoverSheet>
    </KeyLayer>
  );
}

function CoverSheet({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const sheet = useModal();
  // Registers this layer, so that the keys of what lies below are silent.
  useKeys([]);
  return (
    <dialog ref={sheet} className="cover" aria-label={label} onCancel={(event) => event.preventDefault()}>
      {children}
    </dialog>
  );
}
