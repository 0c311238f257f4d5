import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSealedPage } from '../../renderer/sealed/build.ts';
import { needPackages } from '../support/debian.ts';
import type { Proof, ProofWishes } from './run.ts';
import { type Driver, type Look, openPuppeteer, openWebKit } from './sealed-drivers.ts';
import { visitPdf } from './sealed-pdf.ts';
import { type Letters, layOutLetters, type Seen, unlock, until, visitLetters } from './sealed-visit.ts';

const packages = ['chromium', 'firefox-esr', 'webkit2gtk-driver', 'xvfb', 'xauth', 'poppler-utils', 'qpdf'];
const browsers: readonly ((look: Look) => Promise<Driver>)[] = [
  (look) => openPuppeteer('chrome', look),
  (look) => openPuppeteer('firefox', look),
  openWebKit,
];
const sizes = [
  [360, 740],
  [1280, 800],
] as const;

/**
 * Opens sealed letters in every form with real browsers and PDF programs, and leaves pictures of each screen in
 * `prove-sealed/` to be looked at: 360 by 740 and 1280 by 800, light and dark, English and Spanish.
 */
export async function prove({ say }: ProofWishes): Promise<Proof> {
  if (!(await needPackages(packages))) throw new Error(`this proof needs ${packages.join(', ')}`);
  const folder = await mkdtemp(join(tmpdir(), 'postern-sealed-'));
  const pictures = join(process.cwd(), 'prove-sealed');
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const letters = await layOutLetters(folder, await buildSealedPage());
  const seen: Seen[] = [];
  try {
    for (const open of browsers) {
      for (const look of [
        { dark: false, language: 'en' },
        { dark: true, language: 'es' },
      ] as const) {
        const driver = await open(look);
        try {
          if (!look.dark) seen.push(...(await visitLetters(driver, letters)));
          await takePictures(driver, letters, look, pictures);
          say(`${driver.name}, ${look.language}: done`);
        } finally {
          await driver.close();
        }
      }
    }
    for (const which of ['chrome', 'firefox'] as const) seen.push(await visitWithoutScripts(which, letters, pictures));
    seen.push(...(await visitPdf(folder, pictures)));
    const told = letters.asked.filter((path) => path !== '/letter.html' && path !== '/favicon.ico');
    seen.push({ cell: 'the website was asked for its page and nothing else', ok: told.length === 0, ms: 0 });
  } finally {
    letters.stop();
    await rm(folder, { recursive: true, force: true });
  }
  const green = seen.filter(({ ok }) => ok).length;
  const slowest = Math.max(...seen.map(({ ms }) => ms));
  return {
    table: seen.map(({ cell, ok, ms }) => ({ cell, result: ok ? 'green' : 'RED', ms })),
    figures: { cells: seen.length, green, slowest_ms: slowest, longest_link: letters.linkLength },
    holds: green === seen.length,
  };
}

/** Every screen of the page, in both sizes. */
async function takePictures(driver: Driver, letters: Letters, look: Look, pictures: string): Promise<void> {
  const shoot = async (screen: string) => {
    for (const [width, height] of sizes) {
      const name = `${driver.name}-${look.language}-${look.dark ? 'dark' : 'light'}-${width}-${screen}.png`;
      await driver.picture(join(pictures, name.toLowerCase()), width, height);
    }
  };
  await driver.open(letters.link.split('#')[0] ?? '');
  await until(driver, `document.querySelector('.primary')`);
  await speak(driver, look);
  await shoot('0-choose');
  await driver.open(letters.large);
  await until(driver, `document.querySelector('#phrase')`);
  await speak(driver, look);
  await driver.press('.how summary');
  await shoot('1-unlock');
  await unlock(driver);
  await shoot('2-letter');
  await driver.type(
    '#answer',
    look.language === 'es' ? 'Sí, puedo ir el jueves. Gracias.' : 'Yes, I can come on Thursday. Thank you.',
  );
  await driver.press('.answer .primary');
  await until(driver, `document.querySelector('.otherwise')`);
  await shoot('3-locked');
}

/** The language by its button where the browser speaks another. */
async function speak(driver: Driver, look: Look): Promise<void> {
  if ((await driver.ask<string>('document.documentElement.lang')) !== look.language) await driver.press('.language');
}

async function visitWithoutScripts(which: 'chrome' | 'firefox', letters: Letters, pictures: string): Promise<Seen> {
  const driver = await openPuppeteer(which, { dark: false, language: 'en', scripts: false });
  try {
    await driver.open(letters.small);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const shot = join(pictures, `${driver.name.toLowerCase()}-en-light-360-scripts-off.png`);
    await driver.picture(shot, 360, 740);
    // A browser that runs no script of the page still answers its driver.
    const words = await driver.ask<string>('document.body.innerText');
    const shown = words.includes('the one word PDF') && words.includes('555 0137') && !words.includes('BEGIN PGP');
    return { cell: `${driver.name}: scripts off`, ok: shown, ms: 0 };
  } finally {
    await driver.close();
  }
}
