import { paneText } from '../../text/threads.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { OpenThread } from './open-thread.tsx';
import { useThread } from './use-thread.ts';

type ThreadPaneProps = {
  readonly threadId: string;
  /** The conversation left the list: archived, moved, thrown away. */
  readonly onLeave: () => void;
  /** The answer was sent; without it the conversation stays as it is. */
  readonly onSent?: (threadId: string) => void;
};

/** The reading pane: one conversation. */
export function ThreadPane({ threadId, onLeave, onSent }: ThreadPaneProps) {
  const thread = useThread(threadId);
  if (thread.data) {
    return <OpenThread key={threadId} thread={thread.data} onLeave={onLeave} onSent={() => onSent?.(threadId)} />;
  }
  return (
    <div className="thread-pane-waits">
      {thread.failure ? <FailureBanner failure={thread.failure} /> : <Skeleton lines={6} words={paneText.loading} />}
    </div>
  );
}
