import type { ErrorFacts } from '../../main/contract/errors.ts';
import { formatDate } from './format.ts';

type Reason = (facts: ErrorFacts) => string;

const word = (facts: ErrorFacts, name: string) => {
  const fact = facts[name];
  return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : '';
};

/** A fact that is an ISO 8601 instant, as a day; empty where it is none. */
const day = (facts: ErrorFacts, name: string) => {
  const at = Date.parse(word(facts, name));
  return Number.isNaN(at) ? '' : formatDate(at);
};

const inQuotes = (text: string, otherwise: string) => (text === '' ? otherwise : `“${text}”`);

/** The reasons of `main/engine/wire/certificate-reason.ts`, in plain words. */
const reasons: Readonly<Record<string, Reason>> = {
  expired: (facts) => {
    const until = day(facts, 'validTo');
    return until ? `Its certificate ran out on ${until}.` : 'Its certificate has run out.';
  },
  'not-yet-valid': (facts) => {
    const from = day(facts, 'validFrom');
    return `Its certificate is not valid ${from ? `before ${from}` : 'yet'}. Is the clock of this computer right?`;
  },
  'self-signed': (facts) =>
    `It made its certificate itself (it says ${inQuotes(word(facts, 'subject'), 'nothing')}); nobody vouches for it.`,
  'unknown-issuer': (facts) =>
    `Its certificate was issued by ${inQuotes(word(facts, 'issuer'), 'somebody')}, whom this computer does not know.`,
  'wrong-name': (facts) =>
    `The certificate it shows belongs to ${inQuotes(word(facts, 'subject'), 'another server')}, not to ${word(facts, 'host') || 'this one'}.`,
  revoked: (facts) => `Its certificate was withdrawn by ${inQuotes(word(facts, 'issuer'), 'its issuer')}.`,
};

/** Whose certificate it is and why it was not believed, in one sentence. */
export function certificateSentence(facts: ErrorFacts): string {
  const reason = reasons[word(facts, 'reason')];
  if (reason) return reason(facts);
  return `Its certificate, issued by ${inQuotes(word(facts, 'issuer'), 'somebody')}, is not made for this.`;
}
