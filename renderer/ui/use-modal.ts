import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Opens a `<dialog>` above the window while its component stands, and gives the focus back to where it was: also when
 * the component goes without the dialog having been closed.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return dialog;
}
