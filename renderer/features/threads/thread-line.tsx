import { Flag, Paperclip, SquarePen } from 'lucide-react';
import { memo } from 'react';
import type { ThreadRow } from '../../../main/contract/threads.ts';
import { formatShort } from '../../text/format.ts';
import { messagesText, rowSubject } from '../../text/messages.ts';
import { threadsText } from '../../text/threads.ts';
import { classNames } from '../../ui/class-names.ts';
import { ConsentChip } from '../../ui/consent-chip.tsx';
import { HiddenWords } from '../../ui/hidden-words.tsx';
import { ProtectionChip } from '../../ui/protection-chip.tsx';
import { namesOf } from '../messages/names.ts';

type ThreadRowProps = {
  readonly row: ThreadRow;
  readonly id: string;
  readonly selected: boolean;
  readonly position: number;
  readonly total: number;
  readonly top: number;
  /** Asks for the two choices where they are open: not among junk and trash, whose senders' real addresses say more. */
  readonly asks: boolean;
  readonly onSelect: (threadId: string) => void;
};

/** A thread in the list: who, when, what, and its two chips. */
export const ThreadLine = memo(function ThreadLine({
  row,
  id,
  selected,
  position,
  total,
  top,
  asks,
  onSelect,
}: ThreadRowProps) {
  return (
    // biome's rule on keys for clicks: the list takes the keys and points here with aria-activedescendant.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-posinset={position}
      aria-setsize={total}
      className={classNames('thread-line', selected && 'thread-line-selected')}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={(event) => {
        event.preventDefault();
        onSelect(row.id);
      }}
    >
      <div className="thread-line-head">
        {row.unread && (
          <>
            <span className="thread-line-dot" aria-hidden />
            <HiddenWords>{threadsText.unread}</HiddenWords>
          </>
        )}
        <span className="thread-line-names" dir="auto">
          {namesOf(row.people) || messagesText.noSender}
        </span>
        {row.messageCount > 1 && <span className="thread-line-count">{row.messageCount}</span>}
        <LineIcons row={row} />
        {row.hasDraft && (
          <span className="thread-line-draft">
            <SquarePen size={12} aria-hidden /> {threadsText.hasDraft}
          </span>
        )}
        <time className="thread-line-time" dateTime={new Date(row.lastAt).toISOString()}>
          {formatShort(row.lastAt)}
        </time>
      </div>
      <div className="thread-line-subject" dir="auto">
        {rowSubject(row)}
      </div>
      <div className="thread-line-snippet" dir="auto">
        {row.snippet}
      </div>
      <div className="thread-line-chips">
        {row.chosen || asks ? (
          <ProtectionChip mode={row.chosen ? row.mode : null} listedBy={row.listedBy} />
        ) : (
          <span className="thread-line-address">{row.people[0]?.address}</span>
        )}
        {row.chosen && <ConsentChip consent={row.consent} />}
      </div>
    </div>
  );
});

function LineIcons({ row }: { readonly row: ThreadRow }) {
  return (
    <span className="thread-line-icons">
      {row.flagged && <Flag size={14} role="img" aria-label={threadsText.flagged} />}
      {row.hasAttachments && <Paperclip size={14} role="img" aria-label={threadsText.hasAttachments} />}
    </span>
  );
}
