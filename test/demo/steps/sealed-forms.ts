import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { pdfPassword } from '../../../main/contract/sealed/pdf-password.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { getDemoPatient } from '../../../resources/demo-practice/people/patients.ts';
import { openPdfViewer } from '../../support/pdf-viewer.ts';
import type { Website } from '../neighbours/website.ts';
import { readLetter } from './patient-side.ts';
import type { Stage } from './stage.ts';

const esperanza = getDemoPatient('Esperanza Quiroga');
const nora = getDemoPatient('Nora Petrov');
const readerPath = '/letter.html';

export type FormsFacts = {
  readonly website: Website;
  /** The five words of each patient. */
  readonly phrases: ReadonlyMap<string, string>;
  /** Where what a patient gets and sees is put. */
  readonly folder: string;
  /** Null where there is no browser to be a patient with. */
  readonly browser: Browser | null;
};

/** A sealed letter as an attached page, as a locked PDF and as a link: how the practice chooses, and how it is opened. */
export async function sealedForms(stage: Stage, facts: FormsFacts): Promise<void> {
  const { page, recorder, button } = stage;
  const { step, shoot } = recorder;

  await step('A page for an Android phone, in Spanish, and what else there would be', async () => {
    await stage.begin(esperanza);
    await page.getByLabel('Subject').fill('Sus análisis');
    await stage.type('Estimada Esperanza:\n\nsus análisis están bien. Nos vemos el jueves a las 8:30.');
    await button(/^As a page/).click();
    await shoot('sealed-forms');
    await page.keyboard.press('Escape');
    await stage.send();
  });
  await step('A locked PDF for her as well, in Spanish, because somebody chose it', async () => {
    await stage.begin(esperanza);
    await page.getByLabel('Subject').fill('Su plan');
    await stage.type('Estimada Esperanza:\n\nsiga con una pastilla por la mañana hasta que nos veamos el jueves.');
    await button(/^As a page/).click();
    await page.getByRole('menuitemradio', { name: 'Locked PDF' }).click();
    await button(/^As a PDF/).waitFor();
    await stage.send();
  });
  await step('A locked PDF for an iPhone, as long as the practice has no reading page', async () => {
    await stage.begin(nora);
    await page.getByLabel('Subject').fill('Your plan');
    await stage.type('Dear Nora,\n\nplease go on with one tablet in the morning until we meet on Monday.');
    await button(/^As a PDF/).waitFor();
    await shoot('sealed-as-pdf');
    await stage.send();
  });
  await step('The reading page goes onto the practice’s website', async () => {
    await stage.settings('Sealed letters');
    const path = await stage.saveAs('letter.html');
    await button('Export the reading page').click();
    await page.getByText('Saved as letter.html').waitFor();
    await facts.website.publish(readerPath, path);
    await page.getByLabel('Address of the reading page').fill(facts.website.addressOf(readerPath));
    await button('Save and look').click();
    await page.getByText('It is the file you exported').waitFor({ timeout: 20_000 });
    await shoot('reading-page');
  });
  await step('A link for the iPhone from now on', async () => {
    await stage.begin(nora);
    await page.getByLabel('Subject').fill('Your plan, once more');
    await stage.type('Dear Nora,\n\nMonday at 10:15 it is. Please bring the tablets with you.');
    await button(/^As a link/).waitFor();
    await shoot('sealed-as-link');
    await stage.send();
    await stage.left(nora.address, 2);
    await page
      .getByText(/accepted by/)
      .first()
      .waitFor({ timeout: 20_000 });
    await shoot('sealed-link-sent');
  });
  if (facts.browser !== null) await openThem(stage, { ...facts, browser: facts.browser });
}

async function openThem(stage: Stage, facts: FormsFacts & { readonly browser: Browser }): Promise<void> {
  const { recorder } = stage;
  const { folder, browser } = facts;
  const phraseOf = (name: string) => facts.phrases.get(name) ?? '';
  const common = { folder, answer: null };

  await recorder.step('The Spanish page, opened and answered', async () => {
    const file = join(folder, 'esperanza-quiroga.html');
    await writeFile(file, await partOf(await stage.firstTo(esperanza.address), 'text/html'));
    const letter = {
      url: pathToFileURL(file).href,
      phrase: phraseOf(esperanza.name),
      says: 'están bien',
      offline: true,
    };
    await readLetter(recorder, browser, {
      ...{ ...common, ...letter, name: 'page-es', language: 'es' },
      answer: 'Gracias. El jueves a las 8:30 voy.',
    });
  });
  await recorder.step('The link, opened in English and in Spanish', async () => {
    const { text } = await parseMessage((await stage.left(nora.address, 2)).bytes);
    const url = text?.match(/https:\/\/\S+#\S+/)?.[0] ?? '';
    const letter = { url, phrase: phraseOf(nora.name), says: 'Monday at 10:15', offline: false };
    await readLetter(recorder, browser, {
      ...common,
      ...letter,
      name: 'link-en',
      language: 'en',
      answer: 'I will, thank you.',
    });
    await readLetter(recorder, browser, { ...common, ...letter, name: 'link-es', language: 'es' });
  });
  await recorder.step(
    'The PDF, opened in a reader on a phone and on a computer, in English and in Spanish',
    async () => {
      const english = await stage.firstTo(nora.address);
      await showPdf(english, { folder, name: 'nora-petrov', language: 'en', phrase: phraseOf(nora.name) });
      const spanish = (await stage.left(esperanza.address, 2)).bytes;
      await showPdf(spanish, { folder, name: 'esperanza-quiroga', language: 'es', phrase: phraseOf(esperanza.name) });
    },
  );
}

type ShownPdf = {
  readonly folder: string;
  readonly name: string;
  readonly language: 'en' | 'es';
  readonly phrase: string;
};

/**
 * Opened afresh at each size, since the viewer fits a page to its width only when it opens it. It has one look for light and
 * dark: the sheet is paper, and its tools are dark in both.
 */
async function showPdf(mail: Uint8Array, { folder, name, language, phrase }: ShownPdf): Promise<void> {
  const file = join(folder, `${name}.pdf`);
  await writeFile(file, await partOf(mail, 'application/pdf'));
  for (const [width, height] of [
    [360, 740],
    [1280, 800],
  ] as const) {
    const viewer = await openPdfViewer(file, { width, height });
    if (viewer === null) throw new Error('the PDF asked for no password');
    const shoot = (what: string) => {
      const path = join(folder, `pdf-${language}-${what}-${width}x${height}.png`);
      return viewer.page.screenshot({ path: path as `${string}.png` });
    };
    try {
      await shoot('1-locked');
      if (!(await viewer.unlock(pdfPassword(phrase)))) throw new Error('the phrase does not open the PDF');
      await shoot('2-letter');
    } finally {
      await viewer.close();
    }
  }
}

async function partOf(mail: Uint8Array, contentType: string): Promise<Uint8Array> {
  const part = (await parseMessage(mail)).parts.find((each) => each.contentType === contentType);
  if (part === undefined) throw new Error(`the letter has no ${contentType}`);
  return part.bytes;
}
