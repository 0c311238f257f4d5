import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findInBytes } from '../support/canary-scan.ts';
import type { LaunchedApp } from '../support/electron/launch-app.ts';
import { needMailServers } from '../support/mail-servers/need-mail-servers.ts';
import { openSealedPage, writeSealedAnswer } from '../support/patient.ts';
import { practiceAddress, practicePassphrase } from '../support/practice.ts';
import { untilFits } from '../support/until-fits.ts';
import { anaAddress, type Clinic, openClinic } from './open-clinic.ts';
import { pictureOnFailure } from './pictures.ts';
import { tabTo } from './tab-to.ts';

const subject = 'Question about my new dose';
const letter = 'Please take half a tablet until we meet. Can you come on Thursday?';
const answer = 'Thursday suits me. Here are the values of the week: 128/82, 131/84.';

describe.skipIf(!(await needMailServers()))('a practice answers a patient, by keyboard alone', () => {
  let clinic: Clinic;
  let desk: LaunchedApp;
  let page: Page;
  let words = '';
  let arrived: Uint8Array = new Uint8Array();

  beforeAll(async () => {
    clinic = await openClinic({
      async prepare(practice) {
        await practice.receive({
          from: 'Ben Okafor <ben@home.example>',
          subject: 'Form for school',
          text: 'See above.',
        });
        const text = 'Dear team,\nthe new tablets make me dizzy. What should I do?\nAna';
        await practice.receive({ from: `Ana Ruiz <${anaAddress}>`, subject, text });
        await practice.receive({
          from: 'Supplies <news@supplies.example>',
          subject: 'New gloves',
          text: 'Ten percent.',
        });
      },
    });
    desk = await clinic.launch();
    page = desk.page;
  });

  afterAll(async () => {
    await desk?.close();
    await clinic?.close();
  });

  pictureOnFailure(() => desk);

  const press = (keys: string) => page.keyboard.press(keys);
  const pane = () => page.getByRole('region', { name: 'Conversation' }).first();
  const heading = (name: string) => page.getByRole('heading', { name });

  test('unlocks, and goes down and up to the thread', async () => {
    await page.getByLabel('Passphrase', { exact: true }).waitFor();
    await page.evaluate(() => {
      const pointer = () => Object.assign(window, { pointerUsed: true });
      for (const name of ['pointerdown', 'mousedown', 'touchstart']) window.addEventListener(name, pointer, true);
    });
    await page.keyboard.type(practicePassphrase);
    await press('Enter');
    await page.getByRole('option').nth(2).waitFor();
    const asked = heading('Who is Ana Ruiz?');
    await pressUntil('j', asked);
    await press('j');
    await press('k');
    await asked.waitFor();
  });

  test('says that Ana is a new patient', async () => {
    await tabTo(page, page.getByRole('radio', { name: /A new patient/ }));
    await press('Space');
    const name = page.getByLabel('Name', { exact: true });
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
    await tabTo(page, page.getByLabel(/^Born/));
    await page.keyboard.type('01011971');
    await tabTo(page, page.getByLabel(/^Record number/));
    await page.keyboard.type('20418');
    await press('Enter');
    await heading('How do we write to Ana Ruiz?').waitFor();
  });

  test('makes a phrase, and records that it was given', async () => {
    await press('Enter');
    const dialog = page.getByRole('dialog');
    await tabTo(page, dialog.getByRole('button', { name: 'Make a phrase' }));
    await press('Enter');
    await dialog.locator('.slip-words span').nth(4).waitFor();
    words = (await dialog.locator('.slip-words span').allInnerTexts()).join(' ');
    await tabTo(page, dialog.getByLabel('Which device do they read mail on?'));
    await page.keyboard.type('Andr');
    await tabTo(page, dialog.getByRole('button', { name: 'It was given' }));
    await press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(words.split(' ')).toHaveLength(5);
  });

  test('takes both suggestions with one key, writes and sends', async () => {
    await pane()
      .getByRole('radio', { name: /Sealed letter/, checked: true })
      .waitFor();
    await press('Enter');
    await sendButton('Reply encrypted').waitFor();
    await press('Control+Shift+Enter');
    await editor().waitFor();
    await expect.poll(() => editor().evaluate((text) => text === document.activeElement)).toBe(true);
    await page.keyboard.type(letter);
    await page.getByText('Saved', { exact: true }).waitFor();
    await press('Control+Shift+Enter');
    await pane()
      .getByText(/^Leaves in \d+ s$/)
      .waitFor();
  });

  test('takes it back within ten seconds, and has the draft as it was', async () => {
    await press('Control+Shift+Z');
    await editor().waitFor();
    expect(await editor().textContent()).toContain(letter);
    expect(await waiting()).toEqual([]);
  });

  test('sends it for good: it arrives sealed in the mailbox of the patient', async () => {
    await press('Control+Shift+Enter');
    await pane()
      .getByText(/^Leaves in \d+ s$/)
      .waitFor();
    const mailbox = await untilFits(
      () => clinic.servers.readMailbox(anaAddress),
      (mails) => mails.length > 0,
      30_000,
    );
    expect(mailbox).toHaveLength(1);
    arrived = mailbox[0]?.bytes ?? arrived;
    for (const secret of [letter, subject, 'half a tablet']) expect(findInBytes(arrived, secret)).toEqual([]);
    const { header } = await openSealedPage(arrived, words);
    expect(header.text).toContain(letter);
    await pane()
      .getByText(/accepted by localhost/)
      .waitFor();
  });

  test("shows the patient's sealed answer in the thread within five seconds", async () => {
    const { header } = await openSealedPage(arrived, words);
    const locked = await writeSealedAnswer(header, answer);
    await clinic.anaSends(fromPhone(locked));
    const begun = Date.now();
    await pane().getByText('Thursday suits me.').waitFor({ timeout: 5_000 });
    await pane()
      .getByText(/answer to our letter of/)
      .waitFor({ timeout: 5_000 });
    expect(Date.now() - begun).toBeLessThan(5_000);
    expect(await page.evaluate(() => Object.hasOwn(window, 'pointerUsed'))).toBe(false);
  });

  const editor = () => page.getByLabel('Your message');
  const sendButton = (name: string) =>
    page.getByRole('button', { name: new RegExp(name) }).and(page.locator(':not([aria-disabled=true])'));

  async function pressUntil(keys: string, there: Locator): Promise<void> {
    for (let pressed = 0; pressed < 5; pressed += 1) {
      await press(keys);
      if (
        await there.waitFor({ timeout: 3_000 }).then(
          () => true,
          () => false,
        )
      )
        return;
    }
    throw new Error(`${keys} does not lead there`);
  }

  async function waiting(): Promise<unknown> {
    return page
      .evaluate(() => window.postern.call('outbox.list', {}))
      .then((told) => ('output' in told ? told.output : told));
  }
});

/** As a phone's mail program sends it: wrapped at 72 columns, with a line of its own below. */
function fromPhone(body: string): Buffer {
  const lines = body.split(/\r?\n/).flatMap((line) => line.match(/.{1,72}/g) ?? ['']);
  return Buffer.from(
    [
      `From: Ana Ruiz <${anaAddress}>`,
      `To: ${practiceAddress}`,
      'Subject: Re: Message from Elm Street Clinic',
      `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: <${Date.now()}.phone@home.example>`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      ...lines,
      '',
      'Sent from my phone',
      '',
    ].join('\r\n'),
  );
}
