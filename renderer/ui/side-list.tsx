import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import './side-list.css';

export type SideListRow = { readonly id: string; readonly title: string; readonly under: ReactNode };

/** A short list at the side: one is open. Arrow keys go from one to the next. */
export function SideList({
  label,
  rows,
  selectedId,
  onSelect,
}: {
  readonly label: string;
  readonly rows: readonly SideListRow[];
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
}) {
  const id = useId();
  const at = rows.findIndex((row) => row.id === selectedId);
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? Math.max(0, at - 1) : null;
    const row = next === null ? undefined : rows[next];
    if (!row) return;
    event.preventDefault();
    onSelect(row.id);
  };
  return (
    <div
      className="side-list scroll-area"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={at < 0 ? undefined : `${id}-${selectedId}`}
      onKeyDown={press}
    >
      {rows.map((row) => (
        <div
          key={row.id}
          id={`${id}-${row.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={row.id === selectedId}
          className={classNames('side-list-row', row.id === selectedId && 'side-list-row-selected')}
          onMouseDown={() => onSelect(row.id)}
        >
          <span className="side-list-title" dir="auto">
            {row.title}
          </span>
          <span className="side-list-under">{row.under}</span>
        </div>
      ))}
    </div>
  );
}
