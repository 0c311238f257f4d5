import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { closePages, shareChromium } from '../../support/chromium.ts';
import { corpus } from '../../support/corpora.ts';
import { shareSealedPage } from '../../support/share-sealed-page.ts';
import { openAsPatient, unlock } from './patient.ts';
import { pixel, sampleLetter, sealSample } from './sample-letter.ts';

const browser = await shareChromium();
const template = await shareSealedPage();

const hostile = `
  <script>document.title = 'HACKED'</script><img src=x onerror="document.title='HACKED'"><svg onload="document.title='HACKED'"></svg>
  <a href="javascript:document.title='HACKED'">script</a><a href="data:text/html,hello">data</a><a href="https://xn--80ak6aa92e.example/">apple.example</a>
  <iframe srcdoc="<script>parent.document.title='HACKED'</script>"></iframe><form action="https://evil.example"><button>go</button></form>
  <style>body { display: none }</style><link rel=stylesheet href="https://evil.example/x.css"><base href="https://evil.example/">
  <p style="position:fixed;inset:0;background:url(https://evil.example/p.png)" id="page" class="primary" onclick="document.title='HACKED'">text</p>
  <img src="https://evil.example/pixel.png"><img src="data:image/svg+xml;base64,PHN2Zy8+"><img src="cid:inside" alt="plan"><math><mtext><img src=x onerror=alert(1)></mtext></math>
  <noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript><input autofocus onfocus="document.title='HACKED'"><b>end</b>`;

describe.skipIf(browser === null)('a letter with hostile HTML in it', { timeout: 120_000 }, () => {
  if (browser === null) return;
  afterAll(closePages);

  const read = async (html: string) => {
    const attachments = [{ name: 'inside.png', contentType: 'image/png', contentId: 'inside', bytes: pixel }];
    const patient = await openAsPatient(browser, await sealSample(template, sampleLetter({ html, attachments })));
    await unlock(patient.page);
    return patient;
  };

  it('shows its text and its own picture, and nothing of it acts, loads or covers', async () => {
    const { page, requests, complaints, close } = await read(hostile);
    await page.mouse.click(180, 300);
    expect(await page.title()).not.toBe('HACKED');
    expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
    // Chromium reports what it keeps a parsed document, which is never shown, from doing.
    for (const complaint of complaints)
      expect(complaint).toMatch(
        /violates the following Content Security Policy directive[\s\S]*The action has been blocked\.$/,
      );
    const body = page.locator('.body');
    expect(await body.locator('b, strong').textContent()).toBe('end');
    const attributes = await body.evaluate((element) =>
      [...element.querySelectorAll('*')].flatMap((child) => [...child.attributes].map(({ name }) => name)),
    );
    expect(new Set(attributes)).toEqual(new Set(['href', 'target', 'rel', 'data-host', 'src', 'alt']));
    expect(await body.locator('script, style, svg, iframe, form, input, link, base, math').count()).toBe(0);
    const images = await body.locator('img').evaluateAll((all) => all.map((image) => image.getAttribute('src')));
    expect(images).toEqual([expect.stringMatching(/^blob:/)]);
    expect(await body.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      'https://xn--80ak6aa92e.example/',
    ]);
    expect(await body.locator('a').getAttribute('data-host')).toBe('xn--80ak6aa92e.example');
    // A picture shown in its place is not listed again.
    expect(await page.locator('.attachments').count()).toBe(0);
    await close();
  });

  it('survives HTML that is deep, long or empty', async () => {
    const deep = `${'<div>'.repeat(5_000)}deep${'</div>'.repeat(5_000)}`;
    const { page, close } = await read(deep + '<p>line</p>'.repeat(30_000));
    expect(await page.locator('.body').textContent()).toContain('deep');
    await close();
  });

  it.skipIf(corpus('tracking/leak.html') === null)('loads none of the 217 things of a page made to leak', async () => {
    const { page, requests, close } = await read(await readFile(corpus('tracking/leak.html') ?? '', 'utf8'));
    await page.waitForTimeout(1_000);
    expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
    await close();
  });
});
