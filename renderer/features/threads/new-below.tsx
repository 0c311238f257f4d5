import { ArrowDown } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { MessageView } from '../../../main/contract/messages.ts';
import { paneText } from '../../text/threads.ts';
import { Button } from '../../ui/button.tsx';

type NewBelowProps = {
  readonly scroll: RefObject<HTMLElement | null>;
  readonly messages: readonly MessageView[];
};

function cardOf(scroll: HTMLElement, messageId: string): HTMLElement | null {
  return scroll.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(messageId)}"]`);
}

function isBelow(scroll: HTMLElement, card: HTMLElement): boolean {
  return card.getBoundingClientRect().top > scroll.getBoundingClientRect().bottom - 48;
}

/** Says that an answer came in below what is in sight; the text in sight stays where it is. */
export function NewBelow({ scroll, messages }: NewBelowProps) {
  const last = messages.findLast(({ direction }) => direction === 'in')?.id ?? null;
  const known = useRef(last);
  const [newId, setNewId] = useState<string | null>(null);

  useEffect(() => {
    const element = scroll.current;
    if (last === known.current || last === null || !element) return;
    known.current = last;
    const card = cardOf(element, last);
    setNewId(card && isBelow(element, card) ? last : null);
  }, [scroll, last]);

  useEffect(() => {
    const element = scroll.current;
    if (newId === null || !element) return;
    const look = (): void => {
      const card = cardOf(element, newId);
      if (!card || !isBelow(element, card)) setNewId(null);
    };
    // The window may grow as well as scroll.
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroll, newId]);

  if (newId === null) return null;
  return (
    <div className="new-below" role="status">
      <Button
        size="small"
        icon={ArrowDown}
        onClick={() => {
          const element = scroll.current;
          if (element) cardOf(element, newId)?.scrollIntoView({ block: 'start' });
          setNewId(null);
        }}
      >
        {paneText.newBelow}
      </Button>
    </div>
  );
}
