import type { DraftKind } from '../../contract/drafts.ts';
import type { Person } from '../../contract/fields.ts';
import { storedAddress } from '../base/address.ts';

/** What a message that is answered or passed on says about who takes part. */
export type AnsweredPeople = {
  readonly direction: 'in' | 'out';
  readonly from: readonly Person[];
  readonly replyTo: readonly Person[];
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
};

/**
 * The one place that says whom a message goes to, for new messages, replies, replies to all and forwards alike.
 * `ownAddress` is never among them. Answering our own message writes to the people it went to.
 */
export function buildRecipients(
  kind: DraftKind,
  answered: AnsweredPeople | null,
  ownAddress: string,
  given: readonly Person[] = [],
): { readonly to: readonly Person[]; readonly cc: readonly Person[] } {
  if (answered === null || kind === 'new' || kind === 'forward') return { to: unique(given, new Set()), cc: [] };
  const own = new Set([storedAddress(ownAddress)]);
  const replyTo = answered.replyTo.length > 0 ? answered.replyTo : answered.from;
  const to = unique(answered.direction === 'out' ? answered.to : replyTo, own);
  if (kind === 'reply') return { to, cc: [] };
  const others = answered.direction === 'out' ? answered.cc : [...answered.to, ...answered.cc];
  return { to, cc: unique(others, new Set([...own, ...to.map(({ address }) => storedAddress(address))])) };
}

function unique(people: readonly Person[], without: ReadonlySet<string>): Person[] {
  const seen = new Set(without);
  return people.filter(({ address }) => {
    const key = storedAddress(address);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
