import type { ConsentStatus, ConsentView, Mode, Purpose } from '../../main/contract/fields.ts';
import { formatDayMonth } from './format.ts';

/** The protection modes as they are shown; `none` where nobody has chosen. */
export const modeNames = {
  openpgp: 'OpenPGP',
  smime: 'S/MIME',
  sealed: 'Sealed letter',
  tls: 'Verified TLS',
  open: 'Not encrypted',
  none: 'Choose protection and consent',
} as const satisfies Record<Mode | 'none', string>;

export const purposeNames = {
  'unencrypted-email': 'plain mail',
  marketing: 'news and offers',
  'access-request': 'their own records in plain mail',
} as const satisfies Record<Purpose, string>;

const consentWords = {
  'not-asked': 'not asked',
  asked: 'asked',
  given: 'given',
  declined: 'declined',
  withdrawn: 'withdrawn',
  expired: 'expired',
} as const satisfies Record<ConsentStatus, string>;

/** The words of the consent chip: "Plain mail: given Nov 3", with the year where it is another; null is not a patient. */
export function consentPhrase(consent: ConsentView | null): string {
  if (!consent) return 'Not a patient';
  const day = consent.status === 'given' && consent.at !== null ? ` ${formatDayMonth(consent.at)}` : '';
  return `Plain mail: ${consentWords[consent.status]}${day}`;
}
