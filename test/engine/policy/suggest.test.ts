import { describe, expect, test } from 'vitest';
import type { ContentKind, Mode } from '../../../main/contract/fields.ts';
import type { RecipientFacts } from '../../../main/engine/policy/facts.ts';
import { suggestModes } from '../../../main/engine/policy/suggest.ts';
import { factsOf } from './words.ts';

/* Columns: name | who | content | OpenPGP | sealed letter | verified TLS | not encrypted. A star is the suggestion, brackets what cannot be chosen. */
const table = `
a phrase was given                    | to Ana                                          | health    | (no-key)            | *phrase-given      | (tls-unknown)    | (consent-needed)
a key was compared                    | to Ana, key                                     | health    | *key-compared       | phrase-given       | (tls-unknown)    | (consent-needed)
a key nobody compared, a phrase given | to Ana, key uncompared                          | health    | key-not-compared    | *phrase-given      | (tls-unknown)    | (consent-needed)
a key nobody compared, a phrase made  | to Ana, key uncompared, phrase made             | health    | *key-not-compared   | (phrase-not-given) | (tls-unknown)    | (consent-needed)
a forged key beside a compared one    | to Ana, key, key uncompared                     | health    | *key-compared       | phrase-given       | (tls-unknown)    | (consent-needed)
a forged key beside an expired one    | to Ana, key expired, key uncompared             | health    | key-not-compared    | *phrase-given      | (tls-unknown)    | (consent-needed)
nothing at all                        | to Ana, no phrase                               | health    | (no-key)            | (no-phrase)        | (tls-unknown)    | (consent-needed)
consent and nothing else              | to Ana, no phrase, consented                    | health    | (no-key)            | (no-phrase)        | (tls-unknown)    | *consent-given
consent beside a phrase               | to Ana, consented                               | health    | (no-key)            | *phrase-given      | (tls-unknown)    | consent-given
consent beside an uncompared key      | to Ana, no phrase, consented, key uncompared    | health    | *key-not-compared   | (no-phrase)        | (tls-unknown)    | consent-given
consent without the warning           | to Ana, no phrase, consented, not warned        | health    | (no-key)            | (no-phrase)        | (tls-unknown)    | (consent-needed)
consent, sensitive                    | to Ana, consented                               | sensitive | (no-key)            | *phrase-given      | (tls-content)    | (content-needs-protection)
consent that ran out                  | to Ana, expired before the choice               | general   | (no-key)            | *phrase-given      | (tls-unknown)    | (consent-needed)
an access request, sensitive          | to Ana, no phrase, asked for records            | sensitive | (no-key)            | (no-phrase)        | (tls-content)    | *access-request
each bad key says why: expired        | to Ana, key expired                             | health    | (key-expired)       | *phrase-given      | (tls-unknown)    | (consent-needed)
each bad key says why: revoked        | to Ana, key revoked                             | health    | (key-revoked)       | *phrase-given      | (tls-unknown)    | (consent-needed)
each bad key says why: weak           | to Ana, key weak                                | health    | (key-weak)          | *phrase-given      | (tls-unknown)    | (consent-needed)
each bad key says why: cannot encrypt | to Ana, key cannot encrypt                      | health    | (key-cannot-encrypt) | *phrase-given     | (tls-unknown)    | (consent-needed)
a professional with a key             | to a doctor, key                                | health    | *key-compared       | (no-patient)       | (tls-unknown)    | (professional-needs-protection)
a professional's uncompared key       | to a doctor, key uncompared                     | health    | *key-not-compared   | (no-patient)       | (tls-unknown)    | (professional-needs-protection)
a professional without a key          | to a doctor                                     | health    | (no-key)            | (no-patient)       | (tls-unknown)    | (professional-needs-protection)
a professional, general               | to a doctor                                     | general   | (no-key)            | (no-patient)       | (tls-unknown)    | *general-content
a supplier, general                   | to a supplier                                   | general   | (no-key)            | (no-patient)       | (tls-unknown)    | *general-content
a supplier, health                    | to a supplier                                   | health    | (no-key)            | (no-patient)       | (tls-unknown)    | (content-needs-protection)
nobody said who it is                 | to a stranger, key                              | general   | key-compared        | (no-patient)       | (tls-unknown)    | (consent-needed)
one address, several patients         | to Ana, key, several patients                   | health    | key-compared        | (no-patient)       | (tls-unknown)    | (consent-needed)
proven TLS beside a phrase            | to Ana, TLS enforced                            | health    | (no-key)            | *phrase-given      | tls-mta-sts      | (consent-needed)
proven TLS and no phrase              | to Ana, no phrase, TLS enforced                 | health    | (no-key)            | (no-phrase)        | *tls-mta-sts     | (consent-needed)
proven TLS and a key nobody compared  | to Ana, no phrase, TLS enforced, key uncompared | health    | key-not-compared    | (no-phrase)        | *tls-mta-sts     | (consent-needed)
proven TLS before consent             | to Ana, no phrase, TLS enforced, consented      | health    | (no-key)            | (no-phrase)        | *tls-mta-sts     | consent-given
proven TLS, sensitive                 | to Ana, no phrase, TLS enforced                 | sensitive | (no-key)            | (no-phrase)        | (tls-content)    | (content-needs-protection)
proven TLS to a professional          | to a doctor, TLS enforced                       | health    | (no-key)            | (no-patient)       | *tls-mta-sts     | (professional-needs-protection)
TLS by a provider nobody knows        | to Ana, no phrase, TLS enforced but the provider unknown | health | (no-key)       | (no-phrase)        | (tls-provider-unknown) | (consent-needed)
TLS that would wait for a server      | to Ana, no phrase, TLS enforced that would wait | health    | (no-key)            | (no-phrase)        | tls-waits        | (consent-needed)
a listed domain                       | to Ana, no phrase, listed                       | health    | (no-key)            | (no-phrase)        | *tls-listed      | (consent-needed)
a listed domain never before a phrase | to Ana, listed                                  | health    | (no-key)            | *phrase-given      | tls-listed       | (consent-needed)
a listed domain, a key to compare     | to Ana, no phrase, listed, key uncompared       | health    | *key-not-compared   | (no-phrase)        | tls-listed       | (consent-needed)
`;

function optionsOf(recipient: RecipientFacts, content: ContentKind): string[] {
  // S/MIME has tests of its own.
  const options = suggestModes(recipient, content, null, false).filter(({ mode }) => mode !== 'smime');
  return options.map((option) => {
    const reason = option.available ? option.reason : `(${option.reason})`;
    return option.suggested ? `*${reason}` : reason;
  });
}

function recipientOf(words: string): RecipientFacts {
  const [recipient] = factsOf(words).recipients;
  if (recipient === undefined) throw new Error(`nobody in: ${words}`);
  return recipient;
}

describe('suggestModes', () => {
  const cases = table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));

  test.each(cases)('%s', (_name, who = '', content, ...expected) => {
    expect(optionsOf(recipientOf(who), content as ContentKind)).toEqual(expected);
  });

  test('the modes stand strongest first, and each reason that has a day tells it', () => {
    const recipient = {
      ...recipientOf('to Ana, consented'),
      keys: [{ fingerprint: 'F1', status: 'usable', expires: null, compared: true, comparedAt: 300 }],
      phraseGivenAt: 400,
    } as const;
    const options = suggestModes(recipient, 'health', null, false);
    expect(options.map((option) => [option.mode, option.at])).toEqual([
      ['openpgp', 300],
      ['smime', null],
      ['sealed', 400],
      ['tls', null],
      ['open', 500],
    ]);
  });
});

/* Columns: name | who | content | what came | the mode chosen last | what is suggested, and the reason of S/MIME. */
const answers = `
consent and nothing else              | to Ana, no phrase, consented                 | health    | encrypted              | -    | nothing | no-own-certificate
consent, and chosen last              | to Ana, no phrase, consented                 | health    | encrypted              | open | nothing | no-own-certificate
consent, chosen last, and a phrase    | to Ana, consented                            | health    | encrypted              | open | sealed  | no-own-certificate
consent beside an uncompared key      | to Ana, no phrase, consented, key uncompared | health    | encrypted              | open | openpgp | no-own-certificate
consent beside proven TLS             | to Ana, no phrase, consented, TLS enforced   | health    | encrypted              | open | tls     | no-own-certificate
an access request                     | to Ana, no phrase, asked for records         | sensitive | encrypted              | -    | nothing | no-own-certificate
a professional, general               | to a doctor                                  | general   | encrypted              | -    | nothing | no-own-certificate
a professional, whose certificate came | to a doctor                                 | general   | encrypted, certificate | -    | nothing | certificate-came
a professional with a key             | to a doctor, key                             | general   | encrypted              | -    | openpgp | no-own-certificate
a supplier, general                   | to a supplier                                | general   | encrypted              | -    | nothing | no-own-certificate
a supplier who wrote in the clear     | to a supplier                                | general   | certificate            | -    | open    | certificate-came
a plain mail, chosen last             | to Ana, no phrase, consented                 | health    | nothing                | open | open    | no-own-certificate
`;

describe('the answer to mail that came encrypted', () => {
  test.each(
    answers
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim())),
  )('%s', (_, who = '', content = '', came = '', usual = '', suggested = '', smime = '') => {
    const facts = { encrypted: came.includes('encrypted'), certificate: came.includes('certificate') };
    const last = usual === '-' ? null : (usual as Mode);
    const options = suggestModes(recipientOf(who), content as ContentKind, last, facts.certificate, facts);
    expect(options.find((option) => option.suggested)?.mode ?? 'nothing').toBe(suggested);
    expect(options.find(({ mode }) => mode === 'smime')).toMatchObject({ available: false, reason: smime });
    // What is not suggested can still be chosen by whoever knows better.
    expect(options.filter(({ available }) => available).map(({ mode }) => mode)).toEqual(
      suggestModes(recipientOf(who), content as ContentKind, last, facts.certificate)
        .filter(({ available }) => available)
        .map(({ mode }) => mode),
    );
  });
});

/* Columns: name | who | the mode chosen last | what is suggested for health content. */
const defaults = `
the first conversation                      | to Ana, consented              | -       | sealed
chosen last and at hand                     | to Ana, consented              | open    | open
chosen last, but the consent is gone        | to Ana                         | open    | sealed
chosen last, but the key is gone            | to Ana                         | openpgp | sealed
chosen last with a key nobody compared      | to Ana, key uncompared         | openpgp | sealed
chosen last with a key that was compared    | to Ana, key                    | sealed  | sealed
`;

describe('the default of a patient', () => {
  test.each(
    defaults
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim())),
  )('%s', (_, who = '', usual = '', expected) => {
    const [recipient] = factsOf(who).recipients;
    if (recipient === undefined) throw new Error('the row names nobody');
    const options = suggestModes(recipient, 'health', usual === '-' ? null : (usual as Mode), false);
    expect(options.find(({ suggested }) => suggested)?.mode).toBe(expected);
  });
});
