import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MailIdentity } from '../../support/mail-authority.ts';

const programs = { openssl: 'openssl', gpgsm: 'gpgsm', gpgconf: 'gpgconf' } as const;

/** Runs `openssl` with files by name in a folder of its own; what it writes to its output. */
export function runOpenssl(args: readonly string[], files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'openssl-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return execFileSync(programs.openssl, [...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Certificate and key in one PEM, as `openssl cms` takes them. */
export const pemOf = (identity: MailIdentity): string => `${identity.certificatePem}${identity.privateKey}`;

/** GnuPG's S/MIME half with a home of its own. */
export type GpgSm = {
  readonly run: (args: readonly string[], input?: string | Uint8Array) => Buffer;
  /** What it says about signatures, line by line. */
  readonly status: (args: readonly string[], input: string | Uint8Array) => string;
  /** Imports a PKCS #12 file; its key stays locked with the file's password, which `withKey` gives again. */
  readonly importKey: (file: Uint8Array, password: string) => void;
  /** Runs something that needs the key. */
  readonly withKey: (args: readonly string[], input: Uint8Array, password: string) => Buffer;
  readonly file: (name: string, content: Uint8Array) => string;
  readonly close: () => void;
};

/** Trusts one root, asks nobody for revocation lists. */
export function openGpgSm(rootPem: string): GpgSm {
  const home = mkdtempSync(join(tmpdir(), 'gs-'));
  const env = { ...process.env, GNUPGHOME: home };
  const sha1 = runOpenssl(['x509', '-in', 'root.pem', '-noout', '-fingerprint', '-sha1'], { 'root.pem': rootPem });
  writeFileSync(join(home, 'trustlist.txt'), `${sha1.toString().split('=')[1]?.trim()} S relax\n`);
  // Left alone, the agent stretches each password for seconds; these are thrown away with their home.
  writeFileSync(join(home, 'gpg-agent.conf'), 'allow-loopback-pinentry\ns2k-count 65536\n');
  writeFileSync(join(home, 'gpgsm.conf'), 'disable-crl-checks\n');
  const common = ['--batch', '--quiet', '--no-tty', '--pinentry-mode', 'loopback'];
  const run = (args: readonly string[], input: string | Uint8Array = '') =>
    execFileSync(programs.gpgsm, [...common, ...args], {
      env,
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: 30_000,
    });
  const put = (name: string, content: Uint8Array | string) => {
    writeFileSync(join(home, name), content);
    return join(home, name);
  };
  run(['--import'], rootPem);
  return {
    run,
    status(args, input) {
      return run(['--status-fd', '1', ...args], input).toString('latin1');
    },
    importKey(file, password) {
      run(['--passphrase-fd', '0', '--import', put('key.p12', file)], `${password}\n`);
    },
    withKey(args, input, password) {
      return run(['--passphrase-fd', '0', ...args, put('input', input)], `${password}\n`);
    },
    file: put,
    close() {
      execFileSync(programs.gpgconf, ['--kill', 'all'], { env });
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A PKCS #12 file as older programs write it, for `gpgsm`. */
export function asPkcs12(identity: MailIdentity, password: string): Buffer {
  const args = ['pkcs12', '-export', '-legacy', '-in', 'id.pem', '-passout', `pass:${password}`];
  return runOpenssl(args, { 'id.pem': pemOf(identity) });
}
