import { describe, expect, test } from 'vitest';
import { decide } from '../../../main/engine/policy/decide.ts';
import type { SubmissionFacts } from '../../../main/engine/policy/facts.ts';
import { factsOf } from './words.ts';

/*
 * The table of cases. Unless its facts say otherwise a case is a sealed letter to Ana about her health: her phrase was
 * given, she has no key, the ledger is empty and that was seen. Columns: name | what is different | what is decided.
 */
const table = `
# THE TWO CHOICES
nothing chosen for a patient                    | nothing chosen                                     | refuse no-mode-chosen no-consent-acknowledged
nothing chosen for a professional               | nothing chosen, to a doctor                        | refuse no-mode-chosen
nothing chosen, "stronger" clicked              | nothing chosen, stronger: openpgp                  | refuse no-mode-chosen no-consent-acknowledged
sealed, "not asked" seen                        |                                                    | allow sealed
sealed, "asked" seen                            | saw row 1, asked                                   | allow sealed
sealed, "declined" seen                         | saw row 1, declined                                | allow sealed
consent given since "not asked" was seen        | consented                                          | refuse consent-changed
consent declined since, openpgp                 | openpgp, key, declined                             | refuse consent-changed
withdrawn since, sealed                         | saw row 1, withdrew by row 2                       | refuse consent-changed
withdrawn since, open                           | open, saw row 1, withdrew by row 2                 | refuse consent-changed consent-not-given
the row that was seen is gone                   | saw row 1                                          | refuse consent-changed
expired since it was seen, sealed               | saw row 1, expired after the choice                | refuse consent-changed
expired since it was seen, open                 | open, saw row 1, expired after the choice          | refuse consent-changed consent-not-given
seen as expired, sealed                         | saw row 1, expired before the choice               | allow sealed
the ledger is no matter of a professional       | openpgp, saw row 1, to a doctor, key               | allow openpgp

# OPEN, TO A PATIENT
consent given after the warning                 | open, saw row 1, consented                         | allow open
consent given, general content                  | open, saw row 1, consented, general                | allow open
consent given, in bulk                          | open, saw row 1, consented, bulk                   | allow open
nothing on file                                 | open                                               | refuse consent-not-given
nothing on file, general content                | open, general                                      | refuse consent-not-given
asked, no answer yet                            | open, saw row 1, asked                             | refuse consent-not-given
declined                                        | open, saw row 1, declined                          | refuse consent-not-given
seen as expired                                 | open, saw row 1, expired before the choice         | refuse consent-not-given
given, but nobody warned                        | open, saw row 1, consented, not warned             | refuse consent-not-warned
sensitive, with consent                         | open, saw row 1, consented, sensitive              | refuse sensitive-needs-encryption
sensitive, without consent                      | open, sensitive                                    | refuse sensitive-needs-encryption consent-not-given
its own subject may show                        | open, saw row 1, consented, own subject            | allow open
our own key is not needed                       | open, saw row 1, consented, own key unusable       | allow open

# VERIFIED TLS
proven, health, to a patient                    | tls, TLS enforced                                  | allow tls
proven, needs no consent                        | tls, TLS enforced, general                         | allow tls
proven, to a professional                       | tls, to a doctor, TLS enforced                     | allow tls
proven, to others                               | tls, to a supplier, TLS enforced                   | allow tls
proven, in bulk                                 | tls, TLS enforced, bulk                            | allow tls
proven, sensitive                               | tls, TLS enforced, sensitive                       | refuse sensitive-needs-encryption
proven, sensitive, records asked for            | tls, TLS enforced, sensitive, asked for records    | refuse sensitive-needs-encryption
not proven                                      | tls                                                | refuse tls-unproven
not proven, with consent to plain mail          | tls, saw row 1, consented                          | refuse tls-unproven
a provider that nobody knows                    | tls, TLS enforced but the provider unknown         | refuse tls-unproven
listed by hand                                  | tls, listed                                        | allow tls
listed by hand, sensitive                       | tls, listed, sensitive                             | refuse sensitive-needs-encryption
the ledger still shuts Send                     | tls, TLS enforced, declined                        | refuse consent-changed
a quote of encrypted mail                       | tls, TLS enforced, quotes encrypted mail           | refuse quote-would-leak
its own subject may show                        | tls, TLS enforced, own subject                     | allow tls
our own key is not needed                       | tls, TLS enforced, own key unusable                | allow tls
stronger than open                              | open, saw row 1, consented, stronger: tls, TLS enforced | allow tls
weaker than sealed                              | TLS enforced, stronger: tls                        | refuse downgrade-needs-reason

# AN ACCESS REQUEST
opens health content                            | open, asked for records                            | allow open
opens although plain mail was declined          | open, saw row 1, declined, asked for records       | allow open
opens sensitive content after one look          | open, asked for records, sensitive                 | ask consent-open-warning
opens sensitive content, looked at              | open, asked for records, sensitive, yes to the warning | allow open
does not replace the two choices                | nothing chosen, asked for records                  | refuse no-mode-chosen no-consent-acknowledged
does not keep the ledger from shutting Send     | open, asked for records, declined                  | refuse consent-changed
opens nothing once withdrawn                    | open, no longer asks for records                   | refuse consent-not-given
does not cover advertising                      | open, asked for records, wants news, marketing     | refuse consent-not-given
does not cover a bulk run                       | open, asked for records, bulk                      | refuse consent-not-given
does not cover a professional                   | open, to a doctor, asked for records               | refuse health-to-professional-needs-encryption
does not lift a quote of encrypted mail         | open, asked for records, quotes encrypted mail     | refuse quote-would-leak

# PROFESSIONALS AND OTHERS
general, open, to a professional                | open, general, to a doctor                         | allow open
health, open, to a professional                 | open, to a doctor                                  | refuse health-to-professional-needs-encryption
sensitive, open, to a professional              | open, sensitive, to a doctor                       | refuse sensitive-needs-encryption
sensitive, encrypted, to a professional         | openpgp, sensitive, to a doctor, key               | allow openpgp
general, open, to others                        | open, general, to a supplier                       | allow open
health, open, to others                         | open, to a supplier                                | refuse health-to-other-needs-encryption
sensitive, open, to others                      | open, sensitive, to a supplier                     | refuse sensitive-needs-encryption
health, encrypted, to others                    | openpgp, to a supplier, key                        | allow openpgp
a sealed letter to a professional               | to a doctor                                        | refuse sealed-needs-patient
a sealed letter to a professional with a key    | to a doctor, key                                   | refuse sealed-needs-patient
a sealed letter to others                       | to a supplier                                      | refuse sealed-needs-patient

# KEYS
compared                                        | openpgp, key                                       | allow openpgp
none                                            | openpgp                                            | refuse no-key
expired                                         | openpgp, key expired                               | refuse key-expired
revoked                                         | openpgp, key revoked                               | refuse key-revoked
weak                                            | openpgp, key weak                                  | refuse key-weak
cannot encrypt                                  | openpgp, key cannot encrypt                        | refuse key-cannot-encrypt
two, each bad in its own way                    | openpgp, key revoked, key weak                     | refuse key-revoked key-weak
an expired one beside a good one                | openpgp, key expired, key                          | allow openpgp
not compared, health                            | openpgp, key uncompared                            | ask compare-key-first
not compared, sensitive                         | openpgp, key uncompared, sensitive                 | ask compare-key-first
not compared, general                           | openpgp, key uncompared, general                   | allow openpgp
not compared, to a professional                 | openpgp, to a doctor, key uncompared               | ask compare-key-first
not compared, in place of one that was          | openpgp, key expired, key uncompared, general      | ask compare-key-first
not compared, beside one that was               | openpgp, key, key uncompared                       | allow openpgp
not compared, told to go on                     | openpgp, key uncompared, yes to comparing          | allow openpgp
not compared, told not to                       | openpgp, key uncompared, no to comparing           | ask compare-key-first
not compared, told to go on about another thing | openpgp, key uncompared, yes to the attachment     | ask compare-key-first
not compared, in bulk                           | openpgp, key uncompared, general, bulk             | refuse no-key
not compared, in bulk, told to go on            | openpgp, key uncompared, bulk, yes to comparing    | refuse no-key
compared, in bulk                               | openpgp, key, bulk                                 | allow openpgp
a bad one is no matter of a sealed letter       | key revoked                                        | allow sealed
our own is unusable, openpgp                    | openpgp, key, own key unusable                     | refuse own-key-unusable
our own is unusable, sealed                     | own key unusable                                   | refuse own-key-unusable
our own is unusable, sealed in a link           | as a link, own key unusable                        | refuse own-key-unusable
our own is unusable, a PDF brings no key        | as a PDF, own key unusable                         | allow sealed
our own is unusable, verified TLS               | tls, TLS enforced, own key unusable                | allow tls
our own is unusable, open                       | open, saw row 1, consented, own key unusable       | allow open
our own and theirs                              | openpgp, key expired, own key unusable             | refuse own-key-unusable key-expired

# PHRASES
none                                            | no phrase                                          | refuse phrase-not-given
made, not given                                 | phrase made                                        | refuse phrase-not-given
made, not given, in bulk                        | phrase made, bulk                                  | refuse phrase-not-given
no matter of openpgp                            | openpgp, key, no phrase                            | allow openpgp
given, sensitive                                | sensitive                                          | allow sealed
given, in bulk                                  | bulk                                               | allow sealed

# WEAKER AND STRONGER
stronger for one message                        | open, saw row 1, consented, stronger: sealed       | allow sealed
stronger, but not possible                      | open, saw row 1, consented, stronger: openpgp      | refuse no-key
stronger lifts what open refused                | open, saw row 1, consented, stronger: sealed, sensitive, quotes encrypted mail | allow sealed
stronger that is no stronger                    | stronger: sealed                                   | allow sealed
weaker by the door for stronger                 | saw row 1, consented, stronger: open               | refuse downgrade-needs-reason

# WHAT IS IN IT
a quote of clear mail, open                     | open, saw row 1, consented, quotes clear mail      | allow open
a quote of encrypted mail, open                 | open, saw row 1, consented, quotes encrypted mail  | refuse quote-would-leak
a copy of a sealed letter, open                 | open, saw row 1, consented, copied from a sealed letter | refuse text-would-leak
a copy of a sealed letter, verified TLS         | tls, TLS enforced, copied from a sealed letter     | refuse text-would-leak
a copy of a sealed letter, sealed again         | copied from a sealed letter                        | allow sealed
a quote of encrypted mail, open, to others      | open, general, to a supplier, quotes encrypted mail | refuse quote-would-leak
a quote of encrypted mail, sealed               | quotes encrypted mail                              | allow sealed
a quote of encrypted mail, openpgp              | openpgp, key, quotes encrypted mail                | allow openpgp
its own subject in sight, sealed                | own subject                                        | refuse subject-would-leak
its own subject in sight, openpgp               | openpgp, key, own subject                          | refuse subject-would-leak
no text                                         | no text                                            | refuse empty-message
no text, an attachment                          | no text, attachment                                | allow sealed
no text, something quoted (a forward)           | no text, quotes clear mail                         | allow sealed
an attachment still on its way                  | half an attachment                                 | refuse attachment-incomplete
as large as the limit                           | at the limit                                       | allow sealed
larger than the limit                           | over the limit                                     | refuse too-large
speaks of an attachment                         | speaks of an attachment                            | ask attachment-forgotten
speaks of an attachment and has one             | speaks of an attachment, attachment                | allow sealed
speaks of an attachment, told to go on          | speaks of an attachment, yes to the attachment     | allow sealed
two questions at once                           | openpgp, key uncompared, speaks of an attachment   | ask compare-key-first attachment-forgotten
two questions, one answered                     | openpgp, key uncompared, speaks of an attachment, yes to comparing | ask attachment-forgotten
nothing is asked while something refuses        | openpgp, key uncompared, speaks of an attachment, no account | refuse no-account

# MARKETING
without its consent, sealed                     | marketing                                          | refuse marketing-without-consent
without its consent, openpgp                    | marketing, openpgp, key                            | refuse marketing-without-consent
with its consent, sealed                        | marketing, wants news                              | allow sealed
with its consent, none for plain mail, open     | marketing, wants news, open, general               | refuse consent-not-given
with both, open                                 | marketing, wants news, open, general, saw row 1, consented | allow open
consent for plain mail alone                    | marketing, open, general, saw row 1, consented     | refuse marketing-without-consent
withdrawn                                       | marketing, wants no news                           | refuse marketing-without-consent
to a supplier without it                        | marketing, open, general, to a supplier            | refuse marketing-without-consent
a bill needs no such consent                    | payment                                            | allow sealed

# RECIPIENTS
none                                            | to nobody                                          | refuse no-recipient
none, and nothing chosen                        | to nobody, nothing chosen                          | refuse no-recipient no-mode-chosen
an address that is none                         | bad address                                        | refuse recipient-invalid
nobody said who it is                           | to a stranger                                      | refuse no-party
nobody said who it is, sensitive, open          | to a stranger, open, sensitive                     | refuse no-party sensitive-needs-encryption
one address, several patients                   | several patients                                   | refuse about-whom
a patient, but which                            | no patient                                         | refuse about-whom
no account                                      | no account                                         | refuse no-account
two addresses of one patient                    | to Ana, to Ana's other address                     | allow sealed sealed
a patient and her doctor, sealed                | to Ana, to a doctor, key                           | allow sealed openpgp
a patient and a doctor, key not compared        | to Ana, to a doctor, key uncompared                | refuse sealed-needs-patient
a patient and a supplier without a key          | to Ana, to a supplier                              | refuse sealed-needs-patient
a patient and a doctor, open, health            | open, saw row 1, to Ana, consented, to a doctor, key | refuse health-to-professional-needs-encryption
two patients, one of them consented             | open, saw row 1, to Ana, consented, to Leo         | refuse consent-changed consent-not-given
two patients, both sealed                       | to Ana, to Leo                                     | allow sealed sealed
two patients, one without a phrase              | to Ana, to Leo, no phrase                          | refuse phrase-not-given
one bad key among three                         | openpgp, to Ana, key, to Leo, key weak, to a doctor, key | refuse key-weak
one key not compared among two                  | openpgp, to Ana, key, to Leo, key uncompared       | ask compare-key-first
everything at once                              | no account, open, marketing, sensitive, half an attachment, over the limit, quotes encrypted mail, bad address, several patients | refuse no-account attachment-incomplete too-large quote-would-leak recipient-invalid about-whom marketing-without-consent sensitive-needs-encryption consent-not-given
`;

/** `allow MODE…`, `ask QUESTION…` or `refuse CODE…`, in the order decided. */
function told(facts: SubmissionFacts): string {
  const decision = decide(facts);
  if (decision.outcome === 'allow') return ['allow', ...decision.deliveries.map((each) => each.mode)].join(' ');
  if (decision.outcome === 'ask') return ['ask', ...decision.questions].join(' ');
  return ['refuse', ...decision.reasons.map((each) => each.code)].join(' ');
}

for (const section of table.split('\n# ').slice(1)) {
  const [title = '', ...lines] = section.split('\n');
  describe(`decide: ${title.toLowerCase()}`, () => {
    const cases = lines.filter((line) => line.trim() !== '').map((line) => line.split('|').map((cell) => cell.trim()));
    test.each(cases)('%s', (_name, facts = '', expected = '') => {
      expect(told(factsOf(facts))).toBe(expected);
    });
  });
}

describe('decide: what it says', () => {
  test('a recipient that is refused is named, with the fingerprint of the key that fails', () => {
    expect(decide(factsOf('openpgp, to Ana, key expired, to a doctor, key'))).toEqual({
      outcome: 'refuse',
      reasons: [{ code: 'key-expired', address: 'ana.ruiz@example.net', detail: 'F1' }],
    });
  });

  test('a reason of the whole message names nobody, and a limit is told in bytes', () => {
    expect(decide(factsOf('over the limit'))).toEqual({
      outcome: 'refuse',
      reasons: [{ code: 'too-large', address: null, detail: '5000' }],
    });
  });

  test('each address stands beside the mode it is allowed', () => {
    expect(decide(factsOf('to Ana, to a doctor, key'))).toEqual({
      outcome: 'allow',
      deliveries: [
        { address: 'ana.ruiz@example.net', mode: 'sealed' },
        { address: 'mina@lakeside.example', mode: 'openpgp' },
      ],
    });
  });
});
