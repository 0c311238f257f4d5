import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { findAnswerArmor } from '../../../main/engine/protection/answer-armor.ts';
import { closePages, shareChromium } from '../../support/chromium.ts';
import { openAnswer } from '../../support/open-answer.ts';
import { shareSealedPage } from '../../support/share-sealed-page.ts';
import { openAsPatient, type Patient, unlock } from './patient.ts';
import { photoWithMetadata, pixel, practiceKey, sampleLetter, samplePhrase, sealSample } from './sample-letter.ts';

const browser = await shareChromium();
const template = await shareSealedPage();
const attachments = [
  { name: 'picture.png', contentType: 'image/png', contentId: null, bytes: pixel },
  {
    name: 'instructions.txt',
    contentType: 'text/plain; charset=utf-8',
    contentId: null,
    bytes: Buffer.from('½ tablet'),
  },
  {
    name: 'page.html',
    contentType: 'text/html',
    contentId: null,
    bytes: Buffer.from('<script>parent.hacked = 1</script>'),
  },
];
const letter = sampleLetter({ attachments });
const sealed = await sealSample(template, letter);
const open = (armored: string | null) =>
  openAnswer({ armored: armored ?? '', privateKey: practiceKey.privateKey, now: letter.sentAt });

describe('the built page', () => {
  it('is one file of less than 700 KB, with a strict policy and nothing to load', () => {
    expect(sealed.length).toBeLessThan(700_000);
    expect(template).toContain(`content="default-src 'none'; script-src 'sha256-`);
    expect(template).not.toMatch(/unsafe-inline|'unsafe-eval'/);
    expect(template.match(/<(script|style|link|img|iframe)\b/g)).toEqual(['<style', '<script']);
    expect(template).not.toMatch(/\b(src|href)="/);
  });
});

// Argon2id is slow on purpose, and slower on a busy machine.
describe.skipIf(browser === null)(
  'a patient with Chromium, offline, the attachment on disk',
  { timeout: 120_000 },
  () => {
    if (browser === null) return;
    afterAll(closePages);
    let usual: Patient | null = null;
    /** In the one usual window of the file, or in one of its own where that is another than the usual. */
    const openLetter = async (content: Uint8Array | string = sealed, options?: object) => {
      if (options !== undefined) return openAsPatient(browser, content, options);
      if (usual === null) usual = await openAsPatient(browser, content);
      else await usual.open(content);
      return usual;
    };

    it('reads the letter with the phrase, without a request, a complaint or a trace', async () => {
      const { page, requests, complaints } = await openLetter();
      expect(await page.title()).toBe('Elm Street Clinic – A private letter for you');
      expect(await page.getByText('amber falcon').isVisible()).toBe(true);
      await unlock(page);
      expect(await page.locator('h1').textContent()).toBe(letter.subject);
      expect(await page.locator('.body').textContent()).toBe(letter.text);
      expect(await page.title()).not.toContain(letter.subject);
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
      // The worker that derives the key is a `blob:` of the page's own script.
      expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
      expect(complaints).toEqual([]);
      const kept = await page.evaluate(async () => [
        localStorage.length,
        sessionStorage.length,
        document.cookie,
        (await indexedDB.databases()).length,
      ]);
      expect(kept).toEqual([0, 0, '', 0]);
    });

    it('opens it with a phrase typed sloppily', async () => {
      const { page } = await openLetter();
      await unlock(page, '  Ravine-lant HARVEST.violi  wálnut');
    });

    it('helps calmly after wrong words, as often as it takes, and opens with one click on the word that was meant', async () => {
      const { page } = await openLetter();
      const problem = page.getByRole('alert');
      await page.getByRole('combobox').fill('violin walnut');
      await page.keyboard.press('Enter');
      await problem.getByText('You typed 2 words; your slip has five.').waitFor();
      for (let round = 0; round < 2; round += 1) {
        await page.getByRole('combobox').fill('ravine lantern harvets violin walnut');
        await page.keyboard.press('Enter');
        await problem.getByText('These words did not open the letter.').waitFor();
      }
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('phrase');
      expect(await page.getByRole('combobox').getAttribute('aria-invalid')).toBe('true');
      await problem.getByRole('button', { name: 'harvest' }).click();
      await page.keyboard.press('Enter');
      await page.locator('article.letter').waitFor();
    });

    it('completes words by keyboard: arrows choose, Enter takes, Escape closes, a space writes a beginning out', async () => {
      const { page } = await openLetter();
      const field = page.getByRole('combobox');
      await field.pressSequentially('rav');
      expect(await page.getByRole('option').allTextContents()).toContain('ravine');
      await page.keyboard.press('ArrowDown');
      const first = await page.getByRole('option', { selected: true }).textContent();
      await page.keyboard.press('Enter');
      expect(await field.inputValue()).toBe(`${first} `);
      await field.fill('');
      await field.pressSequentially('ravine lante harve ');
      expect(await field.inputValue()).toBe('ravine lantern harvest ');
      await field.pressSequentially('viol');
      expect(await field.getAttribute('aria-expanded')).toBe('true');
      await page.keyboard.press('Escape');
      expect(await field.getAttribute('aria-expanded')).toBe('false');
      expect(await page.getByRole('status').first().textContent()).toMatch(/^[34] of 5 words$/);
    });

    it('says that a damaged letter is damaged', async () => {
      const text = Buffer.from(sealed).toString();
      const at = text.lastIndexOf('-----END PGP') - 100;
      const { page } = await openLetter(`${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`);
      await page.getByRole('combobox').fill(samplePhrase);
      await page.keyboard.press('Enter');
      await page.getByText('arrived damaged').waitFor();
    });

    it('says so at once when the file was cut off on its way, wherever', async () => {
      const text = Buffer.from(sealed).toString();
      const block = text.indexOf('id="letter">');
      const { page } = await openLetter(text.slice(0, block + 900));
      await page.getByText('arrived damaged').waitFor();
      expect(await page.getByRole('combobox').count()).toBe(0);
      const noLetter = await openLetter(text.slice(0, block - 20));
      expect(await noLetter.page.getByRole('combobox').count()).toBe(0);
      const noScript = await openLetter(text.slice(0, text.indexOf('id="app"') + 5_000));
      await noScript.page.getByText('the file did not arrive whole').waitFor();
    });

    it('hands a short answer over as a ready mail that the practice can open', async () => {
      const { page } = await openLetter();
      await unlock(page);
      await page.getByRole('textbox').fill('Gracias.\n¿A las 8:30? 💊');
      await page.getByRole('button', { name: 'Lock and send' }).click();
      const link = page.getByRole('link', { name: 'Open my mail' });
      const url = (await link.getAttribute('href')) ?? '';
      expect(url.length).toBeLessThanOrEqual(1_900);
      expect(new URL(url).pathname).toBe('clinic@elm.example');
      const text = new URL(url).searchParams.get('body');
      const answer = await open(findAnswerArmor({ text, html: null, attachments: [] }));
      expect(answer).toMatchObject({
        letterId: letter.letterId,
        replySecret: letter.replySecret,
        text: 'Gracias.\n¿A las 8:30? 💊',
        attachments: [],
      });
      expect(Math.abs(answer.writtenAt - Date.now())).toBeLessThan(60_000);
      expect(url + (await page.content())).not.toContain(letter.replySecret);
    });

    it('keeps the same answer the same when it is locked twice, and a changed one apart', async () => {
      const { page } = await openLetter();
      await unlock(page);
      const lock = async (text: string) => {
        await page.getByRole('textbox').fill(text);
        await page.getByRole('button', { name: 'Lock and send' }).click();
        const url = new URL((await page.getByRole('link', { name: 'Open my mail' }).getAttribute('href')) ?? '');
        await page.getByRole('button', { name: 'Change my answer' }).click();
        return (await open(findAnswerArmor({ text: url.searchParams.get('body'), html: null, attachments: [] })))
          .answerId;
      };
      const first = await lock('yes');
      expect(await lock('yes')).toBe(first);
      expect(await lock('no')).not.toBe(first);
    });

    it('hands a long answer over as a file', async () => {
      const { page } = await openLetter();
      await unlock(page);
      const text = Array.from({ length: 400 }, (_, at) => `line ${at} of a long answer`).join('\n');
      await page.getByRole('textbox').fill(text);
      await page.getByRole('button', { name: 'Lock and send' }).click();
      const downloaded = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save the locked answer' }).click();
      const download = await downloaded;
      expect(download.suggestedFilename()).toBe('locked-answer.asc');
      const file = await readFile(await download.path());
      expect((await open(findAnswerArmor({ text: null, html: null, attachments: [file] }))).text).toBe(text);
      const mail = await page.getByRole('link', { name: 'Start a mail' }).getAttribute('href');
      expect(mail).toBe('mailto:clinic@elm.example?subject=Locked%20answer');
    });

    it('makes a photo smaller, leaves its metadata behind, and sends it only as a file', async () => {
      const { page } = await openLetter();
      await unlock(page);
      const buffer = await photoWithMetadata(page);
      expect(buffer.includes('CANARY-GPS')).toBe(true);
      await page.locator('#photo').setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer });
      await page.getByRole('img', { name: 'Photo 1' }).waitFor();
      await page
        .locator('#photo')
        .setInputFiles({ name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
      await page.getByText('cannot be read here').waitFor();
      await page.getByRole('button', { name: 'Lock and send' }).click();
      expect(await page.getByRole('link', { name: 'Open my mail' }).count()).toBe(0);
      const downloaded = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save the locked answer' }).click();
      const file = await readFile(await (await downloaded).path());
      const { attachments: photos } = await open(findAnswerArmor({ text: null, html: null, attachments: [file] }));
      expect(photos.map(({ name, contentType }) => [name, contentType])).toEqual([['photo-1.jpg', 'image/jpeg']]);
      const photo = Buffer.from(photos[0]?.bytes ?? []);
      expect(photo.includes('CANARY')).toBe(false);
      expect(photo.includes('Exif')).toBe(false);
      const size = await page.evaluate(
        async (bytes) => {
          const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
          return [picture.width, picture.height];
        },
        [...photo],
      );
      expect(size).toEqual([1_600, 1_200]);
    });

    it('takes the answer’s address and key from inside the letter, whatever stands outside', async () => {
      const outside = /(id="outside">)(.*?)(<\/script>)/;
      const forged = JSON.stringify({
        name: 'Evil',
        telephone: '666',
        sign: 'other words',
        address: 'eve@evil.example',
        language: 'en',
      });
      const { page } = await openLetter(Buffer.from(sealed).toString().replace(outside, `$1${forged}$3`));
      expect(await page.locator('.practice').textContent()).toBe('Evil');
      await unlock(page);
      expect(await page.locator('.practice').textContent()).toBe('Elm Street Clinic');
      await page.getByRole('textbox').fill('hello');
      await page.getByRole('button', { name: 'Lock and send' }).click();
      const url = new URL((await page.getByRole('link', { name: 'Open my mail' }).getAttribute('href')) ?? '');
      expect(url.pathname).toBe('clinic@elm.example');
      expect(
        (await open(findAnswerArmor({ text: url.searchParams.get('body'), html: null, attachments: [] }))).text,
      ).toBe('hello');
    });

    it('opens files only when asked, only those that cannot carry scripts, and saves them byte by byte', async () => {
      const { page } = await openLetter();
      await unlock(page);
      expect(await page.locator('.shown img, .shown pre').count()).toBe(0);
      await page.getByRole('button', { name: 'Open picture.png' }).click();
      expect(
        await page
          .locator('.shown img')
          .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
      ).toBe(1);
      await page.getByRole('button', { name: 'Open instructions.txt' }).click();
      expect(await page.locator('.shown pre').textContent()).toBe('½ tablet');
      expect(await page.getByRole('button', { name: 'Open page.html' }).count()).toBe(0);
      const downloaded = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Save page.html' }).click();
      const download = await downloaded;
      expect(download.suggestedFilename()).toBe('page.html');
      expect(await readFile(await download.path())).toEqual(attachments[2]?.bytes);
    });

    it('warns before an answer is lost, and not after it was handed over', async () => {
      const { page } = await openLetter();
      await unlock(page);
      const asks = () => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
      expect(await asks()).toBe(false);
      await page.getByRole('textbox').fill('hello');
      expect(await asks()).toBe(true);
      await page.getByRole('button', { name: 'Lock and send' }).click();
      expect(await asks()).toBe(true);
      await page.getByRole('link', { name: 'Open my mail' }).dispatchEvent('click');
      expect(await asks()).toBe(false);
      await page.getByRole('button', { name: 'Change my answer' }).click();
      await page.getByRole('textbox').fill('hello again');
      expect(await asks()).toBe(true);
    });

    it('speaks the browser’s language, else the letter’s, and changes it without losing what was typed', async () => {
      const spanish = await openLetter(sealed, { locale: 'es-MX' });
      expect(await spanish.page.locator('h1').textContent()).toBe('Una carta privada para usted');
      expect(await spanish.page.evaluate(() => document.documentElement.lang)).toBe('es');
      await unlock(spanish.page);
      await spanish.page.getByRole('textbox').fill('hola');
      await spanish.page.getByRole('button', { name: 'English' }).click();
      expect(await spanish.page.getByRole('heading', { name: 'Your answer' }).isVisible()).toBe(true);
      expect(await spanish.page.getByRole('textbox').inputValue()).toBe('hola');
      const german = await openLetter(await sealSample(template, sampleLetter({ language: 'es' })), {
        locale: 'de-DE',
      });
      expect(await german.page.locator('h1').textContent()).toBe('Una carta privada para usted');
    });

    it('says what to do where scripts are off, in both languages', async () => {
      const { page } = await openLetter(sealed, { javaScriptEnabled: false });
      await page.getByText('Open it in a web browser, on a computer or an Android phone').waitFor();
      expect(await page.getByText('Ábrala en un navegador, en una computadora').isVisible()).toBe(true);
      expect(await page.getByText('555 0137').count()).toBe(2);
      expect(await page.getByText('-----BEGIN').isVisible()).toBe(false);
    });

    it('runs no script but its own', async () => {
      const { page, complaints } = await openLetter();
      const ran = await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.ran = true';
        document.body.append(script);
        document.body.setAttribute('onclick', 'globalThis.ran = true');
        document.body.click();
        return 'ran' in globalThis;
      });
      expect(ran).toBe(false);
      expect(complaints.join()).toContain('Content Security Policy');
    });
  },
);
