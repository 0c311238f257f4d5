import type { Mode } from '../../contract/fields.ts';
import type { RecipientFacts, SubmissionFacts } from '../policy/facts.ts';
import { sealedFormOf } from '../policy/sealed-form.ts';
import { leavesReadable } from '../policy/strength.ts';
import type { ReadHandle } from '../store/sql.ts';
import { neutralSubject } from './compose-mail.ts';
import { coverWithLink } from './letter-cover.ts';
import { sealedCovers } from './sealed-protection.ts';

/** What anybody sees of a mail before it is opened. */
export type Outside = { readonly subject: string; readonly text: string | null; readonly file: string | null };

/**
 * The outside of a letter without files to one recipient; null where it leaves readable. Whether one fits into its link shows
 * when it is sealed: here it does. Throws `phrase-missing`, `state-changed`.
 */
export function outsideOf(
  db: ReadHandle,
  mode: Mode,
  recipient: Pick<RecipientFacts, 'device'> & { readonly patientId: string },
  reader: SubmissionFacts['reader'],
): Outside | null {
  if (leavesReadable(mode)) return null;
  const subject = neutralSubject(db);
  if (mode !== 'sealed') return { subject, text: null, file: null };
  const form = sealedFormOf({ attachments: [], ...(reader && { reader }) }, recipient.device);
  const { cover, link } = sealedCovers(db, recipient.patientId, form);
  if (link === null) return { subject, text: cover.text.trim(), file: cover.fileName };
  return { subject, text: coverWithLink(link.cover, `${link.address}#…`).text.trim(), file: null };
}
