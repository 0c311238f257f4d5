import type { SubmissionFacts } from '../policy/facts.ts';
import { recipientRefusals } from '../policy/recipient-refusals.ts';
import type { ReadHandle } from '../store/sql.ts';
import type { OutboxRow } from '../store/tables/outbox.ts';
import { gatherRecipient } from './gather-facts.ts';

type Decided = Pick<SubmissionFacts, 'purpose' | 'bulk' | 'content'> & { readonly recipients: readonly string[] };

/**
 * Whether a queued message may still leave at `now`. What is protected may: nobody new can read it. What leaves in clear
 * rests on a consent, which may have been withdrawn or have run out while the message waited for its ten seconds or the line.
 */
export async function isStillAllowed(
  db: ReadHandle,
  row: Pick<OutboxRow, 'mode' | 'decisionJson' | 'threadId'>,
  now: number,
): Promise<boolean> {
  if (row.mode !== 'open') return true;
  const { recipients, ...decided }: Decided = JSON.parse(row.decisionJson);
  for (const address of recipients) {
    const recipient = await gatherRecipient(db, address, { threadId: row.threadId, now });
    // The choice was made and acknowledged when the message was queued; only the consent itself is looked at again.
    if (recipientRefusals({ ...decided, choice: null }, recipient, 'open').length > 0) return false;
  }
  return true;
}
