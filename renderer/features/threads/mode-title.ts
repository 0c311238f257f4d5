import type { Mode } from '../../../main/contract/fields.ts';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { modeTitles, openTitleOthers } from '../../text/threads.ts';
import { listedTitle } from '../../text/transport.ts';

/**
 * What a mode is called where it is chosen: consent is only spoken of with patients, and a way that somebody merely
 * vouches for is never called verified.
 */
export function modeTitle(mode: Mode, { party, options }: Pick<ThreadDetail, 'party' | 'options'>): string {
  if (mode === 'open' && party !== 'patient') return openTitleOthers;
  const listed = mode === 'tls' && options.find(({ reason }) => reason === 'tls-listed');
  return listed ? listedTitle(listed.detail ?? '') : modeTitles[mode];
}
