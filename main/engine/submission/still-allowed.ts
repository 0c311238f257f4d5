import { recipientRefusals } from '../policy/recipient-refusals.ts';
import { stillProven } from '../policy/still-proven.ts';
import type { ReadHandle } from '../store/sql.ts';
import type { OutboxDecision, OutboxRow } from '../store/tables/outbox.ts';
import { type FindTransport, gatherRecipient } from './gather-facts.ts';
import { findNoLongerGood, type NoLongerGood } from './still-good.ts';

/** Why a queued message may not leave now; with `retry` it waits, without it a person decides. */
export type NotAllowed =
  | { readonly code: 'consent-changed' | NoLongerGood; readonly retry: false }
  | { readonly code: 'tls-unproven'; readonly retry: boolean };

/**
 * Whether a queued message may still leave at `now`: null, or why not. What leaves in clear rests on a consent, `tls` on
 * evidence, marketing in every mode on an authorisation, and what is encrypted on a key, a certificate or a phrase: each may have gone, or run out, while the message
 * waited for its ten seconds, the line, or a person.
 */
export async function isStillAllowed(
  db: ReadHandle,
  row: Pick<OutboxRow, 'mode' | 'decisionJson' | 'threadId'>,
  now: number,
  transport: FindTransport,
): Promise<NotAllowed | null> {
  const decision: OutboxDecision = JSON.parse(row.decisionJson);
  if (decision.purpose === 'marketing') {
    for (const address of decision.recipients) {
      const { consent } = await gatherRecipient(db, address, { threadId: row.threadId, now, transport });
      if (consent.marketing.status !== 'given') return { code: 'consent-changed', retry: false };
    }
  }
  if (row.mode !== 'open' && row.mode !== 'tls') {
    const code = await findNoLongerGood(db, decision, now);
    return code === null ? null : { code, retry: false };
  }
  const { recipients, evidence, purpose, bulk, content } = decision;
  for (const address of recipients) {
    if (row.mode === 'tls') {
      const state = stillProven(evidence?.[address] ?? [], transport(address));
      if (state !== 'holds') return { code: 'tls-unproven', retry: state === 'unknown' };
      continue;
    }
    const recipient = await gatherRecipient(db, address, { threadId: row.threadId, now, transport });
    // The choice was made and acknowledged when the message was queued; only the consent itself is looked at again.
    const refusals = recipientRefusals({ purpose, bulk, content, choice: null }, recipient, 'open');
    if (refusals.length > 0) return { code: 'consent-changed', retry: false };
  }
  return null;
}
