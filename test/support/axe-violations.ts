import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Parts of the window that stay as they are while others change: the side bar, and each pane of a place. */
const regions = '.side-bar, .frame-place > * > *';

/**
 * Every violation axe finds in the window as it stands, one line each; `rules` null for all of them. `regionsOnce` leaves
 * out what was found without any in this page and theme, and stands there unchanged. axe is handed to the page from outside,
 * since its policy runs no foreign script. The frame of a mail runs none at all, and is left out.
 */
export async function axeViolations(
  page: Page,
  rules: readonly string[] | null = null,
  { regionsOnce = false }: { readonly regionsOnce?: boolean } = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => Object.hasOwn(window, 'axe')))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ only, inRegions }) => {
      const theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
      window.axeFoundWhole ??= new Set();
      const whole = window.axeFoundWhole;
      const parts = inRegions === null ? [] : [...document.querySelectorAll(inRegions)];
      const known = parts.map((part) => ({ part, key: `${theme} ${only?.join() ?? ''} ${part.outerHTML}` }));
      const exclude = known.filter(({ key }) => whole.has(key)).map(({ part }) => part);
      const options = { iframes: false, resultTypes: ['violations' as const], elementRef: false };
      const { violations } = await window.axe.run(
        exclude.length > 0 ? { include: document, exclude } : document,
        only === null ? options : { ...options, runOnly: { type: 'rule', values: [...only] } },
      );
      if (violations.length === 0) for (const { key } of known) whole.add(key);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 300)} ${failureSummary ?? ''}`),
      );
    },
    { only: rules, inRegions: regionsOnce ? regions : null },
  );
}

/** The same in the light theme and the dark one, which differs in its colours alone; leaves the page in the light one. */
export async function axeViolationsInBothThemes(page: Page): Promise<string[]> {
  const light = await axeViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await axeViolations(page, ['color-contrast']);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark];
}

declare global {
  interface Window {
    readonly axe: typeof axe;
    /** What was looked at already, as its theme, rules and HTML. */
    axeFoundWhole?: Set<string>;
  }
}
