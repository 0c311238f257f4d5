import type { ConsentView } from '../../main/contract/fields.ts';
import { consentPhrase } from '../text/words.ts';
import { Chip } from './chip.tsx';
import { consentIcon } from './consent-icon.ts';

/** The second of the two chips: what the ledger says about plain mail. Null: not a patient. */
export function ConsentChip({ consent }: { readonly consent: ConsentView | null }) {
  return <Chip icon={consentIcon(consent)}>{consentPhrase(consent)}</Chip>;
}
