import {
  Archive,
  Ellipsis,
  Flag,
  Inbox,
  MailOpen,
  ShieldQuestion,
  Trash2,
  TriangleAlert,
  UserRound,
  UserRoundPen,
} from 'lucide-react';
import { useState } from 'react';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { draftsText } from '../../text/drafts.ts';
import { paneText } from '../../text/threads.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { MailAddress } from '../../ui/mail-address.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { PlaceHeader } from '../../ui/place-header.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { nameOf } from '../messages/names.ts';
import { ConsentDialog } from '../patients/consent-dialog.tsx';
import { patientFacts } from '../patients/patient-facts.ts';
import { ChoiceMenus } from './choice-menus.tsx';
import type { Asked } from './open-thread.tsx';
import type { ThreadActions } from './use-thread-actions.ts';

type ThreadHeaderProps = {
  readonly thread: ThreadDetail;
  readonly actions: ThreadActions;
  /** A message is being written here. */
  readonly writes: boolean;
  readonly onAsk: (asked: Asked) => void;
};

/** Who the conversation is with, and once chosen its two choices as menus. */
export function ThreadHeader({ thread, actions, writes, onAsk }: ThreadHeaderProps) {
  const [recording, setRecording] = useState(false);
  const { patient, correspondent } = thread;
  const name = (patient?.name ?? nameOf(correspondent)) || draftsText.newMessage;
  const unread = thread.messages.some((message) => message.unread);
  const begins = thread.messages.length === 0;
  const flag = () => actions.setFlag(!thread.flagged);
  useKeys([
    { keys: appKeys.toggleRead, run: () => actions.setRead(unread) },
    { keys: appKeys.toggleFlag, run: flag, when: !begins },
    { keys: appKeys.openPatient, run: () => patient && actions.openPatient(patient.id), when: patient !== null },
  ]);
  const facts = patient === null ? '' : patientFacts(patient);
  return (
    <>
      <PlaceHeader
        mark={correspondent.address !== '' && <Avatar name={name} />}
        title={
          <span dir="auto" title={name}>
            {name}
          </span>
        }
        under={
          <>
            {facts !== '' && `${facts} · `}
            <MailAddress address={correspondent.address} />
          </>
        }
        actions={
          <>
            {thread.chosen ? (
              <ChoiceMenus
                thread={thread}
                onQuestion={writes ? null : actions.askConsent}
                onRecord={() => setRecording(true)}
                onAgain={() => onAsk('choices')}
              />
            ) : (
              patient && (
                <Button
                  keyHint={appKeys.openPatient}
                  aria-keyshortcuts={ariaKeys(appKeys.openPatient)}
                  onClick={() => actions.openPatient(patient.id)}
                >
                  {paneText.patient}
                </Button>
              )
            )}
            {!begins && (
              <IconButton
                icon={Flag}
                label={thread.flagged ? paneText.unflag : paneText.flag}
                keyHint={appKeys.toggleFlag}
                aria-keyshortcuts={ariaKeys(appKeys.toggleFlag)}
                className={classNames(thread.flagged && 'thread-flagged')}
                onClick={flag}
              />
            )}
            <Menu
              label={paneText.more}
              items={moreItems(thread, actions, unread, onAsk)}
              button={(props) => <IconButton icon={Ellipsis} label={paneText.more} variant="plain" {...props} />}
            />
          </>
        }
      />
      {recording && patient && (
        <ConsentDialog patientId={patient.id} threadId={thread.id} onClose={() => setRecording(false)} />
      )}
    </>
  );
}

function moreItems(
  thread: ThreadDetail,
  actions: ThreadActions,
  unread: boolean,
  onAsk: (asked: Asked) => void,
): readonly MenuItem[] {
  const { patient } = thread;
  return [
    ...(patient === null
      ? []
      : [
          {
            id: 'patient',
            label: paneText.openPatient,
            icon: UserRound,
            keyHint: appKeys.openPatient,
            run: () => actions.openPatient(patient.id),
          },
        ]),
    {
      id: 'read',
      label: unread ? paneText.markRead : paneText.markUnread,
      icon: MailOpen,
      keyHint: appKeys.toggleRead,
      run: () => actions.setRead(unread),
    },
    ...(thread.party === null
      ? []
      : [{ id: 'party', label: paneText.changeParty, icon: UserRoundPen, run: () => onAsk('party') }]),
    ...(thread.chosen
      ? [{ id: 'choices', label: paneText.seeAgain, icon: ShieldQuestion, run: () => onAsk('choices') }]
      : []),
    {
      id: 'archive',
      label: paneText.archive,
      icon: Archive,
      keyHint: appKeys.archive,
      run: () => actions.move('archive'),
    },
    { id: 'inbox', label: paneText.toInbox, icon: Inbox, run: () => actions.move('inbox') },
    { id: 'junk', label: paneText.junk, icon: TriangleAlert, run: () => actions.move('junk') },
    { id: 'trash', label: paneText.trash, icon: Trash2, tone: 'danger', run: () => actions.move('trash') },
  ];
}
