import type { ImportRefusal } from '../../contract/imports.ts';
import type { ReadHandle } from '../store/sql.ts';
import {
  type KnownPatient,
  listAddressesOf,
  listByBirthDate,
  listByName,
  listByRecordNumber,
} from '../store/tables/known-patients.ts';
import { areOthers } from './gather.ts';
import { type Incoming, nameKey, refusal } from './incoming.ts';

/** The patient on file, null for somebody new, or why nobody can tell. Mixing two people up is worse than leaving a row out. */
export function matchPatient(db: ReadHandle, incoming: Incoming): KnownPatient | null | ImportRefusal {
  const { row, recordNumber, name, birthDate } = incoming;
  if (recordNumber !== '') {
    const numbered = listByRecordNumber(db, recordNumber);
    if (numbered.length > 1) return refusal(row, 'several-fit', recordNumber);
    const [found] = numbered;
    if (found !== undefined) {
      const known = { name: found.name, birthDate: found.birth_date };
      return areOthers(known, incoming) ? refusal(row, 'number-of-someone-else', recordNumber, found.name) : found;
    }
  }
  if (birthDate !== null) {
    const key = nameKey(name);
    const born = listByBirthDate(db, birthDate).filter((known) => nameKey(known.name) === key);
    return onlyOne(born, incoming);
  }
  // Neither number nor birth date: the name and an address together say who it is, the name alone does not.
  const named = listByName(db, name);
  if (named.length === 0) return null;
  const reached = named.filter(({ id }) => listAddressesOf(db, id).some((each) => incoming.addresses.includes(each)));
  if (reached.length > 0) return onlyOne(reached, incoming);
  return recordNumber === '' ? refusal(row, 'cannot-tell-who', name) : null;
}

function onlyOne(
  found: readonly KnownPatient[],
  { row, name, recordNumber }: Incoming,
): KnownPatient | null | ImportRefusal {
  if (found.length > 1) return refusal(row, 'several-fit', name);
  const [one] = found;
  if (one === undefined) return null;
  const otherNumber = recordNumber !== '' && one.record_number !== '' && one.record_number !== recordNumber;
  return otherNumber ? refusal(row, 'other-number', recordNumber, one.record_number) : one;
}
