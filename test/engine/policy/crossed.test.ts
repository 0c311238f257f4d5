import { describe, expect, it } from 'vitest';
import { decide } from '../../../main/engine/policy/decide.ts';
import { ana, choice, consent, key, message } from './facts.ts';

describe('decide, where somebody tries to cross two patients or two protections', () => {
  it('asks before one patient’s letter goes to another, whoever put them into "To"', () => {
    const facts = message({ aboutPatientId: 'pt_bea00001' });
    expect(decide(facts)).toEqual({ outcome: 'ask', questions: ['about-whom'] });
    expect(decide({ ...facts, answers: [{ question: 'about-whom', yes: true }] })).toMatchObject({ outcome: 'allow' });
  });

  it('refuses to let the subject of a protected message leave in clear', () => {
    const given = consent();
    const grace = ana({
      consent: { email: given, marketing: given, accessRequest: consent('not-asked') },
      consentWarned: true,
    });
    const open = {
      choice: choice('open', { consentRowId: given.rowId }),
      visibleSubject: 'own' as const,
      recipients: [grace],
    };
    expect(decide(message(open))).toMatchObject({ outcome: 'allow' });
    expect(decide(message({ ...open, subjectFromProtected: true }))).toEqual({
      outcome: 'refuse',
      reasons: [{ code: 'subject-would-leak', address: null, detail: null }],
    });
  });

  it('asks to compare whenever two keys that nobody compared claim one address', () => {
    const rivals = [key({ compared: false }), key({ fingerprint: 'F2', compared: false })];
    const facts = message({ content: 'general', choice: choice('openpgp'), recipients: [ana({ keys: rivals })] });
    expect(decide(facts)).toEqual({ outcome: 'ask', questions: ['compare-key-first'] });
  });
});
