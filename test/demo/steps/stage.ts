import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Person } from '../../../resources/demo-practice/practice.ts';
import type { LaunchedApp } from '../../support/electron/launch-app.ts';
import type { DemoMailServer, OutboundMail } from '../demo-mail-server.ts';
import type { Recorder } from '../recorder.ts';

/** The app, unlocked, with the words its screens are reached by. */
export type Stage = {
  readonly page: Page;
  readonly recorder: Recorder;
  readonly side: (name: string) => Promise<void>;
  readonly settings: (tab: string) => Promise<void>;
  /** Opens the conversation of the inbox that holds these words. */
  readonly open: (subject: string) => Promise<void>;
  readonly button: (name: string | RegExp) => Locator;
  readonly dialog: Locator;
  /** Takes both choices as they are marked, and waits until an answer may be written. */
  readonly choose: () => Promise<void>;
  /** Begins the answer to what is open, and types it above the signature. */
  readonly write: (text: string) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  /** Begins a message to a patient on file, with both choices made as suggested. */
  readonly begin: (patient: Person) => Promise<void>;
  /** Presses Send and waits for the ten seconds to begin. */
  readonly send: () => Promise<void>;
  /** Where the next file that the app saves goes, in the tour's folder. */
  readonly saveAs: (name: string) => Promise<string>;
  /** The newest message to this address, once there are so many. */
  readonly left: (address: string, count?: number) => Promise<OutboundMail>;
  /** The first message that left to this address. */
  readonly firstTo: (address: string) => Promise<Uint8Array>;
};

/** The ten seconds of undo, and a slow machine. */
const leavesWithin = 60_000;

export function setStage(recorder: Recorder, launched: LaunchedApp, server: DemoMailServer, folder: string): Stage {
  const { page, app } = launched;
  const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
  const side = (name: string) =>
    page
      .getByRole('navigation')
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .click();
  const type = async (text: string) => {
    const editor = page.getByLabel('Your message');
    await editor.waitFor();
    await editor.press('Control+Home');
    await editor.pressSequentially(text);
    await page.getByText('Saved', { exact: true }).waitFor();
  };
  const to = (address: string) => server.outbound.filter((mail) => mail.to.includes(address));
  const left: Stage['left'] = async (address, count = 1) => {
    const until = Date.now() + leavesWithin;
    for (;;) {
      const mail = to(address).at(-1);
      if (mail !== undefined && to(address).length >= count) return mail;
      if (Date.now() > until) throw new Error(`no message number ${count} left to ${address}`);
      await page.waitForTimeout(200);
    }
  };
  const choose = async () => {
    await button('Use these').click();
    await page.getByRole('button', { name: 'Use these' }).waitFor({ state: 'detached' });
  };
  return {
    page,
    choose,
    left,
    async firstTo(address) {
      await left(address);
      return to(address)[0]?.bytes ?? new Uint8Array();
    },
    recorder,
    side,
    button,
    dialog: page.getByRole('dialog'),
    type,
    async settings(tab) {
      await side('Settings');
      await page.getByRole('tab', { name: tab }).click();
    },
    async open(subject) {
      await side('Inbox');
      await page.getByLabel('Search mail and patients').fill(subject);
      await page.getByText(/conversations? found/).waitFor();
      const row = page.getByRole('option').filter({ hasText: subject }).first();
      await row.click();
      await page.locator('.message-card').first().waitFor();
    },
    async write(text) {
      await page.keyboard.press('Control+Shift+Enter');
      await type(text);
    },
    async begin({ name, address }) {
      await side('Inbox');
      await page.keyboard.press('Control+n');
      await page.getByRole('combobox', { name: 'To' }).pressSequentially(name);
      await page.getByRole('option', { name: new RegExp(address) }).waitFor();
      await page.keyboard.press('Enter');
      await choose();
    },
    async send() {
      await page.keyboard.press('Control+Enter');
      await button(/^Undo/).waitFor();
    },
    async saveAs(name) {
      const path = join(folder, name);
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, path);
      return path;
    },
  };
}
