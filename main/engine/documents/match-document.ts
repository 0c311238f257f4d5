import type { DocumentFacts, DocumentPatient, MatchReason } from '../../contract/documents.ts';
import { type FoundFacts, nameWords, numberKey, readFacts } from './read-facts.ts';

export type Match = {
  readonly verdict: 'matched' | 'look' | 'none';
  readonly reason: MatchReason;
  /** Only where record number and birth date are this patient's, and nothing speaks against it. */
  readonly patientId: string | null;
  /** Whom a person could pick, likeliest first. */
  readonly suggestions: readonly string[];
  readonly facts: DocumentFacts;
};

/** Whom a person is shown at most. */
const mostSuggestions = 8;

/**
 * Whom a document is about, by its file name and its text. `matched` takes both: the record number and
 * the birth date of one and the same patient, and no other's; whatever else agrees is for a person to look at.
 */
export function matchDocument(
  document: { readonly name: string; readonly text: string },
  candidates: readonly DocumentPatient[],
): Match {
  const facts = readFacts(document);
  const numbered = candidates.filter((each) => hasNumber(facts, each));
  const dated = candidates.filter((each) => agreesInDay(facts, each));
  const named = candidates.filter((each) => hasName(facts, each));
  const both = dated.filter((each) => named.includes(each));
  const shown = shownFacts(facts, numbered, dated);
  const look = (reason: MatchReason, ...suggested: readonly (readonly DocumentPatient[])[]): Match => ({
    verdict: 'look',
    reason,
    patientId: null,
    suggestions: [...new Set(suggested.flat().map(({ id }) => id))].slice(0, mostSuggestions),
    facts: shown,
  });

  const [one, another] = numbered;
  if (one !== undefined && another !== undefined) return look('several', numbered, both);
  if (one !== undefined) {
    const strangers = facts.labelledNumbers.some((number) => number !== numberKey(one.recordNumber));
    if (strangers) return look('several', numbered, both);
    if (agreesInDay(facts, one) && !contradictsDay(facts, one)) {
      // A twin shares the birth date and the family name: whose number stands there does not tell whose result it is.
      const isTwin = both.some((each) => each !== one);
      if (isTwin || contradictsName(facts, one)) return look('name-differs', numbered, both, named);
      return { verdict: 'matched', reason: 'number-and-date', patientId: one.id, suggestions: [one.id], facts: shown };
    }
    if (both.length > 0) return look('number-and-date-differ', numbered, both);
    if (one.birthDate === null) return look('no-birth-date-on-file', numbered);
    const saysDay = facts.labelledDays.length > 0;
    return saysDay ? look('date-differs', numbered, dated, named) : look('number-only', numbered, named);
  }
  if (both.length > 0) return look(facts.labelledNumbers.length > 0 ? 'number-differs' : 'date-and-name', both);
  if (named.length > 0) return look('name-only', named);
  // Any day in a text may be somebody's birthday; only one that is said to be a birth date leads to them.
  if (dated.length > 0 && facts.labelledDays.length > 0) return look('date-only', dated);
  return { verdict: 'none', reason: 'nobody', patientId: null, suggestions: [], facts: shown };
}

const hasNumber = (facts: FoundFacts, { recordNumber }: DocumentPatient): boolean => {
  const key = numberKey(recordNumber);
  return /\d/.test(key) && facts.numbers.has(key);
};

/** The patient's birth date stands there: as a birth date, where the text says which it is, else as any day. */
const agreesInDay = (facts: FoundFacts, { birthDate }: DocumentPatient): boolean =>
  birthDate !== null && (facts.days.has(birthDate) || facts.labelledDays.some((each) => each.includes(birthDate)));

const contradictsDay = (facts: FoundFacts, { birthDate }: DocumentPatient): boolean =>
  facts.labelledDays.some((readings) => birthDate === null || !readings.includes(birthDate));

/** All words of the patient's name stand there; one word alone names nobody. */
function hasName(facts: FoundFacts, { name }: DocumentPatient): boolean {
  const words = nameWords(name);
  return words.length > 1 && words.every((word) => facts.words.has(word));
}

/** The text calls somebody the patient by another name; the same one may have words more or less, such as a second name. */
function contradictsName(facts: FoundFacts, { name }: DocumentPatient): boolean {
  const own = nameWords(name);
  return facts.labelledNames.some((label) => {
    const said = nameWords(label);
    const isShorter = said.every((word) => own.includes(word));
    const isLonger = own.length > 0 && own.every((word) => said.includes(word));
    return !isShorter && !isLonger;
  });
}

function shownFacts(
  facts: FoundFacts,
  numbered: readonly DocumentPatient[],
  dated: readonly DocumentPatient[],
): DocumentFacts {
  const known = dated.flatMap(({ birthDate }) => birthDate ?? []);
  return {
    numbers: [...new Set([...facts.labelledNumbers, ...numbered.map(({ recordNumber }) => recordNumber)])].slice(0, 5),
    birthDates: [...new Set([...facts.labelledDays.flatMap((readings) => readings.slice(0, 1)), ...known])].slice(0, 5),
    names: [...new Set(facts.labelledNames.map((name) => name.trim()))].slice(0, 3),
  };
}
