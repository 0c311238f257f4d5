import type { Mode, Party } from '../../../main/contract/fields.ts';
import { modeTitles, openTitleOthers } from '../../text/threads.ts';

/** What a mode is called where it is chosen: consent is only spoken of with patients. */
export function modeTitle(mode: Mode, party: Party | null): string {
  return mode === 'open' && party !== 'patient' ? openTitleOthers : modeTitles[mode];
}
