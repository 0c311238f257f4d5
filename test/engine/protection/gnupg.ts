import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const programs = { gpg: 'gpg', gpgconf: 'gpgconf', sequoia: 'sq' } as const;

/** GnuPG with a home of its own: the second implementation that our bytes are held against. */
export type GnuPg = {
  readonly run: (args: readonly string[], input?: string | Uint8Array) => Buffer;
  /** What GnuPG says about signatures and decryption, line by line, beside its output. */
  readonly status: (args: readonly string[], input: string | Uint8Array) => { output: Buffer; status: string };
  readonly close: () => void;
};

export function openGnuPg(): GnuPg {
  // Short, for the agent's socket must fit into 108 bytes.
  const home = mkdtempSync(join(tmpdir(), 'gpg-'));
  const env = { ...process.env, GNUPGHOME: home };
  // Left alone, the agent stretches each passphrase for seconds; these are thrown away with their home.
  writeFileSync(join(home, 'gpg-agent.conf'), 's2k-count 65536\n');
  const common = ['--batch', '--quiet', '--no-tty', '--trust-model', 'always', '--pinentry-mode', 'loopback'];
  const run = (args: readonly string[], input: string | Uint8Array = '') =>
    execFileSync(programs.gpg, [...common, ...args], { env, input, stdio: ['pipe', 'pipe', 'ignore'] });
  return {
    run,
    status(args, input) {
      const file = join(home, 'status');
      writeFileSync(file, '');
      const output = run(['--status-file', file, ...args], input);
      return { output, status: readFileSync(file, 'utf8') };
    },
    close() {
      execFileSync(programs.gpgconf, ['--kill', 'all'], { env });
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Runs Sequoia's `sq`, with files by name in a folder of its own. */
export function runSequoia(args: readonly string[], files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'sq-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return execFileSync(programs.sequoia, [...args], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
