import { FilePen, SquarePen } from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import type { OutputOf } from '../../../main/contract/contract.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { sentThread } from '../../app/place.ts';
import { useQuery } from '../../engine/use-query.ts';
import { draftsText } from '../../text/drafts.ts';
import { formatShort } from '../../text/format.ts';
import { BackBar } from '../../ui/back-bar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys } from '../../ui/keys.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { namesOf } from '../messages/names.ts';
import { ThreadPane } from '../threads/thread-pane.tsx';
import '../threads/side-list.css';
import '../threads/threads.css';

type Draft = OutputOf<'drafts.list'>[number];

/** Every message that was begun, and the one that is open in its conversation. */
export function DraftsPlace() {
  const { place, replace, go } = useNavigation();
  const draftId = place.kind === 'drafts' ? place.draftId : null;
  const list = useQuery('drafts.list', {}, { refreshOn: ['drafts.changed', 'threads.changed'] });
  const drafts = list.data ?? [];
  const draft = drafts.find(({ id }) => id === draftId) ?? null;
  const open = (id: string | null) => replace({ kind: 'drafts', draftId: id });
  const step = (by: 1 | -1) => {
    const at = drafts.findIndex(({ id }) => id === draftId);
    const next = drafts[at < 0 ? 0 : at + by];
    if (next) open(next.id);
  };
  useKeys([
    { keys: appKeys.nextThread, run: () => step(1) },
    { keys: appKeys.previousThread, run: () => step(-1) },
    { keys: appKeys.back, run: () => open(null), when: draftId !== null },
  ]);
  return (
    <div
      className="threads-place two-panes"
      data-open={draft !== null || undefined}
      data-empty={(list.data !== null && drafts.length === 0) || undefined}
    >
      <section className="thread-side" aria-label={draftsText.title}>
        <header className="side-head">
          <h2 className="side-title">{draftsText.title}</h2>
        </header>
        <FailureBanner failure={list.failure} />
        {list.loading && (
          <div className="thread-list-waits">
            <Skeleton lines={6} />
          </div>
        )}
        {list.data && drafts.length === 0 && (
          <EmptyState icon={FilePen} title={draftsText.emptyTitle}>
            {draftsText.emptyWords}
          </EmptyState>
        )}
        {drafts.length > 0 && <DraftList drafts={drafts} selectedId={draftId} onSelect={open} />}
      </section>
      <div className="thread-pane">
        {draft?.threadId ? (
          <>
            <BackBar to={draftsText.title} onBack={() => open(null)} />
            <ThreadPane
              key={draft.id}
              threadId={draft.threadId}
              onLeave={() => open(null)}
              onSent={(threadId) => go(sentThread(threadId))}
            />
          </>
        ) : (
          <EmptyState icon={SquarePen} title={draftsText.pickTitle}>
            {draftsText.pickWords}
          </EmptyState>
        )}
      </div>
    </div>
  );
}

function DraftList({
  drafts,
  selectedId,
  onSelect,
}: {
  readonly drafts: readonly Draft[];
  readonly selectedId: string | null;
  readonly onSelect: (draftId: string) => void;
}) {
  const id = useId();
  const at = drafts.findIndex((draft) => draft.id === selectedId);
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? Math.max(0, at - 1) : null;
    const draft = next === null ? undefined : drafts[next];
    if (!draft) return;
    event.preventDefault();
    onSelect(draft.id);
  };
  return (
    <div
      className="plain-list scroll-area"
      role="listbox"
      tabIndex={0}
      aria-label={draftsText.listOf}
      aria-activedescendant={at < 0 ? undefined : `${id}-${selectedId}`}
      onKeyDown={press}
    >
      {drafts.map((draft) => (
        <div
          key={draft.id}
          id={`${id}-${draft.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={draft.id === selectedId}
          className={classNames('plain-line', draft.id === selectedId && 'plain-line-selected')}
          onMouseDown={() => onSelect(draft.id)}
        >
          <div className="plain-line-head">
            <span className="plain-line-names" dir="auto">
              {namesOf(draft.to) || draftsText.noRecipient}
            </span>
            <time>{formatShort(draft.updatedAt)}</time>
          </div>
          <div className="plain-line-subject" dir="auto">
            {draft.subject || draftsText.noSubject}
          </div>
          <div className="plain-line-snippet" dir="auto">
            {draft.snippet}
          </div>
        </div>
      ))}
    </div>
  );
}
