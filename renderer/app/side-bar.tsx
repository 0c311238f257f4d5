import { LockKeyhole, SquarePen } from 'lucide-react';
import type { ConnectionState } from '../../main/contract/account.ts';
import type { SettingsView } from '../../main/contract/settings.ts';
import { useQuery } from '../engine/use-query.ts';
import { frameText } from '../text/frame.ts';
import { BrandMark } from '../ui/brand-mark.tsx';
import { Button } from '../ui/button.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { appKeys, ariaKeys } from '../ui/keys.ts';
import { ConnectionLine } from './connection-line.tsx';
import { useNavigation } from './navigation.tsx';
import { entryOf } from './place.ts';
import './side-bar.css';
import { SideEntry } from './side-entry.tsx';
import { sideGroups } from './side-groups.ts';

export type SideBarProps = {
  readonly settings: SettingsView | null;
  readonly connection: ConnectionState | null;
  readonly onNewMessage: () => void;
  readonly onLock: () => void;
};

const noCounts = {
  inboxUnread: 0,
  toBeChosen: 0,
  drafts: 0,
  outbox: 0,
  outboxNeedsPerson: 0,
  patients: 0,
  missedLetters: 0,
};

/** The practice, its places with their numbers, the connection, and Lock. */
export function SideBar({ settings, connection, onNewMessage, onLock }: SideBarProps) {
  const { place, go } = useNavigation();
  const counts = useQuery(
    'mailboxes.counts',
    {},
    {
      refreshOn: [
        'threads.changed',
        'drafts.changed',
        'outbox.changed',
        'patients.changed',
        'vault.changed',
        'automations.changed',
      ],
    },
  );
  const mailboxes = useQuery('mailboxes.list', {}, { refreshOn: ['threads.changed', 'account.connection'] });
  const groups = sideGroups(counts.data ?? noCounts, mailboxes.data ?? []);
  return (
    <div className="side-bar">
      <header className="side-bar-practice">
        <BrandMark />
        <div className="side-bar-practice-words">
          <h1 title={settings?.practice.name}>{settings?.practice.name ?? frameText.product}</h1>
          <span title={settings?.ownerName}>{settings?.ownerName}</span>
        </div>
      </header>
      <Button
        className="side-bar-new"
        icon={SquarePen}
        keyHint={appKeys.newMessage}
        aria-keyshortcuts={ariaKeys(appKeys.newMessage)}
        onClick={onNewMessage}
      >
        {frameText.newMessage}
      </Button>
      <nav className="side-bar-places" aria-label={frameText.navigation}>
        {groups.map(({ id, heading, entries }) => (
          <div key={id}>
            {heading && <h2 className="side-bar-heading">{heading}</h2>}
            <ul>
              {entries.map((entry) => (
                <li key={entry.id}>
                  <SideEntry
                    entry={entry}
                    current={entryOf(entry.place) === entryOf(place)}
                    onGo={() => go(entry.place)}
                  />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <footer className="side-bar-foot">
        <ConnectionLine connection={connection} onOpen={() => go({ kind: 'settings', section: 'account' })} />
        <button
          type="button"
          className="side-bar-lock"
          aria-keyshortcuts={ariaKeys(appKeys.lock)}
          title={frameText.lock}
          onClick={onLock}
        >
          <LockKeyhole className="side-bar-lock-icon" size={16} aria-hidden />
          <span className="side-bar-lock-words">{frameText.lock}</span>
          <KeyHint keys={appKeys.lock} />
        </button>
      </footer>
    </div>
  );
}
