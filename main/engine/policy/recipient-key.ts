import type { KeyFacts, RecipientFacts } from './facts.ts';

/** The key a message would be encrypted to: usable ones only, one that somebody compared before any other; null: none. */
export function findRecipientKey(recipient: Pick<RecipientFacts, 'keys'>): KeyFacts | null {
  const usable = recipient.keys.filter((key) => key.status === 'usable');
  return usable.find((key) => key.compared) ?? usable[0] ?? null;
}
