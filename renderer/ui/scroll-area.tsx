import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import './scroll-area.css';

/** What scrolls must take the focus, or it cannot be scrolled by keys (WCAG 2.1.1). */
const scrolledByKeys = { tabIndex: 0 } as const;

export type ScrollAreaProps = ComponentProps<'div'> & {
  /** Read aloud when the area takes the focus, so that it can be scrolled by keys. */
  readonly label: string;
};

/** An area that scrolls up and down, by keys as well, with thin bars of the theme. */
export function ScrollArea({ label, className, children, ...rest }: ScrollAreaProps) {
  return (
    <section {...rest} aria-label={label} {...scrolledByKeys} className={classNames('scroll-area', className)}>
      {children}
    </section>
  );
}
