import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closePages, shareChromium } from '../../support/chromium.ts';
import { servePage } from '../window-page.ts';

const browser = await shareChromium();

describe.skipIf(browser === null)('HTML mail', () => {
  let url: string;
  let page: Page;
  const show = (html: string, pictures: Record<string, string> = {}) =>
    page.evaluate(([mail, inside]) => window.showMail(mail, inside), [html, pictures] as const);
  const frame = () => page.frameLocator('iframe');

  beforeAll(async () => {
    url = await servePage(join(import.meta.dirname, 'mail-page.tsx'));
    page = (await browser?.newPage()) as Page;
    await page.goto(url);
  });
  afterAll(closePages);

  it('runs no script, however it is written', async () => {
    const { html } = await show(
      `<p>hello</p><script>top.hacked = 1</script><img src=x onerror="top.hacked = 1"><svg onload="top.hacked = 1"></svg>
       <a href="javascript:top.hacked = 1">x</a><iframe srcdoc="<script>top.hacked = 1</script>"></iframe>
       <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=top.hacked=1&gt;">`,
    );
    await frame().getByText('hello').waitFor();
    expect(html).not.toMatch(/script|onerror|onload|javascript|srcdoc/i);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });

  it('has no form, no field and nothing to press', async () => {
    const { html } = await show(
      '<form action="https://x.example"><input name="a"><button>Go</button><p>text</p></form>',
    );
    expect(html).not.toMatch(/<(form|input|button)/);
    expect(html).toContain('text');
  });

  it('asks before a link is followed, and goes nowhere by itself', async () => {
    const mail = await show(
      '<p><a href="https://example.org/a?b=1" target="_top">the form</a> <a href="/relative">no</a></p>',
    );
    expect(mail.html).not.toContain('example.org');
    expect(mail.links).toEqual([{ url: 'https://example.org/a?b=1', text: 'the form' }]);
    await frame().getByRole('link', { name: 'the form' }).click();
    expect(await page.evaluate(() => window.openedLinks.at(-1)?.url)).toBe('https://example.org/a?b=1');
    expect(page.url()).toBe(url);
  });

  it('reaches the link by keyboard, and keys of the window work inside the frame', async () => {
    await page.evaluate(() => {
      window.openedLinks.length = 0;
      window.addEventListener('keydown', (event) => document.body.setAttribute('data-key', event.key));
    });
    await frame().getByRole('link', { name: 'the form' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => window.openedLinks.length)).toBe(1);
    await page.keyboard.press('Escape');
    expect(await page.getAttribute('body', 'data-key')).toBe('Escape');
  });

  it('keeps how text looks and drops everything that names an address', async () => {
    const { html, css } = await show(
      `<style>@import url(https://x.example/a.css); p { color: red; background: url(https://x.example/b) }
       @font-face { font-family: x; src: url(https://x.example/c) } a::after { content: url(https://x.example/d) }</style>
       <p style="font-weight: bold; background-image: \\75rl(https://x.example/e); position: fixed; width: 10vh">text</p>`,
    );
    expect(`${html}${css}`).not.toMatch(/x\.example|url|position|content|vh/);
    expect(html).toContain('font-weight: bold');
    expect(css).toContain('color: red');
  });

  it('shows pictures that came inside, and counts the others as blocked', async () => {
    const dot =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
    const mail = await show(
      '<img src="cid:one%40x" alt=""><img src="cid:none"><img src="https://x.example/p.gif"><img srcset="https://x.example/q 2x"><img src="data:image/svg+xml,<svg onload=1>">',
      { 'one@x': dot },
    );
    expect(mail.blockedPictures).toBe(2);
    expect(mail.html.match(/<img/g)).toHaveLength(1);
    await expect
      .poll(() =>
        frame()
          .locator('img')
          .evaluate((picture) => (picture as HTMLImageElement).naturalWidth),
      )
      .toBe(1);
  });

  it('is as tall as its content, and grows when the quote is opened', async () => {
    await show(`<p>${'word '.repeat(400)}</p><div class="gmail_quote">On Monday:<br>${'old<br>'.repeat(40)}</div>`);
    const height = async () => (await page.locator('iframe').boundingBox())?.height ?? 0;
    await frame().getByText('Quoted text').waitFor();
    await expect.poll(height).toBeGreaterThan(60);
    const before = await height();
    expect(
      await frame()
        .locator('html')
        .evaluate((root) => root.scrollHeight - root.clientHeight),
    ).toBeLessThanOrEqual(0);
    await frame().getByText('Quoted text').click();
    await expect.poll(height).toBeGreaterThan(before + 300);
  });

  it('does not grow for ever with heights that follow the window', async () => {
    await show('<div style="min-height: 100vh; height: 100%; padding: 40px">tall</div>');
    await frame().getByText('tall').waitFor();
    await page.waitForTimeout(500);
    expect((await page.locator('iframe').boundingBox())?.height).toBeLessThan(300);
  });

  it.each([
    ['a white page', '<style>body { background: #ffffff }</style><p>text</p>'],
    ['black words', '<style>body { color: #000000 }</style><p>text</p>'],
    ['a white table', '<table bgcolor="#ffffff" style="color:#111111"><tr><td><p>text</p></td></tr></table>'],
    [
      'both, insisting',
      '<div style="background-color:#fff !important"><p style="color:#222 !important">text</p></div>',
    ],
    ['a class, insisting', '<style>.x p { color: #000 !important }</style><div class="x"><p>text</p></div>'],
  ])('with %s of its own is light on dark in the dark window', async (_, html) => {
    await page.evaluate(() => {
      const style = 'color-scheme: dark; --text: rgb(230, 235, 241); --accent: rgb(63, 179, 166)';
      document.documentElement.setAttribute('style', style);
    });
    await show(html);
    const words = frame().getByText('text', { exact: true });
    await expect.poll(() => words.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(230, 235, 241)');
    const painted = await words.evaluate((element) => {
      const all = [element, ...element.ownerDocument.querySelectorAll(':has(p)')];
      return all.map((one) => getComputedStyle(one).backgroundColor).filter((colour) => colour !== 'rgba(0, 0, 0, 0)');
    });
    expect(painted).toEqual([]);
    await page.evaluate(() => document.documentElement.removeAttribute('style'));
  });
});
