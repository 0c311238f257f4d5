import { describe, expect, it } from 'vitest';
import type { ContentKind } from '../../../main/contract/fields.ts';
import { decide } from '../../../main/engine/policy/decide.ts';
import type { RecipientCertificate, RecipientFacts, SubmissionFacts } from '../../../main/engine/policy/facts.ts';
import { suggestModes } from '../../../main/engine/policy/suggest.ts';
import { ana, choice, doctor, key, message } from './facts.ts';

const certificate = (over: Partial<RecipientCertificate> = {}): RecipientCertificate => ({
  fingerprint: 'C1',
  status: 'usable',
  expires: 9_000,
  trusted: true,
  compared: false,
  ...over,
});
const trusted = certificate();
const compared = certificate({ trusted: false, compared: true, comparedAt: 300 });
const unchecked = certificate({ fingerprint: 'C2', trusted: false });
const expired = certificate({ status: 'expired' });

const told = (facts: SubmissionFacts): string => {
  const decision = decide(facts);
  if (decision.outcome === 'allow') return ['allow', ...decision.deliveries.map(({ mode }) => mode)].join(' ');
  if (decision.outcome === 'ask') return ['ask', ...decision.questions].join(' ');
  return ['refuse', ...decision.reasons.map(({ code }) => code)].join(' ');
};
const smime = (over: Partial<SubmissionFacts>) => message({ choice: choice('smime'), ownCertificate: true, ...over });
const to = (...certificates: RecipientCertificate[]) => ({ recipients: [ana({ certificates })] });

describe('deciding on S/MIME', () => {
  it.each<[string, Partial<SubmissionFacts>, string]>([
    ['vouched for by an authority', to(trusted), 'allow smime'],
    ['compared by a person', to(compared), 'allow smime'],
    ['no certificate', to(), 'refuse no-certificate'],
    ['no certificate of our own', { ...to(trusted), ownCertificate: false }, 'refuse no-own-certificate'],
    ['our OpenPGP key ran out, which it does not use', { ...to(trusted), ownKey: 'unusable' }, 'allow smime'],
    ['expired', to(expired), 'refuse certificate-expired'],
    ['withdrawn', to(certificate({ status: 'revoked' })), 'refuse certificate-revoked'],
    ['too weak', to(certificate({ status: 'weak' })), 'refuse certificate-weak'],
    ['only signs', to(certificate({ status: 'cannot-encrypt' })), 'refuse certificate-cannot-encrypt'],
    ['an old one beside a new one', to(expired, trusted), 'allow smime'],
    ['checked by nobody, health', to(unchecked), 'ask compare-key-first'],
    ['checked by nobody, everyday', { ...to(unchecked), content: 'general' }, 'allow smime'],
    ['checked by nobody, in a run', { ...to(unchecked), bulk: true, content: 'general' }, 'refuse no-certificate'],
    ['checked, in a run', { ...to(trusted), bulk: true }, 'allow smime'],
    [
      'one nobody checked beside an expired one',
      { ...to(unchecked, expired), content: 'general' },
      'ask compare-key-first',
    ],
    [
      'vouched for, in place of a compared one that ran out, everyday',
      { ...to(trusted, certificate({ status: 'expired', compared: true })), content: 'general' },
      'ask compare-key-first',
    ],
    ['a compared one beside one vouched for', to(trusted, compared), 'allow smime'],
    ['sensitive', { ...to(trusted), content: 'sensitive' }, 'allow smime'],
    ['a quote of encrypted mail', { ...to(trusted), quote: 'encrypted-origin' }, 'allow smime'],
    ['its own subject in sight', { ...to(trusted), visibleSubject: 'own' }, 'refuse subject-would-leak'],
    [
      'two recipients, one without',
      { recipients: [ana({ certificates: [trusted] }), doctor()] },
      'refuse no-certificate',
    ],
    ['stronger for one message', { ...to(trusted), choice: choice('sealed'), strongerMode: 'smime' }, 'allow smime'],
  ])('%s', (_name, over, expected) => {
    expect(told(smime(over))).toBe(expected);
  });

  it('takes it for somebody beside a patient with a sealed letter, after OpenPGP', () => {
    const beside = (over: Partial<RecipientFacts>) =>
      told(message({ ownCertificate: true, recipients: [ana(), doctor({ keys: [], ...over })] }));
    expect(beside({ certificates: [trusted] })).toBe('allow sealed smime');
    expect(beside({ certificates: [trusted], keys: [key()] })).toBe('allow sealed openpgp');
    expect(beside({ certificates: [unchecked] })).toBe('refuse sealed-needs-patient');
    const without = message({ recipients: [ana(), doctor({ keys: [], certificates: [trusted] })] });
    expect(told(without)).toBe('refuse sealed-needs-patient');
  });
});

describe('suggesting S/MIME', () => {
  const option = (recipient: Partial<RecipientFacts>, own = true, content: ContentKind = 'health') => {
    const options = suggestModes(ana(recipient), content, null, own);
    const found = options.find(({ mode }) => mode === 'smime');
    const suggested = options.find((each) => each.suggested)?.mode ?? 'nothing';
    return `${found?.available === true ? found.reason : `(${found?.reason})`} / ${suggested}`;
  };

  it.each<[string, string, string]>([
    ['vouched for', option({ certificates: [trusted] }), 'certificate-trusted / smime'],
    ['compared', option({ certificates: [compared] }), 'certificate-compared / smime'],
    [
      'vouched for, and a compared OpenPGP key',
      option({ certificates: [trusted], keys: [key()] }),
      'certificate-trusted / openpgp',
    ],
    ['checked by nobody, a phrase given', option({ certificates: [unchecked] }), 'certificate-not-checked / sealed'],
    [
      'checked by nobody, and nothing else',
      option({ certificates: [unchecked], phrase: 'none' }),
      'certificate-not-checked / nothing',
    ],
    ['none', option({}), '(no-certificate) / sealed'],
    ['expired', option({ certificates: [expired] }), '(certificate-expired) / sealed'],
    ['withdrawn', option({ certificates: [certificate({ status: 'revoked' })] }), '(certificate-revoked) / sealed'],
    ['none of our own', option({ certificates: [trusted] }, false), '(no-own-certificate) / sealed'],
  ])('%s', (_name, found, expected) => {
    expect(found).toBe(expected);
  });

  it('tells the day of a comparison and of an expiry', () => {
    const at = (certificates: RecipientCertificate[]) =>
      suggestModes(ana({ certificates }), 'health', null, true).find(({ mode }) => mode === 'smime')?.at;
    expect([at([compared]), at([expired]), at([trusted])]).toEqual([300, 9_000, null]);
  });
});
