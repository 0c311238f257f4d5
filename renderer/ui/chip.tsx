import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './chip.css';
import { classNames } from './class-names.ts';

/** `teal` encrypted, `blue` verified TLS, `amber` open or to be chosen, `red` failed, `neutral` consent and facts. */
export type ChipTone = 'teal' | 'blue' | 'amber' | 'red' | 'neutral';

export type ChipProps = {
  readonly tone?: ChipTone;
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
  readonly title?: string;
};

/** A state in icon and words. Not a button: see `Menu` for a chip that opens something. */
export function Chip({ tone = 'neutral', icon: Icon, children, title }: ChipProps) {
  return (
    <span className={classNames('chip', `chip-${tone}`)} title={title}>
      {Icon && <Icon size={12} strokeWidth={2.25} aria-hidden />}
      <span className="chip-words">{children}</span>
    </span>
  );
}
