import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findAnswerArmor } from '../../main/engine/protection/answer-armor.ts';
import { readerPage } from '../../main/engine/protection/sealed-letter.ts';
import { longLetter } from '../renderer/sealed/long-letter.ts';
import { practiceKey, sampleLetter, samplePhrase, sealSample, sentAt } from '../renderer/sealed/sample-letter.ts';
import { openAnswer } from '../support/open-answer.ts';
import type { Driver } from './sealed-drivers.ts';

/** What one browser was seen to do, and the milliseconds from the button to the letter. */
export type Seen = { readonly cell: string; readonly ok: boolean; readonly ms: number };

/** The files that patients get, and a website with the reading page. */
export type Letters = Awaited<ReturnType<typeof layOutLetters>>;

const tenMegabytes = { name: 'scan.bin', contentType: 'application/octet-stream', contentId: null };

export async function layOutLetters(folder: string, template: string) {
  const large = sampleLetter({ attachments: [{ ...tenMegabytes, bytes: new Uint8Array(10_000_000).fill(7) }] });
  const page = Buffer.from(await sealSample(template, large)).toString();
  const put = async (name: string, content: string) => {
    await writeFile(join(folder, name), content);
    return pathToFileURL(join(folder, name)).href;
  };
  const asked: string[] = [];
  const reader = readerPage(template, { name: 'Elm Street Clinic', telephone: '555 0137' }, 'en');
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/letter.html') response.writeHead(200, { 'Content-Type': 'text/html' }).end(reader);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const website = `http://127.0.0.1:${(server.address() as AddressInfo).port}/letter.html`;
  const long = await longLetter(`${website}#`);
  return {
    large: await put('large.html', page),
    small: await put('small.html', Buffer.from(await sealSample(template, sampleLetter())).toString()),
    truncated: await put('truncated.html', page.slice(0, page.indexOf('id="letter">') + 5_000_000)),
    silent: await put('silent.html', page.replace(/script-src [^;]+;/, "script-src 'none';")),
    link: `${website}#${long.fragment}`,
    linkLength: long.length,
    linkText: long.text,
    letter: large,
    /** Everything that browsers asked the website for. */
    asked,
    stop: () => server.close(),
  };
}

/** Waits until an expression is true in the page; the milliseconds that took, or -1 after two minutes. */
export async function until(driver: Driver, expression: string): Promise<number> {
  const start = performance.now();
  while (performance.now() - start < 120_000) {
    if (await driver.ask<boolean>(`!!(${expression})`).catch(() => false)) return Math.round(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return -1;
}

const isOpen = `document.querySelector('article.letter')`;

export async function unlock(driver: Driver, phrase = samplePhrase): Promise<number> {
  await until(driver, `document.querySelector('#phrase')`);
  await driver.type('#phrase', phrase);
  await driver.press('button[type=submit]');
  return until(driver, isOpen);
}

/** Walks through everything a patient meets, good and bad, in one browser. */
export async function visitLetters(driver: Driver, letters: Letters): Promise<Seen[]> {
  const seen: Seen[] = [];
  const note = (cell: string, ok: boolean, ms = 0) => {
    seen.push({ cell: `${driver.name}: ${cell}`, ok, ms });
  };

  await driver.open(letters.large);
  let refused = 0;
  for (let tries = 0; tries < 10; tries += 1) {
    await until(driver, `document.querySelector('#phrase:not([readonly])')`);
    await driver.type('#phrase', `ravine lantern harvest violin ${['able', 'acid'][tries % 2]}`);
    await driver.press('button[type=submit]');
    if ((await until(driver, `document.querySelector('.problem strong')`)) >= 0) refused += 1;
  }
  note('a wrong phrase ten times', refused === 10);
  const ms = await unlock(driver);
  const size = await driver.ask<string>(`document.querySelector('.file .size')?.textContent`);
  note('10 MB of attachments', ms >= 0 && size === '10 MB', ms);

  await driver.type('#answer', 'Gracias. A las 8:30.');
  await driver.press('.answer .primary');
  await until(driver, `document.querySelector('.otherwise')`);
  const url = await driver.ask<string>(`document.querySelector('a.primary').href`);
  const text = new URL(url).searchParams.get('body');
  const armored = findAnswerArmor({ text, html: null, attachments: [] }) ?? '';
  const answer = await openAnswer({ armored, privateKey: practiceKey.privateKey, now: sentAt }).catch(() => null);
  note('an answer that the practice opens', answer?.text === 'Gracias. A las 8:30.' && url.length <= 1_900);

  const resources = await driver.ask<string[]>(`performance.getEntriesByType('resource').map(({ name }) => name)`);
  const kept = await driver.ask<unknown[]>(
    `(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases?.() ?? []).length])()`,
  );
  note(
    'no network request',
    resources.every((name) => name.startsWith('blob:')),
  );
  note('nothing in storage', JSON.stringify(kept) === '[0,0,"",0]');

  await driver.open(letters.small);
  note('the page as it leaves', true, await unlock(driver));

  await driver.open(letters.link);
  const opened = await unlock(driver);
  const body = await driver.ask<string>(`document.querySelector('.body')?.textContent`);
  const address = await driver.ask<string>('location.href');
  note('the longest link', opened >= 0 && body === letters.linkText && !address.includes('#'), opened);

  await driver.open(letters.truncated);
  const damaged = await until(driver, `/arrived damaged|llegó dañada/.test(document.body.innerText)`);
  note('a truncated file', damaged >= 0);

  await driver.open(letters.silent);
  const silent = await until(driver, `getComputedStyle(document.querySelector('#fallback')).visibility === 'visible'`);
  note('scripts refused', silent >= 0 && (await driver.ask<string>('document.body.innerText')).includes('555 0137'));
  return seen;
}
