import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPublicKey } from '../../../main/engine/protection/public-key.ts';
import { describeCorpus } from '../../support/corpora.ts';
import { judgeFile, keysOfCorpus } from './judge-rnp-file.ts';
import { differsFromRnp, nothing, rnpOracle } from './rnp-oracle.ts';

const now = Date.UTC(2026, 10, 24);
const longestMs = 2_000;
const mostMegabytes = 256;

describeCorpus('openpgp/rnp', (path) => {
  const files = new Map<string, Uint8Array>();
  const figures = { files: 0, usable: 0, refused: 0, opened: 0, valid: 0, slowestMs: 0, grewMegabytes: 0 };
  let keys: Awaited<ReturnType<typeof keysOfCorpus>>;

  beforeAll(async () => {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const file of paths.sort()) {
      files.set(relative(path, file), new Uint8Array(await readFile(file)));
    }
    keys = await keysOfCorpus([...files.values()], now);
  }, 120_000);
  afterAll(() => {
    const explained = Object.keys(differsFromRnp).length;
    console.info(`openpgp/rnp: ${JSON.stringify({ ...figures, explained })}`);
  });

  it('comes to what each file is for, without a foreign error, in 2 s and 256 MB each', async () => {
    expect(files.size).toBeGreaterThan(200);
    for (const [name, bytes] of files) {
      const before = process.memoryUsage().rss;
      const start = process.cpuUsage();
      const verdict = await judgeFile(bytes, keys, now);
      // Of our own work: other programs on the machine do not count.
      const { user, system } = process.cpuUsage(start);
      const took = (user + system) / 1_000;
      const grew = (process.memoryUsage().rss - before) / 1024 / 1024;
      expect({ name, ...verdict }).toEqual({ name, ...nothing, ...rnpOracle[name] });
      expect(grew, name).toBeLessThan(mostMegabytes);
      expect(took, name).toBeLessThan(longestMs);
      figures.files += 1;
      if (verdict.keys.includes('usable')) figures.usable += 1;
      else figures.refused += 1;
      if (verdict.encrypted.startsWith('opened')) figures.opened += 1;
      if (verdict.signed === 'valid' || verdict.encrypted.endsWith('valid')) figures.valid += 1;
      figures.slowestMs = Math.max(figures.slowestMs, Math.round(took));
      figures.grewMegabytes = Math.max(figures.grewMegabytes, Math.round(grew));
    }
  }, 300_000);

  it('explains only files that are there', () => {
    expect([...Object.keys(differsFromRnp), ...Object.keys(rnpOracle)].filter((name) => !files.has(name))).toEqual([]);
  });

  it('trusts no forged key and no key of the wrong strength', async () => {
    const usable: string[] = [];
    for (const [name, bytes] of files) {
      if (!name.startsWith('test_forged_keys/')) continue;
      const facts = await readPublicKey(bytes, now).catch(() => null);
      if (facts?.status === 'usable') usable.push(name);
    }
    // The one whole key among them that can be encrypted to: the positive control.
    expect(usable).toEqual(['test_forged_keys/ecc-p256-pub.pgp']);
  });
});
