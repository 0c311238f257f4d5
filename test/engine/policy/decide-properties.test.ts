import { beforeAll, describe, expect, test } from 'vitest';
import type { Decision } from '../../../main/contract/drafts.ts';
import type { ContentKind, Mode } from '../../../main/contract/fields.ts';
import { decide } from '../../../main/engine/policy/decide.ts';
import type { KeyFacts, RecipientFacts, SubmissionFacts } from '../../../main/engine/policy/facts.ts';
import { strengthOf } from '../../../main/engine/policy/strength.ts';
import { suggestModes } from '../../../main/engine/policy/suggest.ts';
import { ana, choice, consent, enforced, key, message, nothing, stranger, transport } from './facts.ts';

const modes = ['openpgp', 'sealed', 'tls', 'open'] as const;
const contents = ['general', 'health', 'sensitive'] as const;
const statuses = ['not-asked', 'given', 'declined', 'expired'] as const;
const keyrings: readonly (readonly KeyFacts[])[] = [
  [],
  [key()],
  [key({ compared: false })],
  [key({ status: 'revoked' }), key({ compared: false })],
];
const ways = [
  transport(),
  enforced(),
  transport({ listed: { domain: 'example.net', note: 'contract', by: 'Maria', at: 1 } }),
];
const whoever = [
  { party: 'patient', patientId: 'pt_ana00001', ambiguous: false },
  { party: 'patient', patientId: null, ambiguous: true },
  { party: 'professional', patientId: null, ambiguous: false },
  { party: 'other', patientId: null, ambiguous: false },
  { party: null, patientId: null, ambiguous: false },
] as const;

function* everyRecipient(): Generator<RecipientFacts> {
  let turn = 0;
  for (const who of whoever)
    for (const keys of keyrings)
      for (const phrase of ['made', 'given'] as const)
        for (const status of statuses)
          for (const consentWarned of [true, false])
            for (const accessRequest of [nothing, consent()])
              for (const marketing of [nothing, consent()]) {
                const email = consent(status, status === 'expired' ? { until: 900 } : {});
                // The way rests on nothing of the rest: it takes turns, so that the domain stays small.
                turn += 1;
                yield {
                  ...stranger(),
                  ...who,
                  keys,
                  phrase,
                  consentWarned,
                  consent: { email, marketing, accessRequest },
                  transport: ways[turn % ways.length] ?? transport(),
                };
              }
}

function* everyChoice(): Generator<Partial<SubmissionFacts>> {
  yield { choice: null };
  for (const mode of modes)
    for (const consentRowId of [null, 'co_row00001'])
      for (const strongerMode of [null, ...modes]) yield { choice: choice(mode, { consentRowId }), strongerMode };
}

const situations: readonly Partial<SubmissionFacts>[] = [
  {},
  { purpose: 'marketing' },
  { bulk: true },
  { quote: 'encrypted-origin' },
  { textFromProtected: true },
  { visibleSubject: 'own' },
  {
    answers: [
      { question: 'compare-key-first', yes: true },
      { question: 'consent-open-warning', yes: true },
    ],
  },
];

/** Every combination of the small domain: half a million messages to one recipient. */
function* everyMessage(): Generator<SubmissionFacts> {
  const choices = [...everyChoice()];
  for (const recipient of everyRecipient())
    for (const over of choices)
      for (const content of contents)
        for (const situation of situations) yield message({ ...over, ...situation, content, recipients: [recipient] });
}

const isAllowedOpen = (decision: Decision) =>
  decision.outcome === 'allow' && decision.deliveries.some((each) => each.mode === 'open');

const holdsProtected = (facts: SubmissionFacts) => facts.quote === 'encrypted-origin' || facts.textFromProtected;

/** Written again from the product's words, apart from the code it judges. */
function mayReadOpen(facts: SubmissionFacts, who: RecipientFacts): boolean {
  const { choice: chosen, content } = facts;
  if (chosen === null || holdsProtected(facts) || who.party === null) return false;
  if (who.party !== 'patient') return content === 'general';
  if (who.ambiguous || chosen.consentRowId !== who.consent.email.rowId) return false;
  const requested = who.consent.accessRequest.status === 'given' && facts.purpose !== 'marketing' && !facts.bulk;
  return requested || (content !== 'sensitive' && who.consent.email.status === 'given' && who.consentWarned);
}

/** What must never be: each law says when a decision breaks it. */
const laws: Readonly<Record<string, (facts: SubmissionFacts, decision: Decision) => boolean>> = {
  'nobody gets open mail without a consent that stands, was warned about and was seen, or an access request': (
    facts,
    decision,
  ) => isAllowedOpen(decision) && !facts.recipients.every((each) => mayReadOpen(facts, each)),

  'nothing leaves by TLS that is sensitive, holds what was protected, or rests on nothing': (facts, decision) => {
    if (decision.outcome !== 'allow') return false;
    const byTls = decision.deliveries.filter((each) => each.mode === 'tls');
    const unfounded = byTls.some(({ evidence }) => evidence === undefined || evidence.length === 0);
    return byTls.length > 0 && (unfounded || facts.content === 'sensitive' || holdsProtected(facts));
  },

  'nothing leaves in less than the chosen mode, nor before the choices are made': ({ choice: chosen }, decision) =>
    decision.outcome === 'allow' &&
    (chosen === null || decision.deliveries.some((each) => strengthOf(each.mode) < strengthOf(chosen.mode))),

  'advertising goes to nobody who did not agree to advertising': (facts, decision) =>
    facts.purpose === 'marketing' &&
    decision.outcome !== 'refuse' &&
    !facts.recipients.every((each) => each.consent.marketing.status === 'given'),

  'a key nobody compared is never used in bulk, and for health content only after the question': (facts, decision) => {
    const compared = facts.recipients.every((each) => each.keys.some((one) => one.compared && one.status === 'usable'));
    const byKey = decision.outcome === 'allow' && decision.deliveries.some((each) => each.mode === 'openpgp');
    return byKey && !compared && (facts.bulk || (facts.content !== 'general' && facts.answers.length === 0));
  },

  'a refusal has a reason, a question has words, an allowed message reaches each recipient once': (facts, decision) => {
    if (decision.outcome === 'refuse') return decision.reasons.length === 0;
    if (decision.outcome === 'ask') return decision.questions.length === 0;
    return decision.deliveries.length !== facts.recipients.length;
  },
};

const second = ana({ address: 'second@example.net' });
const alsoTo = (facts: SubmissionFacts, over: Partial<RecipientFacts>): SubmissionFacts => ({
  ...facts,
  recipients: [...facts.recipients, { ...second, ...over }],
});

/** One more thing that is wrong, whatever else is. */
const causes: Readonly<Record<string, (facts: SubmissionFacts) => SubmissionFacts>> = {
  'no account': (facts) => ({ ...facts, account: false }),
  'an attachment on its way': (facts) => ({ ...facts, attachments: [{ complete: false }] }),
  'too large': (facts) => ({ ...facts, size: 2, sizeLimit: 1 }),
  'no text': (facts) => ({ ...facts, textEmpty: true, attachments: [], quote: 'none' }),
  'a bad address': (facts) => alsoTo(facts, { addressValid: false }),
  'a stranger': (facts) => alsoTo(facts, { party: null }),
  'a shared address': (facts) => alsoTo(facts, { ambiguous: true }),
  'a ledger that moved on': (facts) =>
    alsoTo(facts, { consent: { ...second.consent, email: consent('withdrawn', { rowId: 'co_row00077' }) } }),
  'nothing chosen': (facts) => ({ ...facts, choice: null }),
};

const reasonsOf = (decision: Decision): string[] =>
  decision.outcome === 'refuse' ? decision.reasons.map((each) => `${each.code} ${each.address} ${each.detail}`) : [];

describe('decide, over every combination of a small domain', () => {
  const outcomes = new Set<string>();
  const broken = new Map<string, SubmissionFacts>();

  beforeAll(() => {
    for (const facts of everyMessage()) {
      const decision = decide(facts);
      outcomes.add(decision.outcome === 'allow' ? `allow ${decision.deliveries[0]?.mode}` : decision.outcome);
      for (const [law, breaks] of Object.entries(laws)) if (breaks(facts, decision)) broken.set(law, facts);
    }
  });

  test('the domain reaches each outcome and each mode', () => {
    expect([...outcomes].sort()).toEqual(['allow open', 'allow openpgp', 'allow sealed', 'allow tls', 'ask', 'refuse']);
  });

  test.each(Object.keys(laws))('%s', (law) => {
    expect(broken.get(law) ?? null).toBeNull();
  });
});

describe('decide, when one more thing is wrong', () => {
  // A prime step sees all corners of the domain at a fraction of its size.
  const sample = [...everyMessage()].filter((_facts, index) => index % 37 === 0);

  test.each(Object.entries(causes))('%s refuses whatever was decided before', (_name, cause) => {
    expect(sample.find((facts) => decide(cause(facts)).outcome !== 'refuse') ?? null).toBeNull();
  });

  test.each(Object.entries(causes).filter(([name]) => name !== 'nothing chosen' && name !== 'no text'))(
    '%s leaves every reason standing that stood before',
    (_name, cause) => {
      const lost = sample.find((facts) => {
        const after = new Set(reasonsOf(decide(cause(facts))));
        // A patient beside somebody who is none lets that one have the stronger mode: the one reason that may go.
        const before = reasonsOf(decide(facts)).filter((reason) => !reason.startsWith('sealed-needs-patient'));
        return !before.every((reason) => after.has(reason));
      });
      expect(lost ?? null).toBeNull();
    },
  );
});

describe('suggestModes, held against decide', () => {
  const chosen = (recipient: RecipientFacts, mode: Mode, content: ContentKind) =>
    decide(
      message({
        content,
        recipients: [recipient],
        choice: choice(mode, { consentRowId: recipient.consent.email.rowId }),
      }),
    );

  test('a mode is offered exactly where deciding on it would not refuse', () => {
    const broken: string[] = [];
    for (const recipient of everyRecipient())
      for (const content of contents)
        for (const option of suggestModes(recipient, content, null, false)) {
          if (recipient.party === null || recipient.ambiguous) continue;
          const possible = chosen(recipient, option.mode, content).outcome !== 'refuse';
          if (possible !== option.available) broken.push(JSON.stringify({ recipient, content, option }));
        }
    expect(broken).toEqual([]);
  });
});
