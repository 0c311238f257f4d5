import { describe, expect, it } from 'vitest';
import { refusalCode } from '../../../main/contract/drafts.ts';
import { modeReason } from '../../../main/contract/threads.ts';
import { questionTexts, refusalText, wayLabels } from '../../../renderer/text/drafts.ts';
import { reasonText } from '../../../renderer/text/threads.ts';

const ana = { name: 'Ana Ruiz', isPatient: true };
const refused = (code: (typeof refusalCode.options)[number], who: typeof ana | null = ana) =>
  refusalText({ code, address: 'ana@example.net', detail: null }, who);

describe('the words of a refusal', () => {
  it.each(refusalCode.options)('say %s in whole sentences, with a way on', (code) => {
    for (const address of ['ana@example.net', null]) {
      const { words, way } = refusalText({ code, address, detail: null }, null);
      expect(words).toMatch(/^[A-Za-z].*[.]$/);
      expect(words).not.toMatch(/^the |undefined|null/);
      expect(wayLabels[way]).toMatch(/^[A-Z]/);
    }
  });

  it('name the way of writing and not its parts, and lead to where each is kept', () => {
    expect(refused('key-weak')).toEqual({
      words:
        'What is on file for OpenPGP with Ana Ruiz is too weak. A new one comes with their mail or in a file from them.',
      way: 'keys',
    });
    expect(refused('certificate-expired')).toEqual({
      words:
        'What is on file for S/MIME with Ana Ruiz has expired. A new one comes with their mail or in a file from them.',
      way: 'certificates',
    });
    const said = [
      ...refusalCode.options.map((code) => refused(code).words),
      ...Object.values(wayLabels),
      ...modeReason.options.map((reason) => reasonText({ reason, at: null })),
    ];
    for (const words of said) expect(words).not.toMatch(/\b(?:keys?|ciphers?|certificates?)\b|[Aa]sk for (?:it|a)/);
    expect(refused('no-own-certificate').way).toBe('own-certificate');
  });

  it.each(['no-key', 'no-certificate'] as const)('offer a sealed letter for %s to patients only', (code) => {
    expect(refused(code).words).toContain('or use a sealed letter');
    expect(refused(code, { name: 'Dr. Okafor', isPatient: false }).words).not.toContain('sealed');
    expect(refused(code, null).words).not.toContain('sealed');
  });

  it('ask for a comparison without naming one kind of protection', () => {
    expect(questionTexts['compare-key-first'].words).not.toMatch(/OpenPGP|S\/MIME/);
  });
});
