import { readKnownKey } from '../protection/known-key.ts';
import type { ReadHandle } from '../store/sql.ts';
import { getOwnKey } from '../store/tables/own-key.ts';

/** Whether the practice's own key still encrypts and signs at `now` (ms). */
export async function isOwnKeyUsable(db: ReadHandle, now: number): Promise<boolean> {
  return (await readKnownKey(getOwnKey(db).publicKey, now)).status === 'usable';
}
