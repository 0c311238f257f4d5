import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import './icon-button.css';
import { keyLabel } from './keys.ts';

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  readonly icon: LucideIcon;
  /** What it does, for screen readers and as the tip. */
  readonly label: string;
  readonly keyHint?: string;
  readonly variant?: 'plain' | 'quiet';
  readonly pressed?: boolean;
};

/** A square button with an icon alone; its label is its tip. */
export function IconButton({
  icon: Icon,
  label,
  keyHint,
  variant = 'quiet',
  pressed,
  disabled = false,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      aria-pressed={pressed}
      aria-disabled={disabled || undefined}
      title={keyHint ? `${label} (${keyLabel(keyHint)})` : label}
      className={classNames('icon-button', `icon-button-${variant}`, className)}
      onClick={(event) => {
        if (!disabled) onClick?.(event);
      }}
    >
      <Icon size={variant === 'plain' ? 16 : 18} aria-hidden />
    </button>
  );
}
