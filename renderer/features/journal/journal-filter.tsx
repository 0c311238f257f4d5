import { ListFilter } from 'lucide-react';
import { useRef } from 'react';
import type { JournalAbout } from '../../../main/contract/journal.ts';
import { journalText } from '../../text/journal.ts';
import { Button } from '../../ui/button.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { Menu } from '../../ui/menu.tsx';
import { useKeys } from '../../ui/use-keys.ts';

const choices = ['all', 'mail', 'patients', 'keys', 'practice'] as const;

/** Which entries are listed; the journal itself stays whole. */
export function JournalFilter({
  about,
  onChoose,
}: {
  readonly about: JournalAbout | null;
  readonly onChoose: (about: JournalAbout | null) => void;
}) {
  const opens = useRef<HTMLButtonElement>(null);
  useKeys([{ keys: appKeys.filterJournal, run: () => opens.current?.click() }]);
  return (
    <Menu
      label={journalText.filter}
      items={choices.map((choice) => ({
        id: choice,
        label: journalText.shows[choice],
        checked: choice === (about ?? 'all'),
        run: () => onChoose(choice === 'all' ? null : choice),
      }))}
      button={(props) => (
        <Button
          ref={opens}
          icon={ListFilter}
          keyHint={appKeys.filterJournal}
          aria-keyshortcuts={ariaKeys(appKeys.filterJournal)}
          {...props}
        >
          {journalText.shows[about ?? 'all']}
        </Button>
      )}
    />
  );
}
