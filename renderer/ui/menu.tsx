import { Check, type LucideIcon } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { KeyHint } from './key-hint.tsx';
import { ariaKeys } from './keys.ts';
import './menu.css';
import { useEscape } from './use-keys.ts';

export type MenuItem = {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
  readonly icon?: LucideIcon;
  readonly keyHint?: string;
  /** Ticked where the menu is a choice. */
  readonly checked?: boolean;
  /** Why it cannot be chosen: shown under it, grey. */
  readonly unavailable?: string;
  readonly tone?: 'danger';
};

/** What the menu's button takes; spread it on a `Button`, an `IconButton` or a button of your own. */
export type MenuButtonProps = {
  readonly 'aria-haspopup': 'menu';
  readonly 'aria-expanded': boolean;
  readonly 'aria-controls': string;
  readonly onClick: () => void;
};

export type MenuProps = {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly button: (props: MenuButtonProps) => ReactNode;
  readonly side?: 'left' | 'right';
  readonly upwards?: boolean;
};

/** A button that opens a list of actions. Arrow keys, Home, End, first letters, Esc. */
export function Menu({ label, items, button, side = 'right', upwards = false }: MenuProps) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const buttonOf = () => root.current?.querySelector<HTMLElement>('[aria-haspopup="menu"]');
  const close = () => {
    setOpen(false);
    buttonOf()?.focus();
  };
  useEscape(close, open);
  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    window.addEventListener('mousedown', outside);
    window.addEventListener('focusin', outside);
    return () => {
      window.removeEventListener('mousedown', outside);
      window.removeEventListener('focusin', outside);
    };
  }, [open]);
  return (
    <div ref={root} className="menu">
      {button({
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': id,
        onClick: () => setOpen((was) => !was),
      })}
      <div
        id={id}
        role="menu"
        aria-label={label}
        tabIndex={-1}
        hidden={!open}
        className={classNames('menu-list', `menu-list-${side}`, upwards && 'menu-list-upwards')}
        onKeyDown={moveFocus}
      >
        {items.map((item) => (
          <MenuEntry
            key={item.id}
            item={item}
            onChosen={() => {
              close();
              item.run();
            }}
          />
        ))}
      </div>
    </div>
  );
}

function MenuEntry({ item, onChosen }: { readonly item: MenuItem; readonly onChosen: () => void }) {
  const { icon: Icon, checked, unavailable } = item;
  const part = checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': checked };
  return (
    <button
      {...part}
      type="button"
      aria-disabled={unavailable ? true : undefined}
      aria-keyshortcuts={item.keyHint ? ariaKeys(item.keyHint) : undefined}
      tabIndex={-1}
      className={classNames('menu-entry', item.tone === 'danger' && 'menu-entry-danger')}
      onClick={() => {
        if (!unavailable) onChosen();
      }}
    >
      {Icon && <Icon size={16} aria-hidden />}
      <span className="menu-words">
        <span>{item.label}</span>
        {unavailable && <span className="menu-reason">{unavailable}</span>}
      </span>
      {checked && <Check size={16} aria-hidden />}
      {item.keyHint && <KeyHint keys={item.keyHint} />}
    </button>
  );
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  const at = entries.findIndex((entry) => entry.matches(':focus'));
  const next = nextEntry(event.key, entries, at);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function nextEntry(key: string, entries: readonly HTMLElement[], at: number): HTMLElement | undefined {
  if (key === 'ArrowDown') return entries[(at + 1) % entries.length];
  if (key === 'ArrowUp') return entries.at(at - 1);
  if (key === 'Home') return entries[0];
  if (key === 'End') return entries.at(-1);
  if (!/^\p{L}$/u.test(key)) return undefined;
  const after = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
  return after.find((entry) => entry.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
}
