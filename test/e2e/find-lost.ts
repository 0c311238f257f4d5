import type { Page } from 'playwright-core';

/**
 * What large text pushes out of the window or under something else: a window that scrolls sideways, a control that cannot be
 * brought into view and pressed, words that are cut off without a sign. Empty where everything can be reached and read.
 */
export function findLost(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const lost: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > window.innerWidth + 1) lost.push(`the window scrolls sideways: ${root.scrollWidth} px`);
    // A toast goes by itself, and is no part of the screen below it; so does what is offered while a person types.
    const passing = [
      document.querySelector('.toasts'),
      ...document.querySelectorAll('[aria-expanded="true"] + [role="listbox"]'),
    ];
    const passes = (element: Element) => passing.some((one) => one?.contains(element) === true);
    const dialogs = [...document.querySelectorAll('dialog')].filter((dialog) => dialog.matches(':modal'));
    // What lies over the rest, and goes with the next key.
    const scope = document.querySelector('[role="menu"]:not([hidden])') ?? dialogs.at(-1) ?? document.body;
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.className} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`;
    const isShown = (element: Element) =>
      element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) &&
      !passes(element) &&
      // Where words are only for a screen reader.
      element.getBoundingClientRect().width > 1 &&
      getComputedStyle(element).clipPath !== 'inset(50%)';

    for (const control of scope.querySelectorAll(
      'button, a[href], input, select, textarea, summary, [role="textbox"]',
    )) {
      const seen = control instanceof HTMLInputElement ? (control.closest('label') ?? control) : control;
      if (!isShown(seen)) continue;
      seen.scrollIntoView({ block: 'center', inline: 'nearest' });
      const box = seen.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, window.innerHeight) / 2];
      if (x < 0 || y < 0 || x > window.innerWidth || y > window.innerHeight) {
        lost.push(
          `cannot be brought into view (${[x, y, window.innerWidth, window.innerHeight].map(Math.round).join(' ')}): ${nameOf(seen)}`,
        );
        continue;
      }
      const hit = document.elementsFromPoint(x, y).find((element) => !passes(element)) ?? null;
      if (hit === null || !(seen.contains(hit) || hit.contains(seen))) {
        lost.push(`lies under ${hit === null ? 'nothing' : nameOf(hit)}: ${nameOf(seen)}`);
      }
    }

    const cuts = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
    for (const element of scope.querySelectorAll<HTMLElement>('*')) {
      const words = [...element.childNodes].some(
        (node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '',
      );
      if (!words || !isShown(element)) continue;
      const style = getComputedStyle(element);
      const sideways = cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      const below = cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 3;
      // Cut with dots is a sign; the whole stands where the row leads.
      const dots = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
      if ((sideways || below) && !dots) lost.push(`cut off: ${nameOf(element)}`);
    }
    // Rows that are drawn at places of their own.
    const rows = [...scope.querySelectorAll('[role="option"]')].filter((row) => isShown(row));
    for (const [index, row] of rows.entries()) {
      const next = rows[index + 1];
      if (next?.parentElement !== row.parentElement) continue;
      if (next.getBoundingClientRect().top < row.getBoundingClientRect().bottom - 1)
        lost.push(`stands over the next: ${nameOf(row)}`);
    }
    for (const button of scope.querySelectorAll('.button')) {
      if (
        isShown(button) &&
        button.scrollWidth > button.clientWidth + 1 &&
        getComputedStyle(button).overflowX === 'visible'
      )
        lost.push(`words stand out of their button: ${nameOf(button)}`);
    }
    return lost;
  });
}
