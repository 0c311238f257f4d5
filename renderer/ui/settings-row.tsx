import type { ReactNode } from 'react';
import './settings-row.css';

/** One setting: what it is and what it does on the left, its control on the right. */
export function SettingsRow({
  title,
  words,
  children,
}: {
  readonly title: string;
  readonly words?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="settings-row" aria-label={title}>
      <div className="settings-row-words">
        <h3>{title}</h3>
        {words && <p>{words}</p>}
      </div>
      <div className="settings-row-control">{children}</div>
    </section>
  );
}
