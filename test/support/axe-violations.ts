import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * Every violation axe finds in the window as it stands, one line each; `rules` null for all of them. axe is handed to the
 * page from outside, since its policy runs no foreign script. The frame of a mail runs none at all, and is left out.
 */
export async function axeViolations(page: Page, rules: readonly string[] | null = null): Promise<string[]> {
  if (!(await page.evaluate(() => Object.hasOwn(window, 'axe')))) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const options = { iframes: false, resultTypes: ['violations' as const], elementRef: false };
    const { violations } = await window.axe.run(
      document,
      only === null ? options : { ...options, runOnly: { type: 'rule', values: [...only] } },
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 300)} ${failureSummary ?? ''}`),
    );
  }, rules);
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
