import { type ReactNode, useEffect, useRef } from 'react';
import { frameText } from '../../text/frame.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import './vault-page.css';

export type VaultPageProps = {
  readonly title: string;
  readonly words?: ReactNode;
  readonly children?: ReactNode;
  /** Stands beside the page where there is room, above it where there is not. */
  readonly aside?: ReactNode;
  readonly wide?: boolean;
};

/** The page before the mail: one column, one question, one filled button. */
export function VaultPage({ title, words, children, aside, wide = false }: VaultPageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A new page is read from its title, unless a field took the focus.
    if (document.activeElement === null || document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <div className="vault-page">
      <div className="vault-page-sides">
        {aside}
        <main className="vault-page-main">
          <div className="vault-page-column" data-wide={wide || undefined}>
            {!aside && (
              <div className="vault-page-brand">
                <BrandMark size={32} />
                <span>{frameText.product}</span>
              </div>
            )}
            <div className="vault-page-head">
              <h1 ref={heading} tabIndex={-1} className="vault-page-title">
                {title}
              </h1>
              {words && <div className="vault-page-words">{words}</div>}
            </div>
            {children}
          </div>
        </main>
      </div>
    </div>
  );
}
