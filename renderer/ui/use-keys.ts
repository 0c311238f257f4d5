import { createContext, useContext, useLayoutEffect, useRef, useState } from 'react';
import { pressMatches } from './keys.ts';

export type KeyBinding = {
  /** As in `appKeys`: "mod+k". */
  readonly keys: string;
  readonly run: () => void;
  readonly when?: boolean;
};

type Listener = { readonly order: number; readonly layer: number; readonly take: (event: KeyboardEvent) => boolean };

/** How many dialogs lie above the window where a component stands. Only the topmost layer hears keys. */
export const KeyLayer = createContext(0);

const listeners = new Set<Listener>();
let rendered = 0;

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [contenteditable="true"]'))
  );
}

function isPressable(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLElement && event.target.closest('button, a, summary, [role="option"]') !== null;
}

/** What was rendered last (the innermost) is asked first, so that Esc goes back one step only. */
function handle(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const top = Math.max(...[...listeners].map(({ layer }) => layer));
  const asked = [...listeners].filter(({ layer }) => layer === top).sort((a, b) => b.order - a.order);
  if (asked.some((listener) => listener.take(event))) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function listen(listener: Listener): () => void {
  if (listeners.size === 0) window.addEventListener('keydown', handle);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('keydown', handle);
  };
}

/**
 * Keys that work while the component stands. Plain keys (`j`, `enter`) are left alone while a person types,
 * and `enter` also on a button; Esc and combinations always work. The innermost component wins.
 */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const layer = useContext(KeyLayer);
  const latest = useRef(bindings);
  const [order] = useState(() => {
    rendered += 1;
    return rendered;
  });
  // Layout effects: a key pressed right after something closed must not be heard by what is gone from the screen already.
  useLayoutEffect(() => {
    latest.current = bindings;
  });
  useLayoutEffect(() => {
    const take = (event: KeyboardEvent) => {
      const binding = latest.current.find(({ keys, when = true }) => when && pressMatches(keys, event));
      if (!binding) return false;
      const plain = !binding.keys.includes('+') && binding.keys !== 'escape';
      if (plain && (isTyping(event) || (binding.keys === 'enter' && isPressable(event)))) return false;
      binding.run();
      return true;
    };
    return listen({ order, layer, take });
  }, [order, layer]);
}

/** Goes back one step at Esc while `active`; the innermost step goes first. */
export function useEscape(run: () => void, active = true): void {
  useKeys([{ keys: 'escape', run, when: active }]);
}
