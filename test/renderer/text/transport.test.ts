import { describe, expect, it } from 'vitest';
import { modeReason } from '../../../main/contract/threads.ts';
import { refusalText } from '../../../renderer/text/drafts.ts';
import { reasonText } from '../../../renderer/text/threads.ts';
import { evidenceWords, listedTitle } from '../../../renderer/text/transport.ts';

const honoured = {
  domain: 'example.net',
  hosts: ['mx.example.net'],
  checkedAt: Date.UTC(2026, 10, 20, 12),
  validUntil: Date.UTC(2026, 11, 20),
  provider: 'Provider',
  source: 'https://provider.example/',
  sourceDate: '2026-01-02',
};

describe('the words of verified TLS', () => {
  it.each(modeReason.options.filter((reason) => reason.startsWith('tls-')))(
    'say %s in one or two sentences',
    (reason) => {
      for (const detail of ['Provider', undefined]) {
        const words = reasonText({ reason, at: null, ...(detail === undefined ? {} : { detail }) });
        expect(words).toMatch(/^[A-Zo ].*[.]$/);
        expect(words).not.toMatch(/undefined|null| {2}/);
        expect(words.length).toBeLessThan(140);
      }
    },
  );

  it('say how old an answer is once it is older than an hour', () => {
    const at = (ms: number) => reasonText({ reason: 'tls-mta-sts', at: Date.now() - ms, detail: 'Provider' });
    expect(at(60_000)).toBe('Their mail domain demands TLS, and Provider obeys.');
    expect(at(3 * 3_600_000)).toMatch(/ Looked up (today|yesterday), \d+:\d\d [AP]M\.$/);
    expect(at(50 * 3_600_000)).toMatch(/ Looked up [A-Z][a-z]{2} \d+, \d{4}, /);
  });

  it('name every piece of evidence, what was seen, and who says that it is honoured', () => {
    const pieces = [
      evidenceWords({ kind: 'requiretls', server: 'smtp.provider.example' }),
      evidenceWords({ kind: 'dane', ...honoured, resolver: '127.0.0.1' }),
      evidenceWords({ kind: 'mta-sts', ...honoured, policyId: '7' }),
      evidenceWords({ kind: 'listed', domain: 'example.net', by: 'Maria', at: honoured.checkedAt, note: 'contract' }),
    ];
    expect(pieces.map(({ title }) => title)).toEqual([
      'TLS all the way (REQUIRETLS)',
      'example.net signs which server takes its mail (DANE)',
      'example.net demands TLS (MTA-STS)',
      'Listed: example.net',
    ]);
    expect(pieces[1]?.words).toContain('Provider honours it (https://provider.example/, Jan 2, 2026).');
    expect(pieces[3]?.words).toContain('Nothing was verified.');
  });

  it('never call a listed domain verified, and say why a message is refused', () => {
    expect(listedTitle('Maria')).toBe('TLS, listed by Maria');
    const refused = refusalText({ code: 'tls-unproven', address: 'ana@example.net', detail: 'tls-testing' }, null);
    expect(refused.words).toContain('Nothing proves that mail reaches ana@example.net by TLS.');
    expect(refused.words).toContain('only tries TLS out');
  });
});
