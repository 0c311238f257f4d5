import {
  closeSync,
  cpSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expired, type KeyWithCertificate, selfSigned } from '../support/certificate-authority.ts';
import type { LaunchedApp } from '../support/electron/launch-app.ts';
import { needMailServers } from '../support/mail-servers/need-mail-servers.ts';
import { practicePassphrase, practicePassword } from '../support/practice.ts';
import { changeStore } from './change-store.ts';
import { anaAddress, type Clinic, openClinic, unlock } from './open-clinic.ts';
import { keepPicture, pictureOnFailure } from './pictures.ts';
import { listProcesses, untilGone } from './processes.ts';

describe.skipIf(!(await needMailServers()))('bad input gets a clear message and a way on', () => {
  let clinic: Clinic;
  let desk: LaunchedApp;
  let page: Page;
  let database = '';
  let keys = '';
  /** The page of the database that the list of conversations begins with. */
  let listPage = 0;

  beforeAll(async () => {
    clinic = await openClinic({
      async prepare(practice) {
        await practice.receive({ from: `Ana Ruiz <${anaAddress}>`, subject: 'My dose', text: 'How much?' });
        await practice.call('vault.saveBackup', {});
      },
    });
    const { profile, saved } = clinic;
    cpSync(saved, join(profile, 'backups'), { recursive: true });
    database = join(profile, 'practice.db');
    keys = join(profile, 'vault.json');
    await changeStore(profile, (store) => {
      const row = store.read.get<{ page: number }>(
        "SELECT rootpage AS page FROM sqlite_schema WHERE name = 'thread_place_by_last'",
      );
      listPage = row.page;
    });
    desk = await clinic.launch();
    page = desk.page;
  });
  afterAll(async () => {
    await desk?.close();
    await clinic?.close();
  });
  pictureOnFailure(() => desk);

  /** Ends the engine, which closes the files; then the window looks at them afresh. */
  async function lockWhile(work: () => void | Promise<void>): Promise<void> {
    await page.keyboard.press('Control+L');
    await page.getByText('Unlock your mail').waitFor();
    await work();
    await page.reload();
  }

  const alert = () => page.getByRole('alert');
  const title = (name: string) => page.getByRole('heading', { name });

  async function enterPassphrase(passphrase: string): Promise<void> {
    const field = page.getByLabel('Passphrase', { exact: true });
    await field.fill(passphrase);
    await field.press('Enter');
  }

  /** The one way on from a broken vault: the newest backup, by the keyboard. */
  async function restore(): Promise<void> {
    const before = readdirSync(clinic.profile).filter((name) => name.startsWith('set-aside')).length;
    await page.getByText('Newest', { exact: true }).waitFor();
    await page.getByLabel('Passphrase of that time').fill(practicePassphrase);
    await page.keyboard.press('Enter');
    await title('Unlock your mail').waitFor();
    const after = readdirSync(clinic.profile).filter((name) => name.startsWith('set-aside')).length;
    expect(after).toBe(before + 1);
    await unlock(desk);
    await page.getByRole('option', { name: /My dose/ }).waitFor();
  }

  test('a wrong passphrase', async () => {
    await enterPassphrase('not the passphrase at all');
    await page.getByText('That passphrase is not right').waitFor();
    await keepPicture(desk, 'wrong-passphrase');
    await unlock(desk);
  });

  test('a flipped byte in the database: found when it is read, and a backup takes its place', async () => {
    await lockWhile(() => flipByte(database, (listPage - 1) * 4096 + 1_000));
    await enterPassphrase(practicePassphrase);
    await title('The mail file is damaged').waitFor();
    await alert()
      .getByText(/changed or cut short/)
      .waitFor();
    await keepPicture(desk, 'flipped-byte');
    await restore();
  });

  test('a file cut short', async () => {
    await lockWhile(() => truncateSync(database, Math.floor(statSync(database).size / 2)));
    await enterPassphrase(practicePassphrase);
    await title('The mail file is damaged').waitFor();
    await keepPicture(desk, 'cut-short');
    await restore();
  });

  test('the file with the keys gone', async () => {
    await lockWhile(() => rmSync(keys));
    await title('The file that opens the mail is missing').waitFor();
    await alert()
      .getByText(/small file beside it/)
      .waitFor();
    await keepPicture(desk, 'keys-gone');
    await restore();
  });

  test.each([
    ['a certificate that the server made itself', 'self-signed', /It made its certificate itself .*“localhost”/],
    ['a certificate that ran out', 'expired', /Its certificate ran out on \w+ \d+/],
  ] as const)('%s', async (_, kind, words) => {
    const names = ['localhost'];
    const shown = kind === 'expired' ? expired(clinic.servers.authority, names) : selfSigned({ names });
    const server = await serve(shown);
    try {
      await checkAccount(portOf(server), portOf(server), practicePassword);
      const lines = page.getByRole('listitem').filter({ hasText: words });
      await lines.nth(1).waitFor();
      expect(await lines.allTextContents()).toEqual([
        expect.stringMatching(/^Incoming: localhost could not prove who it is\..*Your password was not sent\./),
        // The advice stands once, under the first of the two.
        expect.stringMatching(/^Outgoing: localhost could not prove who it is\./),
      ]);
      await lines.nth(1).scrollIntoViewIfNeeded();
      await keepPicture(desk, kind);
    } finally {
      server.close();
    }
  });

  test('a wrong password of the account; then the right one', async () => {
    const { imap, smtp } = clinic.servers;
    await checkAccount(imap.port, smtp.port, 'not the password');
    await page.getByText('Incoming: localhost refused the sign-in').waitFor();
    await page.getByText('Outgoing: localhost refused the sign-in').waitFor();
    await keepPicture(desk, 'wrong-password');
    await checkAccount(imap.port, smtp.port, practicePassword);
    await expect.poll(() => page.getByText('localhost accepted the sign-in').count()).toBe(2);
    await keepPicture(desk, 'right-password');
  });

  test('a database of a newer program', async () => {
    await lockWhile(() =>
      changeStore(clinic.profile, (store) => store.write((db) => db.changeAny('PRAGMA user_version=99'))),
    );
    const newer = readFileSync(database);
    await enterPassphrase(practicePassphrase);
    await title('This mail was last opened by a newer Postern').waitFor();
    await page.getByText(/Install the newest Postern/).waitFor();
    await keepPicture(desk, 'from-the-future');
    const all = listProcesses(desk.app.process().pid ?? 0).map(({ pid }) => pid);
    await page.getByRole('button', { name: 'Quit Postern' }).click();
    await untilGone(all);
    // Nothing was changed: what the newer program can read is there to the last byte.
    expect(readFileSync(database).equals(newer)).toBe(true);
  });

  async function checkAccount(imapPort: number, smtpPort: number, password: string): Promise<void> {
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Mail account' }).click();
    for (const [index, port] of [imapPort, smtpPort].entries()) {
      await page.getByLabel('Port', { exact: true }).nth(index).fill(String(port));
    }
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Check only' }).click();
  }
});

function flipByte(path: string, at: number): void {
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  writeSync(file, Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, at);
  closeSync(file);
}

/** A server that shows this certificate; nothing after it matters. */
async function serve({ key, cert }: KeyWithCertificate): Promise<Server> {
  const server = createServer({ key, cert });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
