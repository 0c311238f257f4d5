import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import './print-sheet.css';

/**
 * What is printed while it stands: paper shows the sheet alone, the window shows nothing of it.
 * Print with `callShell('shell.print')`. One at a time.
 */
export function PrintSheet({ children }: { readonly children: ReactNode }) {
  return createPortal(<div className="print-sheet">{children}</div>, document.body);
}
