import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { longestLink, writeFragment } from '../../../main/contract/sealed/link.ts';
import { armorLetter, lockLetter, readerPage } from '../../../main/engine/protection/sealed-letter.ts';
import { axeViolations } from '../../support/axe-violations.ts';
import { closePages, shareChromium } from '../../support/chromium.ts';
import { shareSealedPage } from '../../support/share-sealed-page.ts';
import { longLetter } from './long-letter.ts';
import { unlock } from './patient.ts';
import { pixel, sampleLetter, samplePhrase, sealSample, sentAt } from './sample-letter.ts';

const chromium = await shareChromium();
const template = await shareSealedPage();
const practice = { name: 'Elm Street Clinic', telephone: '555 0137' };
const sign = 'amber falcon';
const lock = (letter = sampleLetter()) => lockLetter({ letter, phrase: samplePhrase, now: sentAt, squeeze: true });
const message = async (letter = sampleLetter()) => Buffer.from(await lock(letter)).toString('base64url');

describe.skipIf(chromium === null)('the reading page on a website', { timeout: 120_000 }, () => {
  if (chromium === null) return;
  const browser = chromium;
  let server: Server;
  let address = '';
  const asked: string[] = [];
  const requests: string[] = [];
  beforeAll(async () => {
    const page = readerPage(template, practice, 'en');
    server = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.referer ?? ''}`);
      if (request.url === '/letter.html') response.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
      else if (request.url === '/frame')
        response
          .writeHead(200, { 'Content-Type': 'text/html' })
          .end('<iframe src="/letter.html" width="360" height="600"></iframe>');
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/letter.html`;
  });
  afterAll(async () => {
    await closePages();
    server.close();
  });
  async function visit(fragment: string | null, options: object = {}): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 360, height: 740 }, ...options });
    const page = await context.newPage();
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(fragment === null ? address : `${address}#${fragment}`);
    return page;
  }

  it('opens the letter in the address, shows its sign, tells the server nothing, and leaves no trace', async () => {
    const page = await visit(writeFragment({ language: 'en', sign, message: await message() }));
    expect(await page.getByText(sign).isVisible()).toBe(true);
    expect(await page.locator('.practice').textContent()).toBe('Elm Street Clinic');
    await unlock(page);
    expect(await page.locator('.body').textContent()).toContain('half a tablet');
    // The address, and with it the history, is without the letter from now on.
    expect(page.url()).toBe(address);
    expect(new Set(asked)).toEqual(new Set(['/letter.html ']));
    expect(requests.filter((url) => !url.startsWith('blob:') && !url.startsWith(address))).toEqual([]);
    const kept = await page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      document.cookie,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
    ]);
    expect(kept).toEqual([0, 0, '', 0, 0]);
    await page.context().close();
  });

  it('opens the longest link there is', async () => {
    const { fragment, text, length } = await longLetter(`${address}#`);
    expect(length).toBeLessThanOrEqual(longestLink);
    expect(length).toBeGreaterThan(longestLink - 100);
    const page = await visit(fragment);
    await unlock(page);
    expect(await page.locator('.body').textContent()).toBe(text);
    await page.context().close();
  });

  it('opens a letter that comes as a file, the attached page too, and refuses any other file calmly', async () => {
    const page = await visit(writeFragment({ language: 'es', sign, message: null }), { locale: 'es-US' });
    expect(await page.locator('h1').textContent()).toBe('Una carta privada para usted');
    const choose = (name: string, buffer: Buffer) =>
      page.locator('#letter-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    const letter = sampleLetter({
      attachments: [{ name: 'a.png', contentType: 'image/png', contentId: null, bytes: pixel }],
    });
    const armored = armorLetter(await lock(letter));
    await choose('photo.jpg', pixel);
    await page.getByText('«photo.jpg» no es una carta nuestra').waitFor();
    await choose('carta.asc', Buffer.from(armored.slice(0, -60)));
    await page.getByText('«carta.asc» no es una carta nuestra').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await choose('carta.asc', Buffer.from(armored));
    await page.getByText(sign).waitFor();
    await unlock(page);
    expect(await page.getByText('a.png').isVisible()).toBe(true);
    await page.goto('about:blank');
    await page.goto(address);
    await choose('letter.html', Buffer.from(await sealSample(template, sampleLetter())));
    await page.getByText('Nuestro correo lleva una señal').waitFor();
    await unlock(page);
    await page.context().close();
  });

  it('says what is wrong with a link that was cut off, and takes the whole one in the same window', async () => {
    const whole = await message();
    const page = await visit(writeFragment({ language: 'en', sign, message: whole.slice(0, 400) }));
    await page.getByRole('combobox').fill(samplePhrase);
    await page.keyboard.press('Enter');
    await page.getByText('arrived damaged').waitFor();
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      writeFragment({ language: 'en', sign, message: whole }),
    );
    await page.waitForLoadState();
    await unlock(page);
    await page.context().close();
  });

  it('takes nothing but a sign and a letter from the address', async () => {
    const page = await visit(`1.en.${'%3Cimg%20src=x%20onerror=alert(1)%3E'.replaceAll('%', '-')}.AAAA`);
    expect(await page.locator('img').count()).toBe(0);
    await page.goto('about:blank');
    await page.goto(`${address}#1.en.x.%00%00<script>`);
    await page.getByRole('button', { name: 'Choose the file' }).waitFor();
    await page.context().close();
  });

  it('does not run inside another page', async () => {
    const page = await visit(null);
    await page.goto(new URL('/frame', address).href);
    const frame = page.frameLocator('iframe');
    await frame.locator('#fallback').waitFor();
    expect(await frame.getByRole('button').count()).toBe(0);
    await page.context().close();
  });
});
