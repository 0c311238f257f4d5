import type { SendPreview } from '../../contract/drafts.ts';
import type { SubmissionFacts } from './facts.ts';
import { messageMode, recipientMode } from './recipient-mode.ts';
import { suggestModes } from './suggest.ts';

/** How the message would reach each recipient, and why so or why not; empty before a mode is chosen. */
export function recipientWays(facts: SubmissionFacts): NonNullable<SendPreview['ways']> {
  const mode = messageMode(facts);
  if (mode === null) return [];
  return facts.recipients.flatMap((recipient) => {
    const own = recipientMode(recipient, mode, facts.recipients, facts.ownCertificate);
    return suggestModes(recipient, facts.content, null, facts.ownCertificate)
      .filter((option) => option.mode === own)
      .map(({ suggested: _suggested, ...option }) => ({ address: recipient.address, ...option }));
  });
}
