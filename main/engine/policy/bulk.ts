import type { ContentKind, Mode } from '../../contract/fields.ts';
import type { ModeOption } from '../../contract/threads.ts';
import type { RecipientFacts } from './facts.ts';
import { isVouchedFor } from './recipient-certificate.ts';
import { suggestModes } from './suggest.ts';

/**
 * The mode a run would write to this recipient in, in the same order of suggestions as for one letter, or null; and every
 * mode with its reason. Keys that nobody compared and certificates that nobody vouches for do not exist for a run, nor does
 * a request for records: nobody looks at the single letter.
 */
export function suggestBulkMode(
  recipient: RecipientFacts,
  content: ContentKind,
  usual: Mode | null,
  ownCertificate: boolean,
): { readonly suggested: ModeOption | null; readonly options: readonly ModeOption[] } {
  const { consent } = recipient;
  const known: RecipientFacts = {
    ...recipient,
    keys: recipient.keys.filter(({ compared }) => compared),
    certificates: recipient.certificates.filter(isVouchedFor),
    consent: { ...consent, accessRequest: { status: 'not-asked', rowId: null, at: null, until: null } },
  };
  const options = suggestModes(known, content, usual, ownCertificate);
  return { suggested: options.find(({ suggested }) => suggested) ?? null, options };
}
