import type { ReactNode } from 'react';
import './place-header.css';

export type PlaceHeaderProps = {
  readonly title: ReactNode;
  readonly under?: ReactNode;
  /** Before the title: an avatar. */
  readonly mark?: ReactNode;
  readonly actions?: ReactNode;
};

/** The head of a place or of a pane: title, a line under it, actions on the right. */
export function PlaceHeader({ title, under, mark, actions }: PlaceHeaderProps) {
  return (
    <header className="place-header">
      {mark}
      <div className="place-header-words">
        <h2 className="place-header-title" title={typeof title === 'string' ? title : undefined}>
          {title}
        </h2>
        {under && <div className="place-header-under">{under}</div>}
      </div>
      {actions && <div className="place-header-actions">{actions}</div>}
    </header>
  );
}
