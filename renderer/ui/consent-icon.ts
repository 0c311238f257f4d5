import { CircleDashed, Clock, type LucideIcon, MailCheck, MailQuestionMark, MailX, UserRoundX } from 'lucide-react';
import type { ConsentView } from '../../main/contract/fields.ts';

const icons: Readonly<Record<ConsentView['status'], LucideIcon>> = {
  'not-asked': CircleDashed,
  asked: MailQuestionMark,
  given: MailCheck,
  declined: MailX,
  withdrawn: MailX,
  expired: Clock,
};

/** What stands before the words of the consent; null: not a patient. */
export function consentIcon(consent: ConsentView | null): LucideIcon {
  return consent === null ? UserRoundX : icons[consent.status];
}
