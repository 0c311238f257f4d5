import { describe, expect, test } from 'vitest';
import type { DaneAnswer, MtaStsAnswer, TransportEvidence } from '../../../main/contract/transport.ts';
import type { TransportFacts } from '../../../main/engine/policy/facts.ts';
import { judgeTransport } from '../../../main/engine/policy/judge-transport.ts';
import { stillProven } from '../../../main/engine/policy/still-proven.ts';
import { transport } from './facts.ts';

const now = 1_000_000;
const policy = (state: 'enforce' | 'testing' | 'none', over: object = {}): MtaStsAnswer => ({
  state,
  policyId: 'p1',
  checkedAt: now - 10,
  fetchedAt: now - 1_000,
  maxAge: 60,
  patterns: ['mx.example.net'],
  hosts: ['mx.example.net'],
  ...over,
});
const checkedAt = now - 10;

/** What a domain says by MTA-STS, by DANE, and what is known of our provider and our submission server. */
const mtaSts: Readonly<Record<string, MtaStsAnswer>> = {
  enforce: policy('enforce'),
  'enforce, run out': policy('enforce', { fetchedAt: now - 60_001 }),
  testing: policy('testing'),
  none: policy('none'),
  absent: { state: 'absent', checkedAt },
  unusable: { state: 'unusable', checkedAt, fault: 'certificate' },
  unknown: { state: 'unknown' },
};
const dane: Readonly<Record<string, DaneAnswer>> = {
  secure: { state: 'secure', checkedAt, validUntil: now + 1, hosts: ['mx.example.net'], resolver: '127.0.0.1' },
  'secure, run out': { state: 'secure', checkedAt, validUntil: now, hosts: ['mx.example.net'], resolver: '127.0.0.1' },
  absent: { state: 'absent', checkedAt, lacks: 'record' },
  bogus: { state: 'bogus', checkedAt },
  'not asked': { state: 'not-asked' },
  unknown: { state: 'unknown' },
};
const source = { source: 'https://provider.example/', date: '2026-01-02' };
const providers: Readonly<Record<string, TransportFacts['provider']>> = {
  both: { name: 'Provider', mtaSts: source, dane: source },
  'mta-sts': { name: 'Provider', mtaSts: source, dane: null },
  dane: { name: 'Provider', mtaSts: null, dane: source },
  neither: { name: 'Provider', mtaSts: null, dane: null },
  unlisted: null,
};

/*
 * The truth table. Columns: MTA-STS | DANE | our provider honours | our server and REQUIRETLS | listed by hand | what it
 * rests on, best first, or why it cannot be had. `always`: the owner wants REQUIRETLS on every such message.
 */
const table = `
enforce          | not asked       | both     | not offered         | -      | mta-sts
enforce          | absent          | mta-sts  | not offered         | -      | mta-sts
enforce          | bogus           | both     | not offered         | -      | mta-sts
enforce          | unknown         | mta-sts  | unknown             | -      | mta-sts
enforce          | not asked       | dane     | not offered         | -      | (tls-provider)
enforce          | not asked       | neither  | not offered         | -      | (tls-provider)
enforce          | not asked       | unlisted | not offered         | -      | (tls-provider-unknown)
enforce, run out | not asked       | both     | not offered         | -      | (tls-expired)
testing          | not asked       | both     | not offered         | -      | (tls-testing)
testing          | secure          | both     | not offered         | -      | dane
none             | not asked       | mta-sts  | not offered         | -      | (tls-not-published)
none             | not asked       | both     | not offered         | -      | (tls-no-resolver)
absent           | secure          | both     | not offered         | -      | dane
absent           | secure          | dane     | not offered         | -      | dane
absent           | secure          | mta-sts  | not offered         | -      | (tls-provider)
absent           | secure          | unlisted | not offered         | -      | (tls-provider-unknown)
absent           | secure, run out | dane     | not offered         | -      | (tls-expired)
absent           | bogus           | dane     | not offered         | -      | (tls-untrusted)
absent           | absent          | both     | not offered         | -      | (tls-not-published)
absent           | unknown         | both     | not offered         | -      | (tls-unknown)
absent           | not asked       | mta-sts  | not offered         | -      | (tls-not-published)
absent           | not asked       | both     | not offered         | -      | (tls-no-resolver)
enforce          | secure          | both     | not offered         | -      | dane mta-sts
enforce          | secure          | mta-sts  | not offered         | -      | mta-sts
enforce          | secure          | dane     | not offered         | -      | dane
enforce          | secure          | neither  | not offered         | -      | (tls-provider)
unusable         | not asked       | both     | not offered         | -      | (tls-untrusted)
unusable         | secure          | both     | not offered         | -      | dane
unknown          | not asked       | both     | not offered         | -      | (tls-unknown)
unknown          | unknown         | both     | unknown             | -      | (tls-unknown)
never asked      | -               | both     | not offered         | -      | (tls-unknown)
never asked      | -               | unlisted | offered             | -      | requiretls
absent           | absent          | neither  | offered             | -      | requiretls
absent           | absent          | neither  | unknown             | -      | (tls-not-published)
enforce          | secure          | both     | offered             | -      | requiretls dane mta-sts
enforce          | not asked       | both     | offered, always     | -      | requiretls mta-sts
enforce          | not asked       | both     | not offered, always | -      | waits mta-sts
enforce          | not asked       | both     | unknown, always     | -      | mta-sts
absent           | absent          | both     | not offered, always | -      | (tls-not-published)
absent           | absent          | neither  | not offered         | listed | listed
enforce          | not asked       | neither  | not offered         | listed | listed
unusable         | bogus           | both     | not offered         | listed | listed
enforce          | not asked       | both     | not offered         | listed | mta-sts
absent           | absent          | neither  | offered             | listed | requiretls
absent           | absent          | neither  | not offered, always | listed | listed
never asked      | -               | unlisted | unknown             | listed | listed
`;

const rows = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));

function factsOf(cells: readonly string[]): TransportFacts {
  const [sts = '', records = '', provider = '', server = '', listed = ''] = cells;
  const [offer = '', always] = server.split(', ');
  const known = mtaSts[sts];
  const signed = dane[records];
  return transport({
    at: now,
    answer: known === undefined || signed === undefined ? null : { domain: 'example.net', mtaSts: known, dane: signed },
    provider: providers[provider] ?? null,
    requireTls: offer.replace(' ', '-') as TransportFacts['requireTls'],
    requireTlsWanted: always !== undefined,
    listed: listed === '-' ? null : { domain: 'example.net', note: 'contract', by: 'Maria', at: 5 },
  });
}

describe('what the mode "verified TLS" rests on', () => {
  test.each(rows)('MTA-STS %s, DANE %s, honoured: %s, REQUIRETLS %s, %s: %s', (...cells) => {
    const { evidence, reason } = judgeTransport(factsOf(cells));
    const kinds = evidence.map(({ kind }) => kind).join(' ');
    const waits = reason === 'tls-waits' ? 'waits ' : '';
    expect(evidence.length === 0 ? `(${reason})` : `${waits}${kinds}`).toBe(cells[5]);
    if (evidence.length > 0 && waits === '') expect(reason).toBe(`tls-${evidence[0]?.kind}`);
  });

  test('the table names every answer, provider and server there is', () => {
    const column = (at: number) => new Set(rows.map((row) => row[at] ?? ''));
    for (const name of Object.keys(mtaSts)) expect(column(0)).toContain(name);
    for (const name of Object.keys(dane)) expect(column(1)).toContain(name);
    for (const name of Object.keys(providers)) expect(column(2)).toContain(name);
  });

  test('over every combination: proof needs REQUIRETLS, or a demand that counts and a provider known to honour that one', () => {
    const broken: string[] = [];
    for (const [sts, policyAnswer] of Object.entries(mtaSts))
      for (const [records, daneAnswer] of Object.entries(dane))
        for (const [provider, honours] of Object.entries(providers))
          for (const requireTls of ['offered', 'not-offered', 'unknown'] as const)
            for (const requireTlsWanted of [false, true])
              for (const listed of [null, { domain: 'example.net', note: 'contract', by: 'Maria', at: 5 }]) {
                const answer = { domain: 'example.net', mtaSts: policyAnswer, dane: daneAnswer };
                const facts = transport({ at: now, answer, provider: honours, requireTls, requireTlsWanted, listed });
                const { evidence } = judgeTransport(facts);
                const proven = evidence.some(({ kind }) => kind !== 'listed');
                // Written again from the product's words, apart from the code it judges.
                const byPolicy = sts === 'enforce' && (provider === 'both' || provider === 'mta-sts');
                const byDane = records === 'secure' && (provider === 'both' || provider === 'dane');
                const right = proven === (requireTls === 'offered' || byPolicy || byDane);
                const vouched = evidence.length === 1 && evidence[0]?.kind === 'listed';
                if (!right || (!proven && vouched !== (listed !== null))) broken.push(`${sts}/${records}/${provider}`);
              }
    expect(broken).toEqual([]);
  });

  test('each piece says what was seen where and when, and who says that our provider honours it', () => {
    const { evidence, at, detail } = judgeTransport(factsOf(['enforce', 'secure', 'both', 'offered', '-']));
    const honoured = {
      domain: 'example.net',
      hosts: ['mx.example.net'],
      checkedAt,
      provider: 'Provider',
      source: source.source,
      sourceDate: source.date,
    };
    expect(evidence).toEqual([
      { kind: 'requiretls', server: 'smtp.provider.example' },
      { kind: 'dane', ...honoured, validUntil: now + 1, resolver: '127.0.0.1' },
      { kind: 'mta-sts', ...honoured, validUntil: now + 59_000, policyId: 'p1' },
    ]);
    expect([at, detail]).toEqual([null, 'smtp.provider.example']);
  });

  test('a listed domain says by whom, and keeps the note', () => {
    expect(judgeTransport(factsOf(['absent', 'absent', 'neither', 'unknown', 'listed']))).toEqual({
      evidence: [{ kind: 'listed', domain: 'example.net', note: 'contract', by: 'Maria', at: 5 }],
      reason: 'tls-listed',
      at: 5,
      detail: 'Maria',
    });
  });
});

/* Columns: what it was allowed on | MTA-STS | DANE | provider | REQUIRETLS | listed now | what becomes of it while it waits. */
const waiting = `
mta-sts            | enforce          | not asked | both    | not offered | -      | holds
mta-sts            | absent           | secure    | both    | not offered | -      | holds
mta-sts            | absent           | not asked | both    | not offered | -      | gone
mta-sts            | testing          | not asked | both    | not offered | -      | gone
mta-sts            | unusable         | not asked | both    | not offered | -      | gone
mta-sts            | enforce          | not asked | neither | not offered | -      | gone
mta-sts            | enforce, run out | not asked | both    | not offered | -      | unknown
mta-sts            | unknown          | not asked | both    | not offered | -      | unknown
mta-sts            | absent           | absent    | both    | not offered | listed | gone
mta-sts            | unknown          | not asked | both    | not offered | listed | gone
listed             | absent           | absent    | both    | not offered | listed | holds
listed             | absent           | absent    | both    | not offered | -      | gone
listed             | enforce          | not asked | both    | not offered | -      | holds
requiretls         | absent           | absent    | neither | not offered | -      | holds
requiretls mta-sts | absent           | absent    | both    | not offered | -      | gone
requiretls mta-sts | absent           | absent    | both    | offered     | -      | gone
requiretls mta-sts | enforce          | absent    | both    | offered     | -      | holds
mta-sts            | absent           | absent    | both    | offered     | -      | gone
mta-sts            | unknown          | not asked | both    | offered     | -      | unknown
listed             | absent           | absent    | both    | offered     | -      | gone
`;

describe('a message by verified TLS that waits in the outbox', () => {
  test.each(
    waiting
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim())),
  )('allowed on %s; now MTA-STS %s, DANE %s, honoured: %s, REQUIRETLS %s, %s: %s', (kinds = '', ...cells) => {
    const honoured = judgeTransport(factsOf(['enforce', 'secure', 'both', 'offered', '-'])).evidence;
    const listed = judgeTransport(factsOf(['absent', 'absent', 'neither', 'unknown', 'listed'])).evidence;
    const allowedOn: TransportEvidence[] = [...honoured, ...listed].filter(({ kind }) =>
      kinds.split(' ').includes(kind),
    );
    expect(allowedOn).toHaveLength(kinds.split(' ').length);
    expect(stillProven(allowedOn, factsOf(cells))).toBe(cells[5]);
  });
});
