import type { ConsentView } from '../../main/contract/fields.ts';
import { consentPhrase } from '../text/words.ts';
import { Chip } from './chip.tsx';

/** The second of the two chips: what the ledger says about plain mail. Null: not a patient. */
export function ConsentChip({ consent }: { readonly consent: ConsentView | null }) {
  return <Chip>{consentPhrase(consent)}</Chip>;
}
