import { useEffect, useRef, useState } from 'react';
import type { ThreadView } from '../../../main/contract/threads.ts';
import { useNavigation } from '../../app/navigation.tsx';

const waitMs = 150;

/** What is typed above the list. The search is a place of its own, so that going back leaves it where it began. */
export function useSearch(view: ThreadView): {
  readonly text: string;
  readonly change: (text: string) => void;
  readonly clear: () => void;
} {
  const { go, replace, back } = useNavigation();
  const shown = view.kind === 'search' ? view.text : '';
  const [text, setText] = useState(shown);
  const typing = useRef<ReturnType<typeof setTimeout> | null>(null);

  // A place chosen elsewhere (the side bar, the palette, going back) changes the field too.
  useEffect(() => {
    if (typing.current === null) setText(shown);
  }, [shown]);
  useEffect(
    () => () => {
      if (typing.current !== null) clearTimeout(typing.current);
    },
    [],
  );

  const settle = (next: string): void => {
    typing.current = null;
    const wanted = next.trim();
    if (wanted === shown) return;
    if (wanted === '') back();
    else {
      const place = { kind: 'threads', view: { kind: 'search', text: wanted }, threadId: null } as const;
      if (view.kind === 'search') replace(place);
      else go(place);
    }
  };
  const latest = useRef(settle);
  useEffect(() => {
    latest.current = settle;
  });

  const change = (next: string): void => {
    setText(next);
    if (typing.current !== null) clearTimeout(typing.current);
    typing.current = setTimeout(() => latest.current(next), waitMs);
  };
  const clear = (): void => {
    if (typing.current !== null) clearTimeout(typing.current);
    setText('');
    settle('');
  };
  return { text, change, clear };
}
