import type { KeyFacts, RecipientFacts, SubmissionFacts } from '../../../main/engine/policy/facts.ts';
import { ana, choice, consent, doctor, enforced, key, message, stranger, supplier, transport } from './facts.ts';

/** One thing that is different from a sealed answer to Ana about her health that nothing stands in the way of. */
type Change = (facts: SubmissionFacts) => SubmissionFacts;

const put =
  (over: Partial<SubmissionFacts>): Change =>
  (facts) => ({ ...facts, ...over });

const chose =
  (over: Partial<NonNullable<SubmissionFacts['choice']>>): Change =>
  (facts) => ({ ...facts, choice: { ...(facts.choice ?? choice('sealed')), ...over } });

const to =
  (recipient: RecipientFacts): Change =>
  (facts) => ({ ...facts, recipients: [...facts.recipients, recipient] });

/** Changes the recipient named last. */
const who =
  (over: (recipient: RecipientFacts) => Partial<RecipientFacts>): Change =>
  (facts) => ({
    ...facts,
    recipients: facts.recipients.map((each, index) =>
      index === facts.recipients.length - 1 ? { ...each, ...over(each) } : each,
    ),
  });

const ledger = (
  purpose: keyof RecipientFacts['consent'],
  status: Parameters<typeof consent>[0],
  over: Parameters<typeof consent>[1] = {},
): Change =>
  who((each) => ({
    consent: { ...each.consent, [purpose]: consent(status, over) },
    ...(purpose === 'email' && { consentWarned: status === 'given' }),
  }));

const holds = (over: Partial<KeyFacts>): Change => who((each) => ({ keys: [...each.keys, key(over)] }));

const answer = (question: SubmissionFacts['answers'][number]['question'], yes: boolean): Change =>
  put({ answers: [{ question, yes }] });

/** The words of the table of cases. Those of a recipient concern the one named last. */
const words: Readonly<Record<string, Change>> = {
  'to Ana': to(ana()),
  "to Ana's other address": to(ana({ address: 'ana@work.example' })),
  'to Leo': to(ana({ address: 'leo@example.org', patientId: 'pt_leo00001' })),
  'to a doctor': to(doctor({ keys: [] })),
  'to a supplier': to(supplier()),
  'to a stranger': to(stranger()),
  'to nobody': put({ recipients: [] }),

  'bad address': who(() => ({ addressValid: false })),
  'several patients': who(() => ({ ambiguous: true, patientId: null })),
  'no patient': who(() => ({ patientId: null })),
  'no phrase': who(() => ({ phrase: 'none' })),
  'phrase made': who(() => ({ phrase: 'made' })),
  key: holds({}),
  'key uncompared': holds({ compared: false }),
  'key expired': holds({ status: 'expired' }),
  'key revoked': holds({ status: 'revoked' }),
  'key weak': holds({ status: 'weak' }),
  'key cannot encrypt': holds({ status: 'cannot-encrypt' }),

  'TLS enforced': who(() => ({ transport: enforced() })),
  'TLS enforced but the provider unknown': who(() => ({ transport: enforced({ provider: null }) })),
  'TLS enforced that would wait': who(() => ({ transport: enforced({ requireTlsWanted: true }) })),
  listed: who(() => ({
    transport: transport({ listed: { domain: 'example.net', note: 'contract', by: 'Maria', at: 700 } }),
  })),

  asked: ledger('email', 'asked'),
  consented: ledger('email', 'given'),
  'not warned': who(() => ({ consentWarned: false })),
  declined: ledger('email', 'declined'),
  'withdrew by row 2': ledger('email', 'withdrawn', { rowId: 'co_row00002' }),
  'expired before the choice': ledger('email', 'expired', { until: 900 }),
  'expired after the choice': ledger('email', 'expired', { until: 1_500 }),
  'asked for records': ledger('accessRequest', 'given'),
  'no longer asks for records': ledger('accessRequest', 'withdrawn'),
  'wants news': ledger('marketing', 'given'),
  'wants no news': ledger('marketing', 'withdrawn'),

  'nothing chosen': put({ choice: null }),
  openpgp: chose({ mode: 'openpgp' }),
  sealed: chose({ mode: 'sealed' }),
  tls: chose({ mode: 'tls' }),
  open: chose({ mode: 'open' }),
  'saw row 1': chose({ consentRowId: 'co_row00001' }),
  'stronger: openpgp': put({ strongerMode: 'openpgp' }),
  'stronger: sealed': put({ strongerMode: 'sealed' }),
  'stronger: tls': put({ strongerMode: 'tls' }),
  'stronger: open': put({ strongerMode: 'open' }),

  general: put({ content: 'general' }),
  sensitive: put({ content: 'sensitive' }),
  marketing: put({ purpose: 'marketing' }),
  payment: put({ purpose: 'payment' }),
  bulk: put({ bulk: true }),
  'quotes clear mail': put({ quote: 'clear-origin' }),
  'quotes encrypted mail': put({ quote: 'encrypted-origin' }),
  'copied from a sealed letter': put({ textFromProtected: true }),
  'own subject': put({ visibleSubject: 'own' }),
  'no text': put({ textEmpty: true }),
  attachment: put({ attachments: [{ complete: true }] }),
  'half an attachment': put({ attachments: [{ complete: true }, { complete: false }] }),
  'at the limit': put({ size: 5_000, sizeLimit: 5_000 }),
  'over the limit': put({ size: 5_001, sizeLimit: 5_000 }),
  'speaks of an attachment': put({ mentionsAttachment: true }),
  'own key unusable': put({ ownKey: 'unusable' }),
  'as a PDF': put({ sealedForm: 'pdf' }),
  'as a link': put({ sealedForm: 'link', reader: 'ready' }),
  'no account': put({ account: false }),

  'yes to comparing': answer('compare-key-first', true),
  'no to comparing': answer('compare-key-first', false),
  'yes to the attachment': answer('attachment-forgotten', true),
  'yes to the warning': answer('consent-open-warning', true),
};

/** Facts from words with commas between them; goes to Ana where the words name nobody. */
export function factsOf(text: string): SubmissionFacts {
  const names = text.split(',').flatMap((each) => each.trim() || []);
  const named = names.some((name) => name.startsWith('to '));
  return names.reduce((facts, name) => wordOf(name)(facts), message(named ? { recipients: [] } : {}));
}

function wordOf(name: string): Change {
  const change = words[name];
  if (change === undefined) throw new Error(`no such word in the table of cases: ${name}`);
  return change;
}
