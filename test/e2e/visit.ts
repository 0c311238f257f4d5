import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeViolations } from '../support/axe-violations.ts';
import type { LaunchedApp } from '../support/electron/launch-app.ts';
import { findLost } from './find-lost.ts';
import type { Clinic } from './open-clinic.ts';
import { keepPicture } from './pictures.ts';

/** The app and the words a screen is reached by. */
export type Visit = {
  readonly clinic: Clinic;
  readonly desk: LaunchedApp;
  readonly page: Page;
  readonly button: (name: string | RegExp) => Locator;
  readonly field: (name: string) => Locator;
  readonly heading: (name: string) => Locator;
  readonly dialog: () => Locator;
  /** A conversation in the list. */
  readonly row: (words: string) => Locator;
  readonly press: (keys: string) => Promise<void>;
  readonly side: (name: string) => Promise<void>;
  /** Out of whatever is open, to the inbox. */
  readonly home: () => Promise<void>;
  /** What only the shell can say, said to the window. */
  readonly tell: (name: string, payload: unknown) => Promise<void>;
  /** What went wrong inside the window, unseen; forgotten once read. */
  readonly takeFaults: () => string[];
};

/** A screen and the way to it from the one before. */
export type Screen = readonly [name: string, go: (visit: Visit) => Promise<unknown>];

const patience = 15_000;

export async function startVisit(clinic: Clinic, profile: string): Promise<Visit> {
  const desk = await clinic.launch({ profile });
  const { page } = desk;
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  page.setDefaultTimeout(patience);
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  await desk.resize(1280, 800);
  const press = (keys: string) => page.keyboard.press(keys);
  return {
    clinic,
    desk,
    page,
    press,
    button: (name) => page.getByRole('button', { name }).first(),
    field: (name) => page.getByLabel(name, { exact: true }),
    heading: (name) => page.getByRole('heading', { name }).first(),
    dialog: () => page.getByRole('dialog'),
    row: (words) => page.getByRole('option').filter({ hasText: words }).first(),
    side: (name) => page.getByRole('navigation').getByRole('button', { name }).first().click(),
    async home() {
      for (let step = 0; step < 3; step += 1) await press('Escape');
      await press('Control+1');
      await page.getByRole('option').first().waitFor();
    },
    tell: (name, payload) =>
      desk.app.evaluate(
        ({ BrowserWindow }, event) => BrowserWindow.getAllWindows()[0]?.webContents.send('postern:event', ...event),
        [name, payload] as const,
      ),
    takeFaults: () => faults.splice(0),
  };
}

/** Until nothing in the window has changed for some frames: what was asked for is there, and drawn. */
function untilDrawn(page: Page, quietFrames: number): Promise<void> {
  return page.evaluate(async (wanted) => {
    let quiet = 0;
    const watch = new MutationObserver(() => {
      quiet = 0;
    });
    watch.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
    for (let frame = 0; frame < 120 && quiet < wanted; frame += 1) {
      await new Promise((drawn) => requestAnimationFrame(drawn));
      quiet += 1;
    }
    watch.disconnect();
  }, quietFrames);
}

/** What the engine is asked for may come some frames after the screen; of a new size lists and menus find their places anew. */
const afterAnswer = 6;
const afterLayout = 10;

/** Holds a screen against axe in both themes, and against text of twice the size by each of the two ways to get it. */
export async function look({ desk, page, takeFaults }: Visit, name: string): Promise<void> {
  await untilDrawn(page, afterAnswer);
  await keepPicture(desk, name);
  const light = await axeViolations(page, null, { regionsOnce: true });
  await page.emulateMedia({ colorScheme: 'dark' });
  // The dark theme differs in its colours alone.
  const dark = await axeViolations(page, ['color-contrast'], { regionsOnce: true });
  await keepPicture(desk, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  const large = await findLostWhenSettled(page);
  await keepPicture(desk, `${name}-large`);
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  await setZoom(desk, 2);
  const zoomed = await findLostWhenSettled(page);
  await keepPicture(desk, `${name}-zoomed`);
  await setZoom(desk, 1);
  const faults = takeFaults();
  expect({ light, dark, large, zoomed, faults }).toEqual({ light: [], dark: [], large: [], zoomed: [], faults: [] });
}

/** What is lost once lists and menus have found their places: the settled window is judged, once. */
export async function findLostWhenSettled(page: Page): Promise<string[]> {
  await untilDrawn(page, afterLayout);
  return findLost(page);
}

async function setZoom({ app, page }: LaunchedApp, factor: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, by) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(by),
    factor,
  );
  await page.evaluate(async (by) => {
    for (let frame = 0; frame < 120 && window.devicePixelRatio !== by; frame += 1) {
      await new Promise((drawn) => requestAnimationFrame(drawn));
    }
  }, factor);
}
