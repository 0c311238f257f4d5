import { classNames } from './class-names.ts';
import './key-hint.css';
import { keyLabel } from './keys.ts';

/** The key of an action, as it stands on the keyboard. Hidden from screen readers, which get `aria-keyshortcuts`. */
export function KeyHint({
  keys,
  on = 'surface',
}: {
  readonly keys: string;
  readonly on?: 'surface' | 'accent' | 'box';
}) {
  return (
    <kbd className={classNames('key-hint', `key-hint-${on}`)} aria-hidden>
      {keyLabel(keys)}
    </kbd>
  );
}
