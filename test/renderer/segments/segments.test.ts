import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import type { SegmentRule } from '../../../main/contract/segments.ts';
import { axeViolations } from '../../support/axe-violations.ts';
import { callsOf, row, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

async function groups(name?: string, dark = false): Promise<Page> {
  const page = await app.open();
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
  await page.keyboard.press('Control+7');
  await row(page, 'Newsletter readers').waitFor();
  if (name !== undefined) {
    await row(page, name).click();
    await page.getByRole('region', { name: 'Who fits today' }).waitFor();
  }
  return page;
}

const rulesAsked = async (page: Page) =>
  ((await callsOf(page, 'segments.look')) as { rule: SegmentRule; limit: number }[])
    .filter(({ limit }) => limit > 0)
    .map(({ rule }) => JSON.stringify(rule));

describe.skipIf(!app.hasChromium)('groups', () => {
  it('say how many fit in the list, and who, and why each', async () => {
    const page = await groups('Men over 40');
    await page.getByRole('status').getByText('15 patients', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Ana Ruiz.*Why/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Ana Ruiz belongs to this group.').waitFor();
    await dialog.getByText('their last A1C is at least 6.5 On file: 6.8 % on Feb 1, 2026.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Another patient' }).click();
    await dialog.getByLabel('Find a patient').fill('Jonas');
    await dialog.getByRole('button', { name: /Jonas Paulsen/ }).click();
    await dialog.getByText('Jonas Paulsen does not belong to this group.').waitFor();
  });

  it('are made of sentences, by keyboard, counted as somebody types, and saved under a name', async () => {
    const page = await groups();
    await page.keyboard.press('Control+Shift+P');
    await page.getByLabel('Name of the group').waitFor();
    await page.keyboard.press('Control+S');
    await page.getByText('A group needs a name.').waitFor();
    await page.getByLabel('Name of the group').fill('Diabetes of Dr. Jones');
    const add = async (line: string) => {
      await page.getByRole('button', { name: 'Add a line' }).last().press('Enter');
      await page.getByRole('menuitem', { name: line, exact: true }).press('Enter');
    };
    await add('Condition');
    await page.getByText('Not counted yet: choose what is missing.').waitFor();
    await page.getByLabel('Condition').fill('diab');
    await page.getByText('(every name with “diab” in it)').waitFor();
    await page.getByLabel('Condition').fill('type 2 DIABETES');
    await add('Own doctor');
    await page.getByLabel('Doctor').fill('Dr. Jones');
    await page.getByRole('status').getByText('30 patients', { exact: true }).waitFor();
    const rule: SegmentRule = {
      is: 'all',
      rules: [
        { is: 'condition', concept: { code: 'E11.9', label: 'Type 2 diabetes', match: 'exact' }, has: true },
        { is: 'doctor', name: 'Dr. Jones', has: true },
      ],
    };
    await expect.poll(async () => (await rulesAsked(page)).at(-1)).toBe(JSON.stringify(rule));
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Control+S');
    await row(page, 'Diabetes of Dr. Jones').waitFor();
    expect(await callsOf(page, 'segments.save')).toEqual([
      { segmentId: null, version: 0, name: 'Diabetes of Dr. Jones', rule },
    ]);
  });

  it('count nothing that is no number, and hold sets of lines of which one or none may fit', async () => {
    const page = await groups('65 and over');
    await page.getByLabel('from age').fill('sixty');
    expect(await page.getByLabel('from age').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('from age').fill('60');
    await page.getByRole('button', { name: 'Add a line' }).last().click();
    await page.getByRole('menuitem', { name: 'A set of lines' }).click();
    await page.getByRole('button', { name: 'Add a line' }).first().click();
    await page.getByRole('menuitem', { name: 'Tag', exact: true }).click();
    await page.getByLabel('Tag').fill('VIP');
    await page.getByLabel('of these:').last().selectOption('none');
    await expect
      .poll(async () => (await rulesAsked(page)).at(-1))
      .toContain('{"is":"not","rule":{"is":"any","rules":[{"is":"tag","tag":"VIP","has":true}]}}');
    expect((await rulesAsked(page)).at(-1)).toContain('"from":60');
    expect((await rulesAsked(page)).some((rule) => rule.includes('sixty'))).toBe(false);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('keep what was changed while somebody looks elsewhere', async () => {
    const page = await groups('Newsletter readers', true);
    await page.getByLabel('Name of the group').fill('Readers');
    await row(page, 'Men over 40').click();
    await page.getByLabel('from age').waitFor();
    expect(await axeViolations(page, ['color-contrast'])).toEqual([]);
    await page.keyboard.press('Control+5');
    await page.keyboard.press('Control+7');
    await row(page, 'Newsletter readers').click();
    await expect.poll(() => page.getByLabel('Name of the group').inputValue()).toBe('Readers');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('The group is removed.').waitFor();
    expect(await row(page, 'Newsletter readers').count()).toBe(0);
  });

  it('are counted anew when a new day begins', async () => {
    const page = await groups();
    await page.clock.install({ time: new Date(2026, 10, 24, 23, 59, 30) });
    await groups('Men over 40');
    const asked = async () => (await callsOf(page, 'segments.look')).length;
    const before = await asked();
    await page.clock.runFor(20_000);
    expect(await asked()).toBe(before);
    await page.clock.runFor(20_000);
    await expect.poll(asked).toBeGreaterThan(before);
  });
});
