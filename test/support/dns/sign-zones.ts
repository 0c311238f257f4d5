import { execFile } from 'node:child_process';
import { appendFile, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A zone of the test's own little internet: right under the root, whatever its name. */
export type TestZone = {
  readonly name: string;
  /** `bogus`: signed, and then one of its records changed, so that its signature does not hold. */
  readonly signing: 'signed' | 'unsigned' | 'bogus';
  /** Lines of a zone file, names without a dot at their end belonging to the zone. */
  readonly records: readonly string[];
};

export type ZoneFile = { readonly name: string; readonly file: string };

const heads = (name: string) => [
  `$ORIGIN ${name === '.' ? '.' : `${name}.`}`,
  '$TTL 3600',
  '@ IN SOA ns.test-root. host.test-root. 1 3600 600 86400 300',
  '@ IN NS ns.test-root.',
];

/**
 * Writes the zones and a signed root above them into a folder, with real keys (ldnsutils). Where a zone is not signed the
 * root proves it. `anchor` is the root's key, for a resolver that checks.
 */
export async function signZones(
  folder: string,
  zones: readonly TestZone[],
): Promise<{ readonly files: readonly ZoneFile[]; readonly anchor: string }> {
  const files: ZoneFile[] = [];
  const root = join(folder, 'root.zone');
  const below = zones.map(({ name }) => `${name}. IN NS ns.test-root.`);
  await writeFile(root, [...heads('.'), 'ns.test-root. IN A 127.0.0.1', ...below, ''].join('\n'));
  for (const { name, signing, records } of zones) {
    const plain = join(folder, `${name}.zone`);
    await writeFile(plain, [...heads(name), ...records, ''].join('\n'));
    if (signing === 'unsigned') files.push({ name: `${name}.`, file: plain });
    else {
      const { file, key } = await sign(folder, `${name}.`, plain);
      await appendFile(root, await readFile(`${key}.ds`, 'utf8'));
      if (signing === 'bogus') await spoil(file);
      files.push({ name: `${name}.`, file });
    }
  }
  const signedRoot = await sign(folder, '.', root);
  const anchor = join(folder, 'root.key');
  await copyFile(`${signedRoot.key}.key`, anchor);
  return { files: [{ name: '.', file: signedRoot.file }, ...files], anchor };
}

async function sign(folder: string, name: string, plain: string): Promise<{ file: string; key: string }> {
  const { stdout } = await run('ldns-keygen', ['-a', 'ECDSAP256SHA256', '-k', name], { cwd: folder });
  const key = join(folder, stdout.trim());
  const file = `${plain}.signed`;
  await run('ldns-signzone', ['-f', file, plain, key], { cwd: folder });
  return { file, key };
}

/** Another digest in each TLSA record than the one that was signed. */
async function spoil(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/(\sTLSA\s+\d \d \d )[0-9a-f]{4}/g, '$1ffff'));
}
