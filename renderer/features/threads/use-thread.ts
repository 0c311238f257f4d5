import { useEffect } from 'react';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { call } from '../../engine/call.ts';
import { useEvent } from '../../engine/events.ts';
import { type Query, useQuery } from '../../engine/use-query.ts';

/** Time to see a conversation before it counts as read. */
const readAfterMs = 600;

/** A conversation, read again when anything of it changes. */
export function useThread(threadId: string): Query<ThreadDetail> {
  const query = useQuery('threads.get', { threadId }, { refreshOn: ['patients.changed', 'outbox.changed'] });
  const { refresh, data } = query;
  useEvent('threads.changed', ({ threadIds }) => {
    if (threadIds.length === 0 || threadIds.includes(threadId)) refresh();
  });
  // A message that begins a conversation names its correspondent while it is written.
  useEvent('drafts.changed', () => {
    if (data?.messages.length === 0) refresh();
  });
  const hasUnread = data?.messages.some((message) => message.unread) ?? false;
  useEffect(() => {
    if (!hasUnread) return;
    const timer = setTimeout(() => {
      // Reading goes on without it; the next look at the server brings the flag again.
      call('threads.markRead', { threadId, read: true }).catch(() => undefined);
    }, readAfterMs);
    return () => clearTimeout(timer);
  }, [threadId, hasUnread]);
  return query;
}
