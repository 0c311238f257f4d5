import { classNames } from './class-names.ts';
import './count-badge.css';
import { HiddenWords } from './hidden-words.tsx';

/** A number beside an entry. Nothing is drawn at 0; `label` says what is counted ("12 unread"). */
export function CountBadge({
  count,
  label,
  tone = 'quiet',
}: {
  readonly count: number;
  readonly label: string;
  readonly tone?: 'quiet' | 'accent' | 'amber' | 'red';
}) {
  if (count === 0) return null;
  return (
    <span className={classNames('count-badge', `count-badge-${tone}`)}>
      <span aria-hidden>{count.toLocaleString('en-US')}</span>
      <HiddenWords>{label}</HiddenWords>
    </span>
  );
}
