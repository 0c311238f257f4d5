import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const root = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url));

/** Cases per corpus that has a suite, so that a skipped suite can say how much was not tested. */
const cases = {
  'dsn/sisimai': 603,
  'mime/mail-parser': 34,
  'mime/thunderbird': 143,
  'openpgp/rnp': 229,
  'openpgp/thunderbird': 37,
  'smime/thunderbird': 63,
  'starttls/fake-mail-server': 96,
  'tracking/leak.html': 217,
} as const;

export type CorpusName = keyof typeof cases;

/** The path of a corpus (beside the project, in `../shared/corpora`), or null where it is not there. */
export function corpus(name: CorpusName): string | null {
  const path = `${root}${name}`;
  return existsSync(path) ? path : null;
}

/** A suite over a corpus. Without the corpus it is skipped, and says so with the number of cases left out. */
export function describeCorpus(name: CorpusName, suite: (path: string) => void): void {
  const path = corpus(name);
  if (path !== null) {
    describe(`corpus ${name}`, () => suite(path));
    return;
  }
  console.warn(`SKIPPED: corpus ${name} is not at ${root}; ${cases[name]} cases were not run`);
  describe.skip(`corpus ${name} is absent: ${cases[name]} cases not run`, () => suite(''));
}
