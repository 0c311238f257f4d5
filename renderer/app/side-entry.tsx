import { CountBadge } from '../ui/count-badge.tsx';
import { ariaKeys, keyLabel } from '../ui/keys.ts';
import type { SideEntryView } from './side-groups.ts';

/** One line of the side bar. */
export function SideEntry({
  entry,
  current,
  onGo,
}: {
  readonly entry: SideEntryView;
  readonly current: boolean;
  readonly onGo: () => void;
}) {
  const { label, icon: Icon, keyHint, count = 0, countWords = '', tone = 'quiet' } = entry;
  return (
    <button
      type="button"
      className="side-entry"
      aria-current={current ? 'page' : undefined}
      aria-keyshortcuts={keyHint ? ariaKeys(keyHint) : undefined}
      title={keyHint ? `${label} (${keyLabel(keyHint)})` : label}
      onClick={onGo}
    >
      <Icon size={16} aria-hidden />
      <span className="side-entry-label">{label}</span>
      <CountBadge count={count} label={countWords} tone={tone} />
    </button>
  );
}
