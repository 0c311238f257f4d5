import type { DraftContent } from '../../contract/drafts.ts';
import type { ConsentWording } from '../../contract/patients.ts';
import type { RecipientFacts } from '../policy/facts.ts';
import type { DraftRow } from '../store/tables/drafts.ts';
import type { OutboxDecision } from '../store/tables/outbox.ts';

/** The ledger keeps words of this length at most, in characters. */
const longestWording = 10_000;

/**
 * What a message asks its patient for, as the ledger will say once it left; undefined where it asks nothing, or goes to
 * somebody else. The practice's own wording counts where it stands in the text as it is; else the whole text is what was asked.
 */
export function askedConsent(
  draft: DraftRow,
  text: string,
  recipients: readonly RecipientFacts[],
  wordings: readonly ConsentWording[],
): OutboxDecision['asks'] {
  const { asks: purpose }: DraftContent = JSON.parse(draft.contentJson);
  const { patientId } = draft;
  const isTheirs = recipients.some((recipient) => recipient.patientId === patientId);
  if (purpose === undefined || patientId === null || !isTheirs) return undefined;
  const wording = wordings.find((each) => each.purpose === purpose && oneLine(text).includes(oneLine(each.text)));
  // Nobody can say whether words of one's own were a warning.
  if (wording === undefined) {
    return { patientId, purpose, wording: text.slice(0, longestWording), wordingVersion: '', warned: false };
  }
  return { patientId, purpose, wording: wording.text, wordingVersion: wording.version, warned: true };
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
