import { type RefObject, useEffect } from 'react';

const name = 'merge-tag';
const tags = /\{\{[^{}]*\}\}|\{%[^{}]*%\}/g;

/** Colours fields and conditions in a text being written, without touching the text: `::highlight(merge-tag)`. */
export function useTagHighlight(field: RefObject<HTMLElement | null>, html: string): void {
  useEffect(() => {
    const root = field.current;
    if (root === null || html === '' || !('highlights' in CSS)) return;
    const ranges: Range[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      for (const { index, 0: found } of (node.nodeValue ?? '').matchAll(tags)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + found.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set(name, new Highlight(...ranges));
    return () => {
      CSS.highlights.delete(name);
    };
  }, [field, html]);
}
