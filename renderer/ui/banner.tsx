import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './banner.css';

export type BannerTone = 'info' | 'good' | 'amber' | 'red';

const icons: Readonly<Record<BannerTone, LucideIcon>> = {
  info: Info,
  good: CircleCheck,
  amber: TriangleAlert,
  red: CircleAlert,
};

export type BannerProps = {
  readonly tone?: BannerTone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons on the right. */
  readonly actions?: ReactNode;
  /** `alert` interrupts a screen reader; `status` waits; null for what stood there from the start. */
  readonly announce?: 'alert' | 'status' | null;
};

/** One line or two about a state, in place. What happened, then what to do. */
export function Banner({ tone = 'info', title, children, actions, announce = 'status' }: BannerProps) {
  const Icon = icons[tone];
  return (
    <div className={`banner banner-${tone}`} role={announce ?? undefined}>
      <Icon className="banner-icon" size={16} aria-hidden />
      <div className="banner-words">
        {title && <strong className="banner-title">{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div className="banner-actions">{actions}</div>}
    </div>
  );
}
