import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A tree of its own with our rules and our packages, in which one rule after another is broken. */
let tree: string;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'postern-rules-'));
  cpSync('.dependency-cruiser.mjs', join(tree, '.dependency-cruiser.mjs'));
  cpSync('package.json', join(tree, 'package.json'));
  symlinkSync(join(process.cwd(), 'node_modules'), join(tree, 'node_modules'));
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

type Case = readonly [file: string, specifier: string];

/** One tree with one file for each case, and what it imports of ours; the rules each file breaks, by file. */
function rulesBroken(cases: readonly Case[]): ReadonlyMap<string, readonly string[]> {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  for (const [file, specifier] of cases) {
    if (specifier.startsWith('.')) write(join(tree, dirname(file), specifier), 'export const thing = 1;\n');
    write(join(tree, file), `import * as thing from '${specifier}';\nexport const use = thing;\n`);
  }
  const command = join('node_modules', '.bin', 'depcruise');
  const run = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'main', 'preload', 'renderer', 'test'];
  const { stdout } = spawnSync(command, run, { cwd: tree, encoding: 'utf8' });
  const { violations }: { violations: { from: string; rule: { name: string } }[] } = JSON.parse(stdout).summary;
  return new Map(
    cases.map(([file]) => [file, violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)]),
  );
}

const refused: readonly (readonly [...Case, rule: string])[] = [
  ['main/engine/policy/a.ts', '../store/y.ts', 'room-policy'],
  ['main/engine/policy/b.ts', 'node:fs', 'policy-is-pure'],
  ['main/engine/mailbox/a.ts', '../submission/y.ts', 'room-mailbox'],
  ['main/engine/mailbox/b.ts', '../outbox/y.ts', 'room-mailbox'],
  ['main/engine/submission/a.ts', '../mailbox/y.ts', 'room-submission'],
  ['main/engine/outbox/a.ts', '../mailbox/y.ts', 'room-outbox'],
  ['main/engine/protection/a.ts', '../store/y.ts', 'room-protection'],
  ['main/engine/store/a.ts', '../journal/y.ts', 'room-store'],
  ['main/engine/base/a.ts', '../store/y.ts', 'room-base'],
  ['main/engine/vault/a.ts', '../session.ts', 'room-vault'],
  ['main/engine/api/d.ts', '../worker-pool.ts', 'api-knows-the-session'],
  ['main/engine/mail-account.ts', './api/y.ts', 'engine-serves-the-api'],
  ['main/engine/index.ts', './store/y.ts', 'entry-knows-no-room'],
  ['main/engine/mailbox/c.ts', 'better-sqlite3', 'door-better-sqlite3'],
  ['main/engine/submission/b.ts', 'openpgp', 'door-openpgp'],
  ['main/engine/submission/c.ts', 'pkijs', 'door-pkijs-and-what-belongs-to-it'],
  ['main/engine/mailbox/d.ts', 'imapflow', 'door-imapflow'],
  ['main/engine/outbox/b.ts', 'nodemailer', 'door-nodemailer'],
  ['main/engine/mailbox/e.ts', 'postal-mime', 'door-mime-libraries'],
  ['main/engine/outbox/c.ts', 'nodemailer/lib/smtp-connection', 'door-nodemailer'],
  ['main/engine/outbox/d.ts', 'nodemailer/lib/mime-node', 'door-mime-libraries'],
  ['main/engine/outbox/e.ts', 'nodemailer/lib/not-there', 'everything-is-found'],
  ['main/engine/api/a.ts', 'keytar', 'door-the-keychain'],
  ['main/engine/api/b.ts', 'electron', 'door-electron'],
  ['renderer/app/d.ts', 'electron', 'door-electron'],
  ['main/contract/a.ts', '../engine/base/y.ts', 'contract-imports-nothing'],
  ['main/shell/a.ts', '../engine/store/y.ts', 'shell-knows-no-engine'],
  ['preload/a.ts', 'zod', 'shell-knows-no-engine'],
  ['renderer/app/a.ts', '../../main/engine/store/y.ts', 'window-knows-the-contract-only'],
  ['renderer/app/b.ts', 'zod', 'window-knows-the-contract-only'],
  ['renderer/app/c.ts', 'node:fs', 'window-knows-the-contract-only'],
  ['main/engine/api/c.ts', '../../../test/support/y.ts', 'program-knows-no-test'],
];

const allowed: readonly Case[] = [
  ['main/engine/store/ok.ts', 'better-sqlite3'],
  ['main/engine/mailbox/ok.ts', '../mime/y.ts'],
  ['main/engine/outbox/ok.ts', '../wire/y.ts'],
  ['main/engine/api/ok.ts', '../session.ts'],
  ['main/shell/ok.ts', '../contract/y.ts'],
  ['renderer/app/ok.ts', '../../main/contract/y.ts'],
];

describe('the import rules', () => {
  let broken: ReadonlyMap<string, readonly string[]>;
  beforeAll(() => {
    broken = rulesBroken([...refused.map(([file, specifier]) => [file, specifier] as const), ...allowed]);
  });

  it.each(refused)('refuse %s importing %s', (file, _, rule) => {
    expect(broken.get(file)).toContain(rule);
  });

  it.each(allowed)('allow %s importing %s', (file) => {
    expect(broken.get(file)).toEqual([]);
  });
});
