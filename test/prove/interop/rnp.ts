import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Specialist } from './specialist.ts';

const programs = { rnp: 'rnp', keys: 'rnpkeys' } as const;
/** What `rnpkeys --expert` asks: the kind, then its size or curve. */
const answers: Readonly<Record<string, string>> = {
  'Ed25519 and X25519': '22\n',
  'RSA 3072': '1\n3072\n',
  'NIST P-256': '19\n1\n',
};

/** RNP, the library of Thunderbird. */
export function rnp(): Specialist {
  const homes: string[] = [];
  return {
    name: 'rnp',
    kinds: Object.keys(answers),
    correspondent(kind, address) {
      const home = mkdtempSync(join(tmpdir(), 'rnp-'));
      homes.push(home);
      const file = (name: string, content: string | Uint8Array) => {
        const path = join(home, name);
        writeFileSync(path, content);
        return path;
      };
      const keys = (args: readonly string[], input = '') =>
        execFileSync(programs.keys, ['--homedir', home, ...args], { input, stdio: ['pipe', 'pipe', 'pipe'] });
      /** Its own output is dropped: the result stands in a file, the verdict in its exit code and its words. */
      const run = (args: readonly string[]) => {
        const { status, stderr, stdout } = spawnSync(programs.rnp, ['--homedir', home, '--password', '', ...args]);
        const words = `${String(stderr)}${String(stdout)}`;
        if (status !== 0) throw new Error(`rnp: ${words.slice(-300)}`);
        return words;
      };
      keys(['--generate-key', '--expert', '--userid', `Ana Ruiz <${address}>`, '--password', ''], answers[kind] ?? '');
      const out = join(home, 'out');
      const into = ['--overwrite', '--output', out];
      return {
        publicKey: new Uint8Array(keys(['--export-key', address])),
        meet(ourPublicKey) {
          keys(['--import-keys', file('clinic.pgp', ourPublicKey)]);
        },
        open(armored) {
          const words = run(['--decrypt', file('message.asc', armored), ...into]);
          if (!/Good signature|Signature\(s\) verified successfully/i.test(words))
            throw new Error('rnp: our signature is not good');
          return readFileSync(out);
        },
        write(payload) {
          const to = ['--recipient', 'desk@clinic.example', '--userid', address];
          run(['--sign', '--encrypt', '--armor', ...to, file('text.txt', payload), ...into]);
          return readFileSync(out, 'latin1');
        },
        sign(payload) {
          run(['--sign', '--detach', '--armor', '--userid', address, file('text.txt', payload), ...into]);
          return readFileSync(out, 'latin1');
        },
      };
    },
    close() {
      for (const home of homes) rmSync(home, { recursive: true, force: true });
    },
  };
}
