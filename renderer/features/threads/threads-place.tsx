import { Inbox, MailOpen, SearchX } from 'lucide-react';
import { useRef } from 'react';
import type { ThreadView } from '../../../main/contract/threads.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { threadsText } from '../../text/threads.ts';
import { BackBar } from '../../ui/back-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys } from '../../ui/keys.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useOpenPalette } from '../command-palette/palette-context.tsx';
import { FoundPatients } from './found-patients.tsx';
import { SearchBox } from './search-box.tsx';
import { ThreadList } from './thread-list.tsx';
import { ThreadPane } from './thread-pane.tsx';
import './threads.css';
import { useSearch } from './use-search.ts';
import { type ThreadPages, useThreadPages } from './use-thread-pages.ts';
import { emptyWords, viewName } from './view-words.ts';

/** The list of a view and the conversation beside it. */
export function ThreadsPlace({ view }: { readonly view: ThreadView }) {
  const openPalette = useOpenPalette();
  const { place, replace, go, back } = useNavigation();
  const threadId = place.kind === 'threads' ? place.threadId : null;
  const root = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const pages = useThreadPages(view);
  const search = useSearch(view);

  const select = (next: string | null) => replace({ kind: 'threads', view, threadId: next });
  const step = (by: 1 | -1) => {
    const at = pages.rows.findIndex((row) => row.id === threadId);
    const next = pages.rows[at < 0 ? 0 : at + by];
    if (next) select(next.id);
  };
  /** The neighbour of a thread that leaves the list. */
  const leave = () => {
    const at = pages.rows.findIndex((row) => row.id === threadId);
    select((pages.rows[at + 1] ?? pages.rows[at - 1])?.id ?? null);
  };
  const focusList = () => root.current?.querySelector<HTMLElement>('[role="listbox"]')?.focus();
  const focusPane = () => root.current?.querySelector<HTMLElement>('.thread-pane-scroll')?.focus();
  useKeys([
    { keys: appKeys.nextThread, run: () => step(1) },
    { keys: appKeys.previousThread, run: () => step(-1) },
    { keys: '/', run: () => field.current?.focus() },
    { keys: appKeys.back, run: () => select(null), when: threadId !== null },
    { keys: appKeys.back, run: back, when: threadId === null && view.kind === 'search' },
  ]);

  return (
    <div ref={root} className="threads-place two-panes" data-open={threadId !== null || undefined}>
      <section className="thread-side" aria-label={viewName(view)}>
        <SearchBox
          field={field}
          text={search.text}
          onChange={search.change}
          onClear={search.clear}
          onDown={() => {
            if (threadId === null) step(1);
            focusList();
          }}
          onFind={() => openPalette(search.text)}
        />
        {view.kind === 'search' && (
          <FoundPatients text={view.text} onOpen={(patientId) => go({ kind: 'patients', patientId })} />
        )}
        <FailureBanner failure={pages.failure} />
        <List view={view} pages={pages} threadId={threadId} onSelect={select} onOpen={focusPane} />
      </section>
      <div className="thread-pane">
        {threadId === null && pages.rows.length > 0 && (
          <EmptyState icon={MailOpen} title={threadsText.pickTitle}>
            {threadsText.pickWords}
          </EmptyState>
        )}
        {threadId !== null && (
          <>
            <BackBar to={viewName(view)} onBack={() => select(null)} />
            <ThreadPane key={threadId} threadId={threadId} onLeave={leave} />
          </>
        )}
      </div>
    </div>
  );
}

function List({
  view,
  pages,
  threadId,
  onSelect,
  onOpen,
}: {
  readonly view: ThreadView;
  readonly pages: ThreadPages;
  readonly threadId: string | null;
  readonly onSelect: (threadId: string) => void;
  readonly onOpen: () => void;
}) {
  if (pages.loading) {
    return (
      <div className="thread-list-waits">
        <Skeleton lines={12} words={threadsText.loading} />
      </div>
    );
  }
  if (pages.rows.length === 0) {
    const { title, words } = emptyWords(view);
    return pages.failure ? null : (
      <EmptyState icon={view.kind === 'search' ? SearchX : Inbox} title={title}>
        {words}
      </EmptyState>
    );
  }
  return (
    <>
      {view.kind === 'search' && (
        <p className="thread-list-found" role="status">
          {threadsText.found(pages.total)}
        </p>
      )}
      <ThreadList
        viewKey={JSON.stringify(view)}
        viewName={viewName(view)}
        rows={pages.rows}
        total={pages.total}
        selectedId={threadId}
        asks={view.kind !== 'role' || (view.role !== 'junk' && view.role !== 'trash')}
        onSelect={onSelect}
        onOpen={onOpen}
        onNearEnd={pages.loadMore}
      />
    </>
  );
}
