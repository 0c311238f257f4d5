import type { LucideIcon } from 'lucide-react';
import { type ComponentProps, type ReactNode, useContext } from 'react';
import './button.css';
import { classNames } from './class-names.ts';
import { dialogKey, InDialog } from './dialog-key.ts';
import { KeyHint } from './key-hint.tsx';
import { ariaKeys } from './keys.ts';

/** `filled` once on a screen; `plain` has a line; `quiet` is text alone; `danger` for what cannot be taken back. */
export type ButtonVariant = 'filled' | 'plain' | 'quiet' | 'danger';

export type ButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly size?: 'medium' | 'small';
  readonly icon?: LucideIcon;
  /**
   * A key of `keys.ts` ("mod+shift+enter"), shown on the button. The button does not listen for it. The filled button of
   * a dialog has the dialog's key by itself; null where two quick presses must not answer a question nobody read.
   */
  readonly keyHint?: string | null;
  /** Shows that the command runs; the button keeps its width and takes no second press. */
  readonly busy?: boolean;
};

/** A button. A disabled one keeps the focus and is read aloud (`aria-disabled`), so that its reason can be reached. */
export function Button({
  children,
  variant = 'plain',
  size = 'medium',
  icon: Icon,
  keyHint,
  busy = false,
  disabled = false,
  className,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const shut = disabled || busy;
  const inDialog = useContext(InDialog) && variant === 'filled' && keyHint === undefined;
  const hint = inDialog ? dialogKey : keyHint;
  return (
    <button
      aria-keyshortcuts={inDialog ? ariaKeys(dialogKey) : undefined}
      data-dialog-key={inDialog || undefined}
      {...rest}
      type={shut && type === 'submit' ? 'button' : type}
      aria-disabled={shut || undefined}
      aria-busy={busy || undefined}
      className={classNames('button', `button-${variant}`, size === 'small' && 'button-small', className)}
      onClick={(event) => {
        if (shut) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {Icon && <Icon className="button-icon" size={16} aria-hidden />}
      <span className="button-label">{children}</span>
      {hint && <KeyHint keys={hint} on={variant === 'filled' || variant === 'danger' ? 'accent' : 'surface'} />}
    </button>
  );
}
