import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MessageStatus } from '../../../main/contract/messages.ts';
import { EngineError } from '../../../main/engine/base/errors.ts';
import { openInside } from '../../../main/engine/mailbox/open-inside.ts';
import { holdsOf } from '../../../main/engine/mailbox/read-content.ts';
import { readMessage } from '../../../main/engine/mailbox/read-message.ts';
import type { ReadInput, ReadMessage } from '../../../main/engine/mailbox/read-result.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { importPracticeKey } from '../../../main/engine/protection/import-practice-key.ts';
import { findInlineBlocks } from '../../../main/engine/protection/pgp-blocks.ts';
import { readPublicKeys } from '../../../main/engine/protection/public-keys.ts';
import { describeCorpus } from '../../support/corpora.ts';
import { differsFromThunderbird, openPgpOracle } from './openpgp-oracle.ts';

const now = Date.UTC(2026, 10, 24);
const longestMs = 2_000;
const ours = [
  'alice@openpgp.example-0xf231550c4f47e38e-secret.asc',
  'bob@openpgp.example-0xfbfcc82a015e7330-secret.asc',
  'carol@pgp.icu-0xEF2FD01608AFD744-revoked-secret.asc',
];

describeCorpus('openpgp/thunderbird', (root) => {
  const names = root === '' ? [] : readdirSync(`${root}/messages`).map((name) => name.replace('.eml', ''));
  const figures = { messages: 0, slowestMs: 0 };
  const statuses: Record<string, number> = {};
  const privateKeys: string[] = [];
  const candidates: ReadInput['candidates'][number][] = [];

  beforeAll(async () => {
    for (const name of ours) {
      const bytes = readFileSync(`${root}/keys/${name}`);
      const key = await importPracticeKey({ bytes, passphrase: '', use: 'old-mail', address: null, now });
      privateKeys.push(key.privateKey);
    }
    for (const name of readdirSync(`${root}/keys`).filter((each) => /pub/.test(each))) {
      const bytes = readFileSync(`${root}/keys/${name}`);
      for (const key of await readPublicKeys(bytes, now).catch(() => [])) {
        candidates.push({ ...key, publicKey: key.bytes, compared: true });
      }
    }
  });
  afterAll(() => {
    const explained = Object.keys(differsFromThunderbird).length;
    console.info(`openpgp/thunderbird: ${JSON.stringify({ ...figures, explained, ...statuses })}`);
  });

  async function inputOf(name: string): Promise<ReadInput> {
    const source = new Uint8Array(readFileSync(`${root}/messages/${name}.eml`));
    const { from, to, date } = await parseMessage(source);
    const address = from[0]?.address.toLowerCase() ?? '';
    return {
      source,
      privateKeys,
      candidates: candidates.filter(({ addresses }) => addresses.includes(address)),
      ownAddress: to[0]?.address.toLowerCase() ?? '',
      // The messages are old; each is read on the day it says it was written.
      arrivedAt: date ?? now,
      now,
    };
  }

  it.each(names)('%s gets the status it deserves, and its parts open', async (name) => {
    const input = await inputOf(name);
    const start = process.cpuUsage();
    const read = await readMessage(input);
    const inside: string[] = [];
    for (const step of stepsOf(read)) inside.push(await lookInside(input, step));
    const { user, system } = process.cpuUsage(start);
    const expected = openPgpOracle[name];
    expect({
      status: wordsOf(read.status),
      inside,
      keys: read.attachments.filter((file) => holdsOf(file) === 'key').length,
    }).toEqual({ status: expected?.status, inside: expected?.inside ?? [], keys: expected?.keys ?? 0 });
    const took = (user + system) / 1_000;
    expect(took).toBeLessThan(longestMs);
    figures.messages += 1;
    figures.slowestMs = Math.max(figures.slowestMs, Math.round(took));
    const word = wordsOf(read.status);
    statuses[word] = (statuses[word] ?? 0) + 1;
  });

  it('shows no word of an inner part as the text of the message', async () => {
    for (const name of [
      'fwd-unsigned-encrypted',
      'partial-encrypt-for-alice-plaintext',
      'outer-pgp-sig-inner-pgp-enc',
    ]) {
      const read = await readMessage(await inputOf(name));
      const [secret = ''] = (openPgpOracle[name]?.inside ?? []).map((words) => words.split(': ')[1] ?? '');
      expect(secret.length).toBeGreaterThan(10);
      for (const shown of [read.text, read.html ?? '', read.snippet, read.indexText])
        expect(shown).not.toContain(secret);
    }
  });

  it('knows every message', () => {
    expect(names.filter((name) => openPgpOracle[name] === undefined)).toEqual([]);
    expect(Object.keys(differsFromThunderbird).filter((name) => !names.includes(name))).toEqual([]);
  });
});

function stepsOf(read: ReadMessage): number[] {
  const blocks = findInlineBlocks(read.text).map((_, index) => -1 - index);
  const files = read.attachments.flatMap((file, index) => {
    const holds = holdsOf(file);
    return holds === 'message' || holds === 'encrypted' ? [index] : [];
  });
  return [...blocks, ...files];
}

async function lookInside(input: ReadInput, step: number): Promise<string> {
  try {
    const { kind, signature, text } = await openInside({ ...input, path: [step] });
    return `${kind}${signature === null ? '' : ` ${signature}`}: ${text.split('\n')[0] ?? ''}`;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return String(error.facts.reason);
  }
}

function wordsOf(status: MessageStatus): string {
  switch (status.kind) {
    case 'encrypted':
    case 'signed': {
      const { kind, signer, compared, covers } = status;
      return signer === 'verified'
        ? `${kind} ${signer} ${compared ? 'compared' : 'not compared'} ${covers}`
        : `${kind} ${signer}`;
    }
    case 'unopenable':
      return `${status.kind} ${status.reason}`;
    default:
      return status.kind;
  }
}
