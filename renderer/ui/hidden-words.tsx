import type { ReactNode } from 'react';
import './hidden-words.css';

/** Words for screen readers alone. */
export function HiddenWords({ children }: { readonly children: ReactNode }) {
  return <span className="hidden-words">{children}</span>;
}
