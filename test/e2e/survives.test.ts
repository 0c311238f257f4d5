import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../main/contract/contract.ts';
import type { LaunchedApp } from '../support/electron/launch-app.ts';
import { needMailServers } from '../support/mail-servers/need-mail-servers.ts';
import { practicePassphrase } from '../support/practice.ts';
import { startEngine } from '../support/start-engine.ts';
import { untilFits } from '../support/until-fits.ts';
import { ask, callPastControls } from './ask.ts';
import { lockWindow } from './lock-window.ts';
import { anaAddress, type Clinic, openClinic, unlock } from './open-clinic.ts';
import { pictureOnFailure } from './pictures.ts';
import { findEngine, listProcesses, untilGone } from './processes.ts';

const everyMethod = Object.entries(contract).flatMap(([conversation, methods]) =>
  Object.keys(methods).map((method) => `${conversation}.${method}`),
);

describe.skipIf(!(await needMailServers()))('what happens to a message when things end', () => {
  let clinic: Clinic;
  let desk: LaunchedApp;
  let page: Page;
  let ana = '';
  let ben = '';

  beforeAll(async () => {
    clinic = await openClinic({
      async prepare(practice) {
        ben = await practice.receive({ from: 'Ben <ben@clinic.example>', subject: 'Form', text: 'Please see above.' });
        ana = await practice.receive({ from: `Ana Ruiz <${anaAddress}>`, subject: 'My dose', text: 'How much?' });
        const { patientId } = await practice.addPatient({ name: 'Ana Ruiz', address: anaAddress });
        await practice.givePhrase(patientId);
        await practice.call('threads.setParty', { threadId: ana, party: 'patient', patientId });
        await practice.choose(ana, 'sealed');
      },
    });
    await start();
  });

  afterAll(async () => {
    await desk?.close();
    await clinic?.close();
  });
  pictureOnFailure(() => desk);

  const editor = () => page.getByLabel('Your message');
  const notice = (words: RegExp) => page.getByText(words).first();
  const appPid = () => desk.app.process().pid ?? 0;

  async function start(): Promise<void> {
    desk = await clinic.launch();
    page = desk.page;
    await unlock(desk);
  }

  async function openAna(): Promise<void> {
    await page.getByRole('option', { name: /My dose/ }).click();
    await page.getByRole('heading', { name: 'Ana Ruiz' }).waitFor();
  }

  async function savedText(): Promise<string> {
    const [draft] = await ask(page, 'drafts.list', {});
    return draft === undefined ? '' : (await ask(page, 'drafts.get', { draftId: draft.id })).html;
  }

  test('the engine is killed while somebody types: the window says so, and nothing typed is lost', async () => {
    await openAna();
    await page.keyboard.press('Control+Shift+Enter');
    await editor().waitFor();
    await page.keyboard.type('Typed before, ');
    process.kill(await findEngine(appPid()), 'SIGKILL');
    await page.keyboard.insertText('and typed after.');
    await notice(/mail engine (is starting again|restarted)\. Nothing typed is lost/).waitFor();
    const passphrase = page.getByLabel('Passphrase', { exact: true });
    await passphrase.waitFor();
    await page.keyboard.insertText(practicePassphrase);
    await page.keyboard.press('Enter');
    await passphrase.waitFor({ state: 'detached' });
    expect(await editor().textContent()).toContain('Typed before, and typed after.');
    await untilFits(savedText, (html) => html.includes('Typed before, and typed after.'));
    await notice(/mail engine restarted/).waitFor();
  });

  test('a locked window answers nothing but the way to unlock, while mail goes on coming in', async () => {
    const engine = await findEngine(appPid());
    await lockWindow(desk);
    const answered: string[] = [];
    for (const method of everyMethod.filter((name) => !name.startsWith('vault.lock'))) {
      const answer = await callPastControls(page, method, {});
      if (!('failure' in answer) || answer.failure.code !== 'locked') answered.push(method);
    }
    expect(answered.sort()).toEqual(['vault.status', 'vault.unlock']);
    expect(await page.locator('body').textContent()).not.toContain('Ana Ruiz');
    await clinic.anaSends(Buffer.from(plainMail('While you were away')));
    await unlock(desk);
    await page.getByRole('option', { name: /While you were away/ }).waitFor();
    expect(await findEngine(appPid())).toBe(engine);
  });

  test('a locked vault ends the engine and its keys; the draft outlives it', async () => {
    await openAna();
    await editor().waitFor();
    await editor().press('Control+End');
    await page.keyboard.insertText(' One more line.');
    const engine = await findEngine(appPid());
    await page.keyboard.press('Control+L');
    await page.getByText('Unlock your mail').waitFor();
    await untilGone([engine]);
    expect(await findEngine(appPid())).not.toBe(engine);
    for (const method of ['threads.list', 'drafts.list', 'outbox.sendNow', 'journal.list']) {
      expect(await callPastControls(page, method, {})).toMatchObject({ failure: { code: 'locked' } });
    }
    await unlock(desk);
    expect(await savedText()).toContain('One more line.');
  });

  test('Send is impossible without the two choices, however it is asked for', async () => {
    const { messages } = await ask(page, 'threads.get', { threadId: ben });
    const messageId = messages[0]?.id ?? null;
    const draft = await ask(page, 'drafts.open', {
      kind: 'reply',
      threadId: ben,
      messageId,
      patientId: null,
      to: null,
    });
    const { to, cc, subject, contentKind } = draft;
    const content = { to, cc, subject, contentKind, html: '<p>Your values</p>', strongerMode: null };
    const { revision } = await ask(page, 'drafts.save', { draftId: draft.id, revision: draft.revision, content });
    const send = { draftId: draft.id, revision, answers: [] };
    expect(await reasons(send)).toEqual(['no-mode-chosen', 'no-party']);
    const { patientId } = await ask(page, 'patients.add', {
      ...{ name: 'Ben', birthDate: null, recordNumber: '', telephone: '', addresses: ['ben@clinic.example'] },
      ...{ device: 'unknown', note: '' },
    });
    await ask(page, 'threads.setParty', { threadId: ben, party: 'patient', patientId });
    expect(await reasons(send)).toEqual(['no-consent-acknowledged', 'no-mode-chosen']);
    // Answers to questions nobody asked, a mode that is not on offer, a consent row out of thin air.
    const answers = [{ question: 'consent-open-warning', yes: true, note: 'sure' }];
    expect(await reasons({ ...send, answers })).toEqual(['no-consent-acknowledged', 'no-mode-chosen']);
    const choice = { threadId: ben, mode: 'open', consentRowId: null, downgradeReason: 'because' };
    for (const forged of [
      { ...choice, mode: 'none' },
      { ...choice, consentRowId: 'co_0123456789abcdef' },
    ]) {
      expect(await callPastControls(page, 'threads.choose', forged)).toHaveProperty('failure');
    }
    // "Not asked" may be acknowledged, and allows nothing in the clear.
    await callPastControls(page, 'threads.choose', choice);
    expect(await reasons({ ...send, answers })).toEqual(['consent-not-given']);
    expect(await ask(page, 'outbox.list', {})).toEqual([]);
    expect(await clinic.servers.postfix.log()).not.toContain('from=<desk@clinic.example>');
    await ask(page, 'drafts.discard', { draftId: draft.id });
  });

  async function reasons(send: unknown): Promise<string[]> {
    const answer = await callPastControls(page, 'drafts.send', send);
    const { decision } = ('output' in answer ? answer.output : {}) as { decision?: { reasons?: { code: string }[] } };
    return decision?.reasons?.map(({ code }) => code).sort() ?? [JSON.stringify(answer)];
  }

  test('the app is killed while somebody types: after the next start the draft is there', async () => {
    await openAna();
    await editor().waitFor();
    await editor().press('Control+End');
    await page.keyboard.insertText(' Written before the end.');
    await untilFits(savedText, (html) => html.includes('Written before the end.'));
    const all = listProcesses(appPid()).map(({ pid }) => pid);
    await desk.kill();
    await untilGone(all);
    await start();
    await openAna();
    await editor().waitFor();
    expect(await editor().textContent()).toMatch(
      /^Typed before, and typed after\..*One more line\. Written before the end\./,
    );
  });

  test('locking within ten seconds of Send asks, and can send now', async () => {
    await editor().press('Control+Shift+Enter');
    await page.getByText(/^Leaves in \d+ s$/).waitFor();
    await page.keyboard.press('Control+L');
    const dialog = page.getByRole('dialog', { name: 'Send what is waiting before you lock?' });
    await dialog.getByRole('button', { name: 'Send now' }).click();
    await page.getByText('Unlock your mail').waitFor();
    await untilFits(
      () => clinic.servers.readMailbox(anaAddress),
      (mails) => mails.length === 1,
      5_000,
    );
    await unlock(desk);
  });

  test('quitting within ten seconds of Send asks; kept as a draft it is all there, and nothing left', async () => {
    await openAna();
    await page.keyboard.press('Control+Shift+Enter');
    await editor().waitFor();
    await page.keyboard.type('Better not yet.');
    await page.keyboard.press('Control+Shift+Enter');
    await page
      .getByText(/^Leaves in \d+ s$/)
      .first()
      .waitFor();
    const closeWindow = () =>
      desk.app.evaluate(({ BrowserWindow }) => setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 0));
    const dialog = page.getByRole('dialog', { name: 'Send what is waiting before you quit?' });
    await closeWindow();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await closeWindow();
    const all = listProcesses(appPid()).map(({ pid }) => pid);
    await dialog.getByRole('button', { name: 'Keep as draft' }).click();
    await untilGone(all);
    const engine = await startEngine({ profile: clinic.profile, root: clinic.servers.root });
    await engine.call('vault.unlock', { passphrase: practicePassphrase });
    const drafts = await engine.call('drafts.list', {});
    expect(drafts.map(({ snippet }) => snippet)).toEqual([expect.stringContaining('Better not yet.')]);
    const states = (await engine.call('outbox.list', {})).map(({ state }) => state);
    expect(states.filter((state) => state !== 'sent')).toEqual([]);
    await engine.stop();
    expect(await clinic.servers.readMailbox(anaAddress)).toHaveLength(1);
  });
});

function plainMail(subject: string): string {
  const lines = [`From: Ana Ruiz <${anaAddress}>`, 'To: desk@clinic.example', `Subject: ${subject}`];
  return [...lines, `Message-ID: <${Date.now()}@home.example>`, '', 'Hello', ''].join('\r\n');
}
