import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

export type StepResult = { readonly name: string; readonly ok: boolean; readonly ms: number };

/** A page that can be looked at in every size and theme. */
export type Subject = { readonly page: Page; readonly resize: (width: number, height: number) => Promise<void> };

export type Recorder = {
  /** Runs a step, times it and says how it went. A failed step ends the tour, with a picture of what was there. */
  readonly step: (name: string, work: () => Promise<void>) => Promise<void>;
  /** Takes a numbered picture in light and dark at each size. */
  readonly shoot: (name: string) => Promise<void>;
  /** Takes a picture of a whole page of a patient in light and dark at each size, into a folder of theirs. */
  readonly shootPatient: (page: Page, folder: string, name: string) => Promise<void>;
  /** Whose pictures are taken from now on. */
  readonly look: (subject: Subject) => void;
  readonly results: readonly StepResult[];
};

const themes = ['light', 'dark'] as const;
const sizes = [
  [1280, 800],
  [1920, 1080],
] as const;
const patientSizes = [
  [360, 740],
  [1280, 800],
] as const;
/** For the layout to settle after a new size or theme, in ms. */
const settle = 250;

/**
 * Writes pictures and the report of the tour into `folder`; `few` takes one picture where it would take four, and goes
 * on after a failed step.
 */
export async function createRecorder(folder: string, few: boolean): Promise<Recorder> {
  await mkdir(folder, { recursive: true });
  const results: StepResult[] = [];
  let subject: Subject | null = null;
  let number = 0;

  async function picture(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  }

  async function shoot(name: string): Promise<void> {
    if (subject === null) throw new Error('nothing to look at yet');
    const { page, resize } = subject;
    number += 1;
    const start = `${String(number).padStart(2, '0')}-${name}`;
    for (const colorScheme of few ? themes.slice(0, 1) : themes) {
      await page.emulateMedia({ colorScheme });
      for (const [width, height] of few ? sizes.slice(0, 1) : sizes) {
        await resize(width, height);
        await page.waitForTimeout(settle);
        await picture(page, `${start}-${colorScheme}-${width}x${height}`);
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await resize(1280, 800);
    await page.waitForTimeout(settle);
  }

  return {
    results,
    shoot,
    async shootPatient(page, into, name) {
      for (const [width, height] of patientSizes) {
        await page.setViewportSize({ width, height });
        for (const colorScheme of few ? themes.slice(0, 1) : themes) {
          await page.emulateMedia({ colorScheme });
          const path = join(into, `${name}-${colorScheme}-${width}x${height}.png`);
          await page.screenshot({ path, fullPage: true, animations: 'disabled' });
        }
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 360, height: 740 });
    },
    look(next) {
      subject = next;
    },
    async step(name, work) {
      const begun = performance.now();
      let ok = false;
      try {
        await work();
        ok = true;
      } catch (error) {
        const picture = few ? `failed-${results.length}.png` : 'failed.png';
        await subject?.page.screenshot({ path: join(folder, picture) }).catch(() => {});
        if (!few) throw error;
        process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
      } finally {
        const ms = Math.round(performance.now() - begun);
        results.push({ name, ok, ms });
        process.stdout.write(`${ok ? 'done  ' : 'FAILED'}  ${name} (${(ms / 1000).toFixed(1)} s)\n`);
        await writeFile(join(folder, 'report.json'), `${JSON.stringify(results, null, 2)}\n`);
      }
    },
  };
}
