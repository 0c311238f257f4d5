import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { readDeliveryReport } from '../../../main/engine/mime/reports/delivery-report.ts';
import { describeCorpus } from '../../support/corpora.ts';

/**
 * By file: what a person reading the message says of each recipient, "kind address", a comma between several; of the address
 * (people's, many of them) the first 16 hex digits of its SHA-256. Written
 * before the reader was, from the words and the codes (RFC 3463) of each message: an address of a domain that does not exist
 * counts as one that does not exist; a mailbox that is disabled or moved away too; what a server calls temporary is soft,
 * whatever its reason. `none`: no report (ordinary mail, or a report that a person passes on).
 */
const labels: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'delivery-report-labels.json'), 'utf8'),
);
const kinds = ['hard', 'soft', 'policy', 'automatic', 'other', 'none'] as const;

type Judged = { readonly file: string; readonly label: string; readonly kind: string; readonly address: string };
type Verdict = { readonly expected: Judged; readonly found: string; readonly address: string };

const hashed = (address: string) => createHash('sha256').update(address).digest('hex').slice(0, 16);

function readLabel(file: string): Judged[] {
  return (labels[file] ?? '').split(', ').map((label) => {
    const [kind = '', address = ''] = label.split(' ');
    return { file, label, kind, address };
  });
}

/** No server hands over bare CR (RFC 5321, 2.3.8); the files for old Macs get the line ends they would have had. */
function asDelivered(bytes: Buffer): Buffer {
  return bytes.includes(0x0a) ? bytes : Buffer.from(bytes.toString('latin1').replaceAll('\r', '\r\n'), 'latin1');
}

function table(verdicts: readonly Verdict[]): string {
  const row = (cells: readonly string[]) => cells.map((cell) => cell.padStart(10)).join('');
  const count = (kind: string, found: string) =>
    String(verdicts.filter((verdict) => verdict.expected.kind === kind && verdict.found === found).length);
  return [
    row(['label \\ read', ...kinds]),
    ...kinds.map((kind) => row([kind, ...kinds.map((found) => count(kind, found))])),
  ].join('\n');
}

describeCorpus('dsn/sisimai', (path) => {
  const verdicts: Verdict[] = [];
  const files =
    path === '' ? [] : readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'));

  beforeAll(async () => {
    for (const file of files) {
      const report = await readDeliveryReport(await parseMessage(asDelivered(readFileSync(join(path, file)))));
      const read = (report?.recipients ?? []).map(({ address, kind }) => ({ address: hashed(address), kind }));
      for (const expected of readLabel(file)) {
        const own = expected.address === '' ? undefined : read.find(({ address }) => address === expected.address);
        const found = (expected.address === '' ? report?.kind : (own ?? read[0])?.kind) ?? report?.kind ?? 'none';
        verdicts.push({ expected, found, address: expected.address === '' ? '' : ((own ?? read[0])?.address ?? '') });
      }
      const wanted = new Set(readLabel(file).map(({ address }) => address));
      for (const { address, kind } of read) {
        if (wanted.has(address) || wanted.has('')) continue;
        verdicts.push({ expected: { file, label: 'none', kind: 'none', address: '' }, found: kind, address });
      }
    }
    console.info(`Delivery reports of dsn/sisimai, by recipient:\n${table(verdicts)}`);
  });

  test('every message of the corpus has a label', () => {
    expect(files.filter((file) => labels[file] === undefined)).toEqual([]);
    expect(files).toHaveLength(Object.keys(labels).length);
  });

  test('at least 98 of 100 addresses that do not exist are told', () => {
    const hard = verdicts.filter(({ expected }) => expected.kind === 'hard');
    const missed = hard.filter(({ found }) => found !== 'hard');
    expect(missed.length / hard.length, JSON.stringify(missed)).toBeLessThanOrEqual(0.02);
  });

  test('nothing else is ever taken for an address that does not exist', () => {
    expect(verdicts.filter(({ expected, found }) => expected.kind !== 'hard' && found === 'hard')).toEqual([]);
  });

  test('no address is wrong, missing or made up', () => {
    expect(verdicts.filter(({ expected, address }) => expected.address !== address)).toEqual([]);
  });

  test('the other kinds are told apart in at least 98 of 100', () => {
    const wrong = verdicts.filter(({ expected, found }) => expected.kind !== found);
    expect(wrong.length / verdicts.length, JSON.stringify(wrong)).toBeLessThanOrEqual(0.02);
  });
});
