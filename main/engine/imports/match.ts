import type { ImportRefusal } from '../../contract/imports.ts';
import type { ReadHandle } from '../store/sql.ts';
import {
  getKnownPatient,
  type KnownPatient,
  listAddressesOf,
  listPatientKeys,
  type PatientKey,
} from '../store/tables/known-patients.ts';
import { areOthers } from './gather.ts';
import { type Incoming, nameKey, refusal } from './incoming.ts';

/** Finds the patient on file, null for somebody new, or says why nobody can tell. */
export type Matcher = (incoming: Incoming) => KnownPatient | null | ImportRefusal;

/** Mixing two people up is worse than leaving a row out: whatever is in doubt is refused. */
export function createMatcher(db: ReadHandle): Matcher {
  const byNumber = new Map<string, PatientKey[]>();
  const byBirth = new Map<string, PatientKey[]>();
  const byName = new Map<string, PatientKey[]>();
  for (const key of listPatientKeys(db)) {
    if (key.record_number !== '') put(byNumber, key.record_number, key);
    const name = nameKey(key.name);
    put(byName, name, key);
    if (key.birth_date !== null) put(byBirth, `${key.birth_date} ${name}`, key);
  }
  const get = ({ number }: PatientKey) => getKnownPatient(db, number);
  const onlyOne = (found: readonly PatientKey[], { row, name, recordNumber }: Incoming) => {
    if (found.length > 1) return refusal(row, 'several-fit', name);
    const [one] = found;
    if (one === undefined) return null;
    const otherNumber = recordNumber !== '' && one.record_number !== '' && one.record_number !== recordNumber;
    return otherNumber ? refusal(row, 'other-number', recordNumber, one.record_number) : get(one);
  };

  return (incoming) => {
    const { row, recordNumber, name, birthDate } = incoming;
    const numbered = recordNumber === '' ? [] : (byNumber.get(recordNumber) ?? []);
    if (numbered.length > 1) return refusal(row, 'several-fit', recordNumber);
    const [found] = numbered;
    if (found !== undefined) {
      const known = { name: found.name, birthDate: found.birth_date };
      return areOthers(known, incoming) ? refusal(row, 'number-of-someone-else', recordNumber, found.name) : get(found);
    }
    if (birthDate !== null) return onlyOne(byBirth.get(`${birthDate} ${nameKey(name)}`) ?? [], incoming);
    // Neither number nor birth date: the name and an address together say who it is, the name alone does not.
    const named = byName.get(nameKey(name)) ?? [];
    if (named.length === 0) return null;
    const reached = named.filter((key) =>
      listAddressesOf(db, get(key).id).some((address) => incoming.addresses.includes(address)),
    );
    if (reached.length > 0) return onlyOne(reached, incoming);
    return recordNumber === '' ? refusal(row, 'cannot-tell-who', name) : null;
  };
}

function put(map: Map<string, PatientKey[]>, key: string, value: PatientKey): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
