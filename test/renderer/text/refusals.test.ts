import { describe, expect, it } from 'vitest';
import { refusalCode } from '../../../main/contract/drafts.ts';
import { questionTexts, refusalText, wayLabels } from '../../../renderer/text/drafts.ts';

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

  it('call a key and a certificate as other programs do, and lead to where each is kept', () => {
    expect(refused('key-weak')).toEqual({
      words: 'Ana Ruiz’s OpenPGP key is too weak. Ask for a new one.',
      way: 'keys',
    });
    expect(refused('certificate-expired')).toEqual({
      words: 'Ana Ruiz’s S/MIME certificate has expired. Ask for a new one.',
      way: 'certificates',
    });
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
