import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { useScenes } from './open-scenes.ts';
import { visits } from './visits.ts';

describe('every screen of the frame, the vault, the account, the settings and the journal', () => {
  const open = useScenes();

  for (const colorScheme of ['light', 'dark'] as const) {
    it.each(visits)(`has no axe violation, ${colorScheme}: $name`, async ({ scene, go }) => {
      const page = await open(scene, { colorScheme });
      await go?.(page);
      const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
      await page.context().close();
    });
  }

  it.each(visits)('keeps its width with text at 200 % and in a narrow window: $name', async ({ scene, go }) => {
    for (const [viewport, style] of [
      [{ width: 640, height: 400 }, ''],
      [{ width: 1280, height: 800 }, 'html { font-size: 200% }'],
    ] as const) {
      const page = await open(scene, { viewport });
      await go?.(page);
      await page.addStyleTag({ content: style });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
      await page.context().close();
    }
  });
});
