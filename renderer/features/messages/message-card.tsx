import { Ellipsis, FileCode, Forward, Reply } from 'lucide-react';
import { useState } from 'react';
import type { MessageView } from '../../../main/contract/messages.ts';
import { formatMoment } from '../../text/format.ts';
import { messageSubject, messagesText } from '../../text/messages.ts';
import { formNames } from '../../text/sealed-forms.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { FaultBoundary } from '../../ui/fault-boundary.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { ProtectionChip } from '../../ui/protection-chip.tsx';
import { MessageBody } from './message-body.tsx';
import { MessageChip } from './message-chip.tsx';
import './messages.css';
import { namesOf, partNames, senderName } from './names.ts';
import { SourceDialog } from './source-dialog.tsx';

export type MessageActions = {
  readonly onAnswer: (messageId: string) => void;
  readonly onForward: (messageId: string) => void;
  readonly onUndo: (outboxId: string) => void;
  readonly onOutbox: () => void;
  /** A draft of it was made, to be sent in another form. */
  readonly onDraft: (draftId: string) => void;
  readonly onWrite: (address: string) => void;
};

type MessageCardProps = {
  readonly message: MessageView;
  readonly actions: MessageActions;
  /** The first message stands under its subject, since the pane's head names its sender. */
  readonly titleIsSubject: boolean;
  readonly startsOpen: boolean;
};

const unreadable = { code: 'message-unreadable', facts: {} } as const;

/** One message of a thread, folded to a line or open. */
export function MessageCard({ message, actions, titleIsSubject, startsOpen }: MessageCardProps) {
  const [open, setOpen] = useState(startsOpen);
  const name = senderName(message);
  const when = formatMoment(message.at);
  const title = titleIsSubject ? messageSubject(message) : name;
  return (
    <article className="message-card" aria-label={messagesText.bodyOf(name, when)} data-message-id={message.id}>
      <header className="message-head">
        <button type="button" className="message-title" aria-expanded={open} onClick={() => setOpen((was) => !was)}>
          <strong dir="auto">{title}</strong>
          {/* Open, each part says its own way below. */}
          {!(open && message.parts !== undefined) && <MessageChip message={message} />}
          {!open && (
            <span className="message-snippet" dir="auto">
              {message.snippet}
            </span>
          )}
        </button>
        <time className="message-time" dateTime={new Date(message.at).toISOString()}>
          {when}
        </time>
        <MoreMenu message={message} actions={actions} />
      </header>
      {open && <Recipients message={message} />}
      {open && (
        <FaultBoundary fallback={<FailureBanner failure={unreadable} />}>
          <MessageBody message={message} actions={actions} />
        </FaultBoundary>
      )}
    </article>
  );
}

/** Named where there is something to see: copies, or more than one recipient. */
function Recipients({ message }: { readonly message: MessageView }) {
  if (message.cc.length === 0 && message.to.length < 2) return null;
  if (message.parts !== undefined) return <Parts message={message} parts={message.parts} />;
  return (
    <p className="message-recipients">
      {messagesText.to} {namesOf(message.to)}
      {message.cc.length > 0 && ` · ${messagesText.cc} ${namesOf(message.cc)}`}
    </p>
  );
}

/** It left as several messages: whom each went to, and how. */
function Parts({
  message,
  parts,
}: {
  readonly message: MessageView;
  readonly parts: NonNullable<MessageView['parts']>;
}) {
  return (
    <ul className="message-recipients message-parts" aria-label={messagesText.parts}>
      {parts.map(({ to, mode, form }) => (
        <li key={`${mode} ${to.join(' ')}`}>
          <span dir="auto">{partNames(message, to)}</span>
          <ProtectionChip mode={mode} />
          {form !== null && <span>{formNames[form]}</span>}
        </li>
      ))}
    </ul>
  );
}

function MoreMenu({ message, actions }: Pick<MessageCardProps, 'message' | 'actions'>) {
  const [source, setSource] = useState(false);
  return (
    <>
      <Menu
        label={messagesText.more}
        items={[
          { id: 'answer', label: messagesText.answerThis, icon: Reply, run: () => actions.onAnswer(message.id) },
          { id: 'forward', label: messagesText.forwardThis, icon: Forward, run: () => actions.onForward(message.id) },
          { id: 'source', label: messagesText.viewSource, icon: FileCode, run: () => setSource(true) },
        ]}
        button={(props) => <IconButton icon={Ellipsis} label={messagesText.more} {...props} />}
      />
      {source && <SourceDialog messageId={message.id} onClose={() => setSource(false)} />}
    </>
  );
}
