import { storedAddress } from '../base/address.ts';
import type { Journal } from '../journal/journal.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { type AddressTrouble, findAddressTrouble } from '../store/tables/delivery-reports.ts';

/** Those of the addresses to which mail came back for good, with when and why: a warning, never a refusal. */
export function listAddressTroubles(db: ReadHandle, addresses: readonly string[]): AddressTrouble[] {
  return addresses.map((address) => findAddressTrouble(db, storedAddress(address))).filter((found) => found !== null);
}

/** An address works again: somebody wrote from it, or a person says so. False where nothing was wrong with it. */
export function clearAddress(db: WriteHandle, journal: Journal, given: string, how: 'wrote' | 'said-so'): boolean {
  const address = storedAddress(given);
  if (findAddressTrouble(db, address) === null) return false;
  journal.append(db, 'address.cleared', { address, how });
  return true;
}
