import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decrypt, readMessage, readPrivateKey } from 'openpgp';
import type { Locator } from 'playwright-core';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { deliveryReport } from '../../../resources/demo-practice/letters/delivery-report.ts';
import { type DemoPatient, getDemoPatient } from '../../../resources/demo-practice/people/patients.ts';
import { recallNames } from '../../../resources/demo-practice/people/records.ts';
import { practice } from '../../../resources/demo-practice/practice.ts';
import { openSealedPage } from '../../support/patient.ts';
import type { DemoMailServer, OutboundMail } from '../demo-mail-server.ts';
import type { Stage } from './stage.ts';

/** From the inbox to the last press of "Send". */
const mostClicks = 9;

/** His phrase was made and never given: he is in the group, and gets nothing. */
const withoutPhrase = 'Samuel Achterberg-Whitmore';
/** Has a key that was compared; everybody else gets a sealed letter. */
const byKey = 'Tomás Herrera';

type CampaignFacts = {
  readonly folder: string;
  readonly server: DemoMailServer;
  readonly phrases: ReadonlyMap<string, string>;
};

/** A recall to the men over 40 whose last A1C was high, each by his own doctor's name: counted in clicks, opened by each. */
export async function recallCampaign(stage: Stage, facts: CampaignFacts): Promise<void> {
  const { page, recorder, dialog } = stage;
  const { step, shoot } = recorder;
  const { server } = facts;
  const written = recallNames.filter((name) => name !== withoutPhrase);
  const send = `Send ${written.length} letters`;
  const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
  let clicks = 0;
  const click = async (what: Locator) => {
    clicks += 1;
    await what.click();
  };
  let before = 0;

  await step('A recall: whom, from the groups that come with Postern', async () => {
    await stage.side('Inbox');
    await click(page.getByRole('navigation').getByRole('button', { name: /^Campaigns/ }));
    await shoot('campaigns-none');
    await click(button('New campaign'));
    await page.getByRole('heading', { name: 'Whom do we write to?' }).waitFor();
    await shoot('campaign-who');
  });

  await step('What to say, from the letters that come with Postern', async () => {
    await click(button(/^Men over 40, last A1C high/));
    await page.getByRole('heading', { name: 'What do we send?' }).waitFor();
    await shoot('campaign-what');
    await click(button(/^Screening recall/));
  });

  await step('On what terms: from each patient’s own doctor', async () => {
    await page.getByRole('heading', { name: 'Purpose, sender and time' }).waitFor();
    await click(page.getByRole('radio', { name: /own doctor/ }));
    await shoot('campaign-terms');
    await click(button('Make the plan'));
  });

  await step('The plan: every patient with the way and the reason', async () => {
    await button(send).and(page.locator(':enabled')).waitFor();
    await page.getByRole('row').filter({ hasText: withoutPhrase }).getByText('phrase not given').waitFor();
    await page.getByRole('row').filter({ hasText: byKey }).getByText('OpenPGP').waitFor();
    await shoot('campaign-plan');
  });

  await step('One letter as it will leave: a look that nobody has to take, and is not counted', async () => {
    const looks = { sealed: 'Omar Haddad', openpgp: byKey, held: withoutPhrase };
    for (const [way, name] of Object.entries(looks)) {
      await page.getByRole('button', { name, exact: true }).click();
      await dialog.getByText('Dear').waitFor();
      await shoot(`campaign-letter-${way}`);
      await page.keyboard.press('Escape');
    }
  });

  await step(`Start, at most ${mostClicks} clicks from the inbox`, async () => {
    await click(button(send));
    await dialog.getByRole('button', { name: send }).waitFor();
    await shoot('campaign-confirm');
    before = server.outbound.length;
    await click(dialog.getByRole('button', { name: send }));
    process.stdout.write(`        ${clicks} clicks\n`);
    if (clicks > mostClicks) throw new Error(`it took ${clicks} clicks`);
    await page
      .getByText(/letters sent/)
      .first()
      .waitFor();
    await shoot('campaign-run');
  });

  await step('Each gets one letter, locked as planned, with his own name in it', async () => {
    await page.getByText(`${written.length} of ${written.length} letters sent`).waitFor({ timeout: 120_000 });
    const mails = server.outbound.slice(before);
    for (const name of written) await checkLetter(getDemoPatient(name), mails, facts);
    if (mails.length !== written.length) throw new Error(`${mails.length} messages left`);
  });

  await step('The report: an answer and a letter that came back', async () => {
    const mails = server.outbound.slice(before);
    server.deliver(await answerTo(mails, 'Chidi Eze'));
    server.deliver(await bounceOf(mails, 'Dmitri Volkov'));
    await page.getByText('1 patient answered · 1 came back').waitFor({ timeout: 30_000 });
    await shoot('campaign-report');
    await stage.side('Campaigns');
    await page.getByRole('columnheader', { name: 'Campaign' }).waitFor();
    await shoot('campaigns');
  });
}

/** Exactly one to this address, opened as its patient opens it. */
async function checkLetter(patient: DemoPatient, mails: readonly OutboundMail[], facts: CampaignFacts): Promise<void> {
  const { name, address, language } = patient;
  const [mail, another] = mails.filter(({ to }) => to.includes(address));
  if (mail === undefined || another !== undefined) throw new Error(`not exactly one letter to ${name}`);
  const { subject } = await parseMessage(mail.bytes);
  if (subject !== `Message from ${practice.name}`) throw new Error(`the outer subject to ${name} tells: ${subject}`);
  const inside =
    name === byKey
      ? await openWithKey(mail.bytes, await readFile(join(facts.folder, 'tomas-herrera.private.asc'), 'utf8'))
      : JSON.stringify((await openSealedPage(mail.bytes, facts.phrases.get(name) ?? '', language)).header);
  const given = name.split(' ')[0] ?? '';
  if (!inside.includes(`Dear ${given}`)) throw new Error(`the letter to ${name} is somebody else's`);
}

async function openWithKey(bytes: Uint8Array, armoredKey: string): Promise<string> {
  const armored = /-----BEGIN PGP MESSAGE-----[\s\S]*?-----END PGP MESSAGE-----/.exec(Buffer.from(bytes).toString());
  const { data } = await decrypt({
    message: await readMessage({ armoredMessage: armored?.[0] ?? '' }),
    decryptionKeys: await readPrivateKey({ armoredKey }),
    format: 'binary',
  });
  return (await parseMessage(data)).text ?? '';
}

async function sentTo(mails: readonly OutboundMail[], name: string) {
  const { address } = getDemoPatient(name);
  const mail = mails.find(({ to }) => to.includes(address));
  if (mail === undefined) throw new Error(`nothing left to ${name}`);
  return { address, messageId: (await parseMessage(mail.bytes)).messageIdHeader ?? '' };
}

async function answerTo(mails: readonly OutboundMail[], name: string): Promise<Uint8Array> {
  const { address, messageId } = await sentTo(mails, name);
  return lines(
    `From: ${name} <${address}>`,
    `To: ${practice.address}`,
    'Subject: Re: Message from Elm Street Clinic',
    `Date: ${new Date().toUTCString()}`,
    `Message-ID: <${Date.now()}.answer@example.net>`,
    `In-Reply-To: ${messageId}`,
    `References: ${messageId}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Thank you, I will call on Monday.',
  );
}

async function bounceOf(mails: readonly OutboundMail[], name: string): Promise<Uint8Array> {
  const { address, messageId } = await sentTo(mails, name);
  const report = deliveryReport({
    headers: [
      'Return-Path: <>',
      'From: MAILER-DAEMON@mail.elmstreet.example (Mail Delivery System)',
      `To: ${practice.address}`,
      'Subject: Undelivered Mail Returned to Sender',
      `Date: ${new Date().toUTCString()}`,
      `Message-ID: <${Date.now()}.bounce@mail.elmstreet.example>`,
      'Auto-Submitted: auto-replied',
    ],
    words: [`I could not deliver your message to <${address}>: User unknown.`],
    server: 'mail.elmstreet.example',
    address,
    action: 'failed',
    status: '5.1.1',
    diagnostic: 'User unknown',
    about: [`Message-ID: ${messageId}`, `To: ${address}`],
  });
  return new TextEncoder().encode(report);
}

function lines(...all: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`${all.join('\r\n')}\r\n`);
}
