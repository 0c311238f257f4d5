import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useId, useRef } from 'react';
import type { ThreadRow } from '../../../main/contract/threads.ts';
import { threadsText } from '../../text/threads.ts';
import { Button } from '../../ui/button.tsx';
import './thread-list.css';
import { useRem } from '../../ui/use-rem.ts';
import { ThreadLine } from './thread-line.tsx';
import { useSteadyScroll } from './use-steady-scroll.ts';

/** Height of a row in rem, as in `threads.css`: rows of one height never jump. */
const rowRem = 7.3125;

type ThreadListProps = {
  readonly viewKey: string;
  readonly viewName: string;
  readonly rows: readonly ThreadRow[];
  readonly total: number;
  readonly selectedId: string | null;
  readonly asks: boolean;
  readonly onSelect: (threadId: string) => void;
  readonly onOpen: () => void;
  readonly onNearEnd: () => void;
};

/** The threads of a view: only the rows in sight are drawn. Arrow keys, Home and End choose; Enter goes to the mail. */
export function ThreadList(props: ThreadListProps) {
  const { viewKey, viewName, rows, total, selectedId, asks, onSelect, onOpen, onNearEnd } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = rowRem * useRem();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
  });
  useEffect(() => {
    if (rowHeight > 0) virtual.measure();
  }, [rowHeight, virtual]);
  const items = virtual.getVirtualItems();
  const ids = rows.map((row) => row.id);
  const { newAbove, seen } = useSteadyScroll({ scroller, viewKey, ids, selectedId, rowHeight });

  const lastDrawn = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastDrawn >= rows.length - 10) onNearEnd();
  }, [lastDrawn, rows.length, onNearEnd]);

  const selectedAt = selectedId === null ? -1 : ids.indexOf(selectedId);
  const wasSelected = useRef(selectedId);
  useEffect(() => {
    if (wasSelected.current !== selectedId && selectedAt >= 0) virtual.scrollToIndex(selectedAt, { align: 'auto' });
    wasSelected.current = selectedId;
  }, [selectedId, selectedAt, virtual]);

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    scroller.current?.removeAttribute('data-pointer');
    const next = nextIndex(
      event.key,
      selectedAt,
      rows.length,
      Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight),
    );
    const row = next === null ? undefined : rows[next];
    if (row) onSelect(row.id);
    else if (event.key === 'Enter' && selectedAt >= 0) onOpen();
    else return;
    event.preventDefault();
  };

  // The list keeps the focus: a row may leave the sight, and with it the document.
  const click = useCallback(
    (threadId: string) => {
      const list = scroller.current;
      if (list) {
        // No ring for who uses the mouse: focus given by hand would show one.
        list.setAttribute('data-pointer', '');
        list.focus({ preventScroll: true });
      }
      onSelect(threadId);
    },
    [onSelect],
  );
  const drawn = items.some((item) => item.index === selectedAt);
  return (
    <div className="thread-list-frame">
      <div
        ref={scroller}
        className="thread-list scroll-area"
        role="listbox"
        tabIndex={0}
        aria-label={threadsText.listOf(viewName)}
        aria-activedescendant={drawn ? `${id}-${selectedId}` : undefined}
        onKeyDown={press}
        onScroll={(event) => {
          if (event.currentTarget.scrollTop < rowHeight / 2) seen();
        }}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            return row ? (
              <ThreadLine
                key={row.id}
                id={`${id}-${row.id}`}
                row={row}
                selected={row.id === selectedId}
                position={item.index + 1}
                total={total}
                top={item.start}
                asks={asks}
                onSelect={click}
              />
            ) : null;
          })}
        </div>
      </div>
      {newAbove > 0 && (
        <Button
          size="small"
          icon={ArrowUp}
          className="thread-list-new"
          onClick={() => {
            seen();
            scroller.current?.scrollTo({ top: 0 });
          }}
        >
          {threadsText.newAbove(newAbove)}
        </Button>
      )}
    </div>
  );
}

/** The row that a key goes to; null where the key is not ours. */
function nextIndex(key: string, at: number, count: number, page: number): number | null {
  const clamp = (index: number) => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return clamp(at + 1);
    case 'ArrowUp':
      return clamp(at - 1);
    case 'PageDown':
      return clamp(at + Math.max(1, page));
    case 'PageUp':
      return clamp(at - Math.max(1, page));
    case 'Home':
      return 0;
    case 'End':
      return clamp(count - 1);
    default:
      return null;
  }
}
