import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newCanary, scanForCanaries } from '../support/canary-scan.ts';
import { needPackages } from '../support/debian.ts';
import type { LaunchedApp } from '../support/electron/launch-app.ts';
import { needMailServers } from '../support/mail-servers/need-mail-servers.ts';
import { practiceAddress, practicePassphrase } from '../support/practice.ts';
import { untilFits } from '../support/until-fits.ts';
import { ask } from './ask.ts';
import { mailWithFile } from './mail-with-file.ts';
import { anaAddress, type Clinic, openClinic, unlock } from './open-clinic.ts';
import { pictureOnFailure } from './pictures.ts';
import { listProcesses, untilGone } from './processes.ts';

const there = (await needMailServers()) && (await needPackages(['sqlite3']));

/** The phrase is the program's own, and takes its place once it is made. */
const canaries = {
  body: newCanary('body'),
  subject: newCanary('subject'),
  patient: newCanary('patient'),
  password: newCanary('password'),
  passphrase: newCanary('passphrase'),
  phrase: newCanary('phrase'),
  attachment: newCanary('attachment'),
  draft: newCanary('draft'),
  draftFile: newCanary('draft-file'),
  search: newCanary('search'),
};
const file = Buffer.from(`${'filling '.repeat(40_000)}${canaries.attachment}`);

describe.skipIf(!there)('what the app leaves on the disk', { timeout: 120_000 }, () => {
  const since = Date.now() - 1_000;
  let clinic: Clinic;
  let desk: LaunchedApp;
  let page: Page;
  let temporary = '';
  let chosen = '';

  beforeAll(async () => {
    clinic = await openClinic({
      password: canaries.password,
      async prepare(practice, servers) {
        const mail = mailWithFile({ from: anaAddress, subject: canaries.subject, text: canaries.body, file });
        await servers.deliver(mail, practiceAddress, anaAddress);
        const { rows } = await untilFits(
          () => practice.call('threads.list', { view: { kind: 'role', role: 'inbox' }, cursor: null, limit: 10 }),
          (list) => list.rows.length === 1,
        );
        const { patientId } = await practice.addPatient({ name: canaries.patient, address: anaAddress });
        canaries.phrase = await practice.givePhrase(patientId);
        await practice.call('threads.setParty', { threadId: rows[0]?.id ?? '', party: 'patient', patientId });
        await practice.choose(rows[0]?.id ?? '', 'sealed');
        await practice.call('vault.changePassphrase', { current: practicePassphrase, next: canaries.passphrase });
      },
    });
    temporary = join(clinic.folder, 'temporary');
    chosen = join(clinic.folder, 'chosen');
    for (const folder of [temporary, chosen]) mkdirSync(folder);
    await start();
  });
  afterAll(async () => {
    await desk?.close();
    await clinic?.close();
  });
  pictureOnFailure(() => desk);

  async function start(): Promise<void> {
    desk = await clinic.launch({ env: { TMPDIR: temporary } });
    page = desk.page;
    await unlock(desk, canaries.passphrase);
  }

  const pids = () => listProcesses(desk.app.process().pid ?? 0).map(({ pid }) => pid);

  /** Where canaries are, in everything the app has, and in what changed in the temporary folders since. */
  function scan(processes: readonly number[]) {
    const { servers } = clinic;
    // The servers hold what their users got: Maildir, queue and passwords.
    const except = [dirname(dirname(dirname(servers.dovecot.mailFolder(practiceAddress)))), servers.postfix.folder];
    const changed = { folders: [tmpdir(), '/var/tmp', '/dev/shm'], since };
    return scanForCanaries({ canaries, folders: [temporary, clinic.profile], changed, processes, except });
  }

  async function stubDialog(answer: { canceled: boolean; filePath: string }): Promise<void> {
    await desk.app.evaluate(({ dialog }, given) => {
      dialog.showSaveDialog = async () => given;
    }, answer);
  }

  test('an attachment is saved where a person chose, and nowhere else', async () => {
    await desk.app.evaluate(({ clipboard }) => clipboard.writeText('from before'));
    await page.getByRole('option').first().click();
    const save = page.getByRole('button', { name: /report\.pdf/ });
    await stubDialog({ canceled: true, filePath: '' });
    await save.click();
    await stubDialog({ canceled: false, filePath: join(chosen, 'as I say.pdf') });
    await save.click();
    await page.getByText('Saved as as I say.pdf').waitFor();
    expect(readdirSync(chosen)).toEqual(['as I say.pdf']);
    expect(readFileSync(join(chosen, 'as I say.pdf')).equals(file)).toBe(true);
    expect(scan([]).found).toEqual([{ file: join(chosen, 'as I say.pdf'), kind: 'attachment', form: 'plain' }]);
    rmSync(chosen, { recursive: true });
  });

  test('nothing while somebody reads, searches, writes, and sees the phrase', async () => {
    await page.keyboard.press('Control+Shift+Enter');
    await page.getByLabel('Your message').waitFor();
    await page.keyboard.insertText(canaries.draft);
    const upload = {
      name: `${canaries.draftFile}.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from(canaries.draftFile),
    };
    await page.locator('input[type=file]').setInputFiles(upload);
    await page.getByText(upload.name).first().waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByLabel('Search mail and patients').fill(canaries.search);
    await page.getByText('Nothing found').waitFor();
    await page.keyboard.press('Control+5');
    await page.getByText(canaries.patient).first().click();
    await page.getByRole('button', { name: /slip/i }).first().click();
    await page
      .getByRole('dialog')
      .getByText(canaries.phrase.split(' ')[0] ?? '')
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('navigation').getByRole('button', { name: 'Journal' }).click();
    // The window's own process ends in the middle of it all: what it held may not end up in a dump.
    await desk.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const again = new Promise((resolve) => contents?.once('did-finish-load', () => resolve(null)));
      contents?.forcefullyCrashRenderer();
      return again;
    });
    const report = scan(pids());
    expect(report.found).toEqual([]);
    expect(report.bytes).toBeGreaterThan(1_000_000);
    expect(await desk.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('from before');
    expect(await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())).toBe(
      'Postern',
    );
  });

  test('and a canary that is planted there is found', () => {
    const planted = join(clinic.profile, 'browser', 'planted');
    writeFileSync(planted, Buffer.from(`x${canaries.phrase}`, 'utf16le'));
    expect(scan([]).found).toEqual([{ file: planted, kind: 'phrase', form: 'utf16' }]);
    rmSync(planted);
  });

  test('the database tells sqlite3 nothing', () => {
    const [database = ''] = readdirSync(clinic.profile).filter((name) => name.endsWith('.db'));
    const query = () =>
      execFileSync('sqlite3', [join(clinic.profile, database), 'SELECT count(*) FROM sqlite_master'], {
        stdio: 'pipe',
      });
    expect(query).toThrow(/file is not a database|file is encrypted/);
    expect(readFileSync(join(clinic.profile, database)).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
  });

  test('nothing after the app was killed', async () => {
    const all = pids();
    await desk.kill();
    await untilGone(all);
    expect(scan([]).found).toEqual([]);
  });

  test('nothing after it was opened again and quit', async () => {
    await start();
    await page.getByRole('option').first().click();
    expect(await ask(page, 'drafts.list', {})).toMatchObject([{ snippet: expect.stringContaining(canaries.draft) }]);
    const all = pids();
    await desk.close();
    await untilGone(all);
    expect(scan([]).found).toEqual([]);
    const said = desk.output();
    for (const [kind, canary] of Object.entries(canaries)) expect([kind, said.includes(canary)]).toEqual([kind, false]);
  });
});
