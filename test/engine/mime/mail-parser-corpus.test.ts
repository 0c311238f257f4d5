import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { describeCorpus } from '../../support/corpora.ts';
import { mailParserDifferences } from './mail-parser-differences.ts';
import { type Comparable, comparable, readOracle } from './mail-parser-oracle.ts';

describeCorpus('mime/mail-parser', (root) => {
  const names = ['malformed', 'rfc', 'thirdparty'].flatMap((folder) =>
    root === '' ? [] : readdirSync(`${root}/${folder}`).map((file) => `${folder}/${file}`),
  );
  const messages = names.filter((name) => name.endsWith('.eml'));
  const seen = new Set<string>();
  let alike = 0;

  afterAll(() => {
    console.info(
      `mime/mail-parser: ${messages.length} messages, ${alike} read alike, ${seen.size} explained differences`,
    );
  });

  it.each(messages)('%s is read as mail-parser reads it, or differs as explained', async (name) => {
    const { files, ...expected } = readOracle(`${root}/${name.replace(/eml$/, 'json')}`);
    const ours = comparable(await parseMessage(readFileSync(`${root}/${name}`)), files);
    const fields = Object.keys(expected) as (keyof Comparable)[];
    const different = fields.filter((field) => JSON.stringify(ours[field]) !== JSON.stringify(expected[field]));
    if (different.length === 0) alike += 1;
    else seen.add(name);
    expect(different, JSON.stringify({ expected, ours })).toEqual(mailParserDifferences[name]?.fields ?? []);
  });

  it('explains no difference that is none', () => {
    expect([...seen].sort()).toEqual(Object.keys(mailParserDifferences).sort());
  });
});
