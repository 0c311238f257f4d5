import type { ImportRefusal } from '../../contract/imports.ts';
import { type Incoming, mergeIncoming, nameKey, refusal } from './incoming.ts';

/** Puts the rows of a file together by person: record number first, then name and birth date. */
export type Gatherer = {
  /** Takes a row; a refusal where it contradicts an earlier one. */
  readonly take: (incoming: Incoming) => ImportRefusal | null;
  readonly people: () => readonly Incoming[];
};

export function createGatherer(): Gatherer {
  const people: Incoming[] = [];
  const byNumber = new Map<string, Incoming>();
  const byBirth = new Map<string, Incoming>();
  const birthKey = ({ name, birthDate }: Incoming) => (birthDate === null ? null : `${birthDate} ${nameKey(name)}`);

  function remember(person: Incoming, key: string | null): void {
    if (person.recordNumber !== '') byNumber.set(person.recordNumber, person);
    if (key !== null) byBirth.set(key, person);
  }

  return {
    take(incoming) {
      const key = birthKey(incoming);
      const numbered = incoming.recordNumber === '' ? undefined : byNumber.get(incoming.recordNumber);
      if (numbered !== undefined) {
        if (areOthers(numbered, incoming))
          return refusal(incoming.row, 'number-of-someone-else', incoming.recordNumber, `${numbered.row}`);
        mergeIncoming(numbered, incoming);
        remember(numbered, birthKey(numbered));
        return null;
      }
      const born = key === null ? undefined : byBirth.get(key);
      if (born !== undefined) {
        if (born.recordNumber !== '' && incoming.recordNumber !== '')
          return refusal(incoming.row, 'other-number', born.recordNumber, `${born.row}`);
        mergeIncoming(born, incoming);
        remember(born, birthKey(born));
        return null;
      }
      people.push(incoming);
      remember(incoming, key);
      return null;
    },
    people: () => people,
  };
}

/** One number, but another birth date, or where one is unknown another name: a household's number is nobody's own. */
export function areOthers(
  one: Pick<Incoming, 'name' | 'birthDate'>,
  other: Pick<Incoming, 'name' | 'birthDate'>,
): boolean {
  const sameBirth = one.birthDate === null || other.birthDate === null ? null : one.birthDate === other.birthDate;
  return sameBirth === null ? nameKey(one.name) !== nameKey(other.name) : !sameBirth;
}
