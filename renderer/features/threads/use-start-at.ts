import { type RefObject, useEffect } from 'react';

/** Mails fill in within this time; later the place belongs to the reader. */
const settlesMs = 1_200;

/**
 * Begins a conversation at its first unread message, else at its last one, and holds that place while the mails above
 * fill in. The reader's first key, wheel or press ends it.
 */
export function useStartAt(scroll: RefObject<HTMLElement | null>, messageId: string | null): void {
  useEffect(() => {
    const element = scroll.current;
    const content = element?.firstElementChild;
    if (!element || !content || messageId === null) return;
    const hold = (): void => {
      const card = content.querySelector(`[data-message-id="${CSS.escape(messageId)}"]`);
      if (card) element.scrollTop += card.getBoundingClientRect().top - element.getBoundingClientRect().top - 20;
    };
    const sizes = new ResizeObserver(hold);
    const stop = (): void => {
      sizes.disconnect();
      clearTimeout(timer);
      for (const kind of kinds) window.removeEventListener(kind, stop, true);
    };
    const kinds = ['wheel', 'keydown', 'pointerdown'] as const;
    const timer = setTimeout(stop, settlesMs);
    sizes.observe(content);
    hold();
    for (const kind of kinds) window.addEventListener(kind, stop, { capture: true, passive: true });
    return stop;
  }, [scroll, messageId]);
}
