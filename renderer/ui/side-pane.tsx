import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Failure } from '../../main/contract/envelope.ts';
import { FailureBanner } from './failure-banner.tsx';
import { IconButton } from './icon-button.tsx';
import { appKeys, ariaKeys } from './keys.ts';
import './side-pane.css';
import { Skeleton } from './skeleton.tsx';

/** The left of two panes: what it lists, a button for a new one, and the list. */
export function SidePane({
  title,
  make,
  onMake,
  loading,
  failure,
  children,
}: {
  readonly title: string;
  readonly make: string;
  readonly onMake: () => void;
  readonly loading: boolean;
  readonly failure: Failure | null;
  readonly children: ReactNode;
}) {
  return (
    <section className="side-pane" aria-label={title}>
      <header className="side-pane-head">
        <h2>{title}</h2>
        <IconButton
          icon={Plus}
          label={make}
          variant="plain"
          keyHint={appKeys.newPatient}
          aria-keyshortcuts={ariaKeys(appKeys.newPatient)}
          onClick={onMake}
        />
      </header>
      <FailureBanner failure={failure} />
      {loading && <Skeleton lines={8} />}
      {children}
    </section>
  );
}
