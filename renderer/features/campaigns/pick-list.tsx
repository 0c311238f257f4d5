import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { campaignsText } from '../../text/campaigns.ts';
import { classNames } from '../../ui/class-names.ts';
import { HiddenWords } from '../../ui/hidden-words.tsx';

type PickListProps = {
  readonly label: string;
  readonly items: readonly { readonly id: string; readonly title: string; readonly under: ReactNode }[];
  readonly chosen: string | null;
  readonly onPick: (id: string) => void;
};

/** One of a list, by one press: picking goes on to the next step. */
export function PickList({ label, items, chosen, onPick }: PickListProps) {
  return (
    <ul className="campaign-picks" aria-label={label}>
      {items.map(({ id, title, under }) => (
        <li key={id}>
          <button
            type="button"
            className={classNames('campaign-pick', id === chosen && 'campaign-pick-chosen')}
            onClick={() => onPick(id)}
          >
            <span className="campaign-pick-words">
              <strong dir="auto">{title}</strong>
              <span className="place-quiet">{under}</span>
            </span>
            {id === chosen && (
              <>
                <Check size={16} aria-hidden />
                <HiddenWords>{campaignsText.chosen}</HiddenWords>
              </>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
