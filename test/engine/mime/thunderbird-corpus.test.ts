import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { htmlToText } from '../../../main/engine/mime/html-text.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { snippet } from '../../../main/engine/mime/snippet.ts';
import { readTopLayer } from '../../../main/engine/mime/top-layer.ts';
import { describeCorpus } from '../../support/corpora.ts';

const longestMs = 2_000;

describeCorpus('mime/thunderbird', (root) => {
  const names = root === '' ? [] : readdirSync(root);
  const figures = { messages: 0, attached: 0, parts: 0, warnings: 0, unreadable: 0, slowestMs: 0, totalMs: 0 };

  afterAll(() => {
    console.info(`mime/thunderbird: ${JSON.stringify({ ...figures, totalMs: Math.round(figures.totalMs) })}`);
  });

  it.each(names)('%s is read within two seconds, attached messages too', async (name) => {
    const waiting: Uint8Array[] = [readFileSync(`${root}/${name}`)];
    const start = performance.now();
    for (let raw = waiting.pop(); raw !== undefined; raw = waiting.pop()) {
      const message = await parseMessage(raw);
      readTopLayer(raw);
      expect(message.text ?? message.html ?? '').toBeTypeOf('string');
      expect(snippet(message.text ?? htmlToText(message.html ?? '')).length).toBeLessThanOrEqual(201);
      const attached = message.parts.filter(({ contentType }) => contentType === 'message/rfc822');
      waiting.push(...attached.map(({ bytes }) => bytes));
      figures.attached += attached.length;
      figures.parts += message.parts.length;
      figures.warnings += message.warnings.length;
      if (message.warnings.includes('unreadable')) figures.unreadable += 1;
    }
    const took = performance.now() - start;
    figures.messages += 1;
    figures.totalMs += took;
    figures.slowestMs = Math.max(figures.slowestMs, Math.round(took));
    expect(took).toBeLessThan(longestMs);
  });

  it('finds nothing unreadable', () => {
    expect(figures.unreadable).toBe(0);
  });
});
