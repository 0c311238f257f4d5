import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

type Before = { readonly key: string; readonly ids: readonly string[] };

/**
 * Keeps rows where they are when others come in above: the selected row if it is in sight, else the first row in sight.
 * Gives back how many came in above unseen.
 */
export function useSteadyScroll({
  scroller,
  viewKey,
  ids,
  selectedId,
  rowHeight,
}: {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly viewKey: string;
  readonly ids: readonly string[];
  readonly selectedId: string | null;
  readonly rowHeight: number;
}): { readonly newAbove: number; readonly seen: () => void } {
  const before = useRef<Before>({ key: viewKey, ids: [] });
  const [newAbove, setNewAbove] = useState(0);

  useLayoutEffect(() => {
    const element = scroller.current;
    const { key, ids: old } = before.current;
    before.current = { key: viewKey, ids };
    if (!element) return;
    if (key !== viewKey) {
      element.scrollTop = 0;
      setNewAbove(0);
      return;
    }
    const anchor = findAnchor(element, old, selectedId, rowHeight);
    if (anchor === null) return;
    const at = ids.indexOf(anchor);
    const moved = at < 0 ? 0 : at - old.indexOf(anchor);
    if (moved === 0) return;
    element.scrollTop += moved * rowHeight;
    if (moved > 0) setNewAbove((count) => count + moved);
  }, [scroller, viewKey, ids, selectedId, rowHeight]);

  return { newAbove, seen: () => setNewAbove(0) };
}

function findAnchor(
  element: HTMLElement,
  ids: readonly string[],
  selectedId: string | null,
  rowHeight: number,
): string | null {
  const first = element.scrollTop / rowHeight;
  const last = (element.scrollTop + element.clientHeight) / rowHeight;
  const selected = selectedId === null ? -1 : ids.indexOf(selectedId);
  if (selected >= Math.floor(first) && selected < last) return selectedId;
  return element.scrollTop > 0 ? (ids[Math.floor(first)] ?? null) : null;
}
