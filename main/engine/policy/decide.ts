import type { Decision } from '../../contract/drafts.ts';
import type { SubmissionFacts } from './facts.ts';
import { judgeTransport } from './judge-transport.ts';
import { messageRefusals } from './message-refusals.ts';
import { openQuestions } from './questions.ts';
import { messageMode, recipientMode } from './recipient-mode.ts';
import { recipientRefusals } from './recipient-refusals.ts';
import { formRefusals } from './sealed-form.ts';

/**
 * Whether and how a message may leave: `refuse` with every reason, else `ask` with every open question, else `allow`
 * with the mode of each recipient. No message leaves by any other way.
 */
export function decide(facts: SubmissionFacts): Decision {
  const mode = messageMode(facts);
  const addressed = facts.recipients.map((recipient) => ({
    recipient,
    mode: mode === null ? null : recipientMode(recipient, mode, facts.recipients, facts.ownCertificate),
  }));
  const withMode = addressed.flatMap((each) => (each.mode === null ? [] : [{ ...each, mode: each.mode }]));
  const reasons = [
    ...messageRefusals(facts, withMode),
    ...addressed.flatMap((each) => recipientRefusals(facts, each.recipient, each.mode)),
    ...addressed.flatMap((each) => (each.mode === 'sealed' ? formRefusals(facts, each.recipient) : [])),
  ];
  if (reasons.length > 0) return { outcome: 'refuse', reasons };
  const questions = openQuestions(facts, withMode);
  if (questions.length > 0) return { outcome: 'ask', questions };
  return {
    outcome: 'allow',
    deliveries: withMode.map(({ recipient, mode: own }) => ({
      address: recipient.address,
      mode: own,
      ...(own === 'tls' ? { evidence: [...judgeTransport(recipient.transport).evidence] } : {}),
    })),
  };
}
