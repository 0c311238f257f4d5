import type { DocumentPatient } from '../../contract/documents.ts';
import { type FoundFacts, nameWords, numberKey, readFacts } from './read-facts.ts';

/** Finds whom a document could be about among many thousand patients, without looking at each. */
export type CandidateIndex = (document: { readonly name: string; readonly text: string }) => readonly DocumentPatient[];

/** Everybody who could agree in number, birth date or name; whoever is left out agrees in none of them. In their order. */
export function createCandidateIndex(everybody: readonly DocumentPatient[]): CandidateIndex {
  const byNumber = new Map<string, DocumentPatient[]>();
  const byBirth = new Map<string, DocumentPatient[]>();
  /** Under the longest word of their name. */
  const byWord = new Map<string, DocumentPatient[]>();
  const places = new Map(everybody.map((each, place) => [each, place]));
  for (const each of everybody) {
    put(byNumber, numberKey(each.recordNumber), each);
    if (each.birthDate !== null) put(byBirth, each.birthDate, each);
    const [longest] = nameWords(each.name).toSorted((one, other) => other.length - one.length);
    if (longest !== undefined) put(byWord, longest, each);
  }
  return (document) => {
    const facts = readFacts(document);
    return [...new Set(found(facts))].toSorted((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
  };

  function* found(facts: FoundFacts): Generator<DocumentPatient> {
    for (const number of facts.numbers) yield* byNumber.get(number) ?? [];
    for (const day of [...facts.days, ...facts.labelledDays.flat()]) yield* byBirth.get(day) ?? [];
    for (const word of facts.words) yield* byWord.get(word) ?? [];
  }
}

function put(map: Map<string, DocumentPatient[]>, key: string, value: DocumentPatient): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
