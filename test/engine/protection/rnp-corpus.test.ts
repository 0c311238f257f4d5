import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { EngineError } from '../../../main/engine/base/errors.ts';
import { openEncrypted } from '../../../main/engine/protection/openpgp.ts';
import { createPracticeKey } from '../../../main/engine/protection/practice-key.ts';
import { readPublicKey } from '../../../main/engine/protection/public-key.ts';
import { verifyDetached } from '../../../main/engine/protection/signature.ts';
import { describeCorpus } from '../../support/corpora.ts';

const now = Date.UTC(2026, 10, 24);

/** An error of our own, and so one with a text for people. Anything else fails the test. */
function ownError(error: unknown): string {
  if (error instanceof EngineError) return error.code;
  throw error;
}

describeCorpus('openpgp/rnp', (path) => {
  it('reads every file as a key, as a message and as a signature without a crash, a hang or a foreign error', async () => {
    const practice = await createPracticeKey({ name: 'Elm', address: 'clinic@elm.example', now });
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const slow: string[] = [];
    for (const file of files) {
      const bytes = new Uint8Array(await readFile(file));
      const start = performance.now();
      await readPublicKey(bytes, now).catch(ownError);
      for (const ciphertext of [bytes, new TextDecoder('latin1').decode(bytes)]) {
        await openEncrypted({ ciphertext, privateKey: practice.privateKey, candidates: [], now }).catch(ownError);
      }
      const { status } = await verifyDetached({ signed: bytes, signature: bytes, candidates: [], now });
      expect(['invalid', 'unknown-key']).toContain(status);
      if (performance.now() - start > 10_000) slow.push(relative(path, file));
    }
    expect(slow).toEqual([]);
    expect(files.length).toBeGreaterThan(200);
  }, 300_000);

  it('trusts no forged key and no key of the wrong strength', async () => {
    const folder = join(path, 'test_forged_keys');
    const usable: string[] = [];
    for (const name of await readdir(folder)) {
      const bytes = new Uint8Array(await readFile(join(folder, name)));
      const facts = await readPublicKey(bytes, now).catch(() => null);
      if (facts?.status === 'usable') usable.push(name);
    }
    // The one whole key among them that can be encrypted to: the positive control.
    expect(usable).toEqual(['ecc-p256-pub.pgp']);
  });
});
