import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { MessageCard } from '../messages/message-card.tsx';
import type { ThreadActions } from './use-thread-actions.ts';

/** So many of the last messages stand open, and every unread one. */
const openAtEnd = 3;

/** The messages of a conversation, oldest first; older ones that were read are folded. */
export function MessageList({ thread, actions }: { readonly thread: ThreadDetail; readonly actions: ThreadActions }) {
  const { messages, correspondent } = thread;
  return messages.map((message, index) => (
    <MessageCard
      key={message.id}
      message={message}
      actions={actions}
      titleIsSubject={index === 0 && message.direction === 'in' && isFrom(message.from, correspondent.address)}
      startsOpen={message.unread || index >= messages.length - openAtEnd}
    />
  ));
}

function isFrom(from: readonly { readonly address: string }[], address: string): boolean {
  return from.length === 1 && from[0]?.address.toLowerCase() === address.toLowerCase();
}
