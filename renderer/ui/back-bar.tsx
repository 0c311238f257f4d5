import { ArrowLeft } from 'lucide-react';
import { kitText } from '../text/kit.ts';
import './back-bar.css';
import { Button } from './button.tsx';

/**
 * The way back from what is open to its list, where both do not fit side by side: in a `two-panes` whose `data-open` says that
 * something is open. Hidden where the list stands beside it.
 */
export function BackBar({ to, onBack }: { readonly to: string; readonly onBack: () => void }) {
  return (
    <div className="back-bar">
      <Button variant="quiet" size="small" icon={ArrowLeft} keyHint="escape" onClick={onBack}>
        {kitText.backTo(to)}
      </Button>
    </div>
  );
}
