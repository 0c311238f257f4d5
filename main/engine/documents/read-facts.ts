import { foldedWords } from '../imports/incoming.ts';
import { type FoundDay, readDays } from './read-days.ts';

/** What a file's name and text say about whom it is about. */
export type FoundFacts = {
  /** What the text itself calls a record number, normalised. */
  readonly labelledNumbers: readonly string[];
  /** Whatever could be one, in the name or, where the text labels none, in the text. */
  readonly numbers: ReadonlySet<string>;
  /** Days that the text calls a birth date, each with its readings. */
  readonly labelledDays: readonly (readonly string[])[];
  /** Days that may be one: in the name or, where the text labels none, in the text. */
  readonly days: ReadonlySet<string>;
  /** What the text itself calls the patient's name. */
  readonly labelledNames: readonly string[];
  /** All its words, folded. */
  readonly words: ReadonlySet<string>;
};

/** The same for a record number however it is written: capitals, punctuation and leading zeros aside. */
export function numberKey(recordNumber: string): string {
  const plain = recordNumber.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return /^\d+$/.test(plain) ? plain.replace(/^0+(?=\d)/, '') : plain;
}

const numberLabel =
  /\b(?:MRN|med(?:ical)?\.?\s?rec(?:ord)?\.?(?:\s?(?:number|no\.?|nr\.?|#))?|record\s?(?:number|no\.?|nr\.?|#)|chart\s?(?:number|no\.?|#|id)|patient\s?(?:id|number|no\.?|#)|(?:n[uú]mero|n\.?[º°o])\s?(?:de\s)?(?:expediente|historia(?:\scl[ií]nica)?))\s*[:#.]*\s*([\p{L}\p{N}][\p{L}\p{N}./-]{0,24})/giu;
const dayLabel =
  /\b(?:date\s?of\s?birth|birth\s?date|d\.?\s?o\.?\s?b\b\.?|born(?:\son)?|fecha\s?de\s?nac(?:imiento)?|f\.?\s?nac\b\.?|nacid[oa](?:\sel)?|nacimiento)/gi;
const nameLabel = /\b(?:patient(?:'s)?\s?name|patient|nombre\sdel\spaciente|paciente)\s*:\s*([^\n:]{2,60})/gi;
/** Between a label and its day stand a colon or the next label of a table's head. */
const labelReach = 30;
/** A shorter one that nothing calls a record number is a page, a dose, a value. */
const shortestUnlabelled = 4;

/** Reads the facts out of a file's name and its text. */
export function readFacts(document: { readonly name: string; readonly text: string }): FoundFacts {
  const name = document.name.replace(/\.pdf$/i, '').replaceAll('_', ' ');
  const text = document.text.normalize('NFKC');
  const textDays = readDays(text);
  const labelledDays = [...text.matchAll(dayLabel)].flatMap((label) => {
    const end = label.index + label[0].length;
    const next = textDays.find(({ at }) => at >= end);
    return next !== undefined && next.at - end <= labelReach ? [next.readings] : [];
  });
  const labelledNumbers = [...text.matchAll(numberLabel)].flatMap(([, number = '']) => {
    const isDay = readDays(number).length > 0;
    return /\d/.test(number) && !isDay ? [numberKey(number)] : [];
  });
  const nameDays = readDays(name);
  const labelledNames = [...text.matchAll(nameLabel)]
    .map(([, said = '']) => beforeNextLabel(said))
    .filter((said) => nameWords(said).length > 0);
  return {
    labelledNumbers: [...new Set(labelledNumbers)],
    numbers: new Set([
      ...tokens(without(name, nameDays), 1),
      ...(labelledNumbers.length > 0 ? labelledNumbers : tokens(without(text, textDays), shortestUnlabelled)),
    ]),
    labelledDays,
    days: new Set([...nameDays, ...(labelledDays.length > 0 ? [] : textDays)].flatMap(({ readings }) => readings)),
    labelledNames,
    words: new Set([...foldedWords(name), ...foldedWords(text)]),
  };
}

/** Words of a person's name: a number beside it is none. */
export const nameWords = (name: string): string[] =>
  foldedWords(name).filter((word) => word.length > 1 && !/\d/.test(word));

/** "Ana Ruiz   MRN: 20418": in a PDF the next label stands on the same line. */
function beforeNextLabel(said: string): string {
  return (
    said.split(/\s{2,}|[\t|;]|\b(?:MRN|DOB|D\.O\.B|ID|Sex|Age|Gender|Date|Record|Chart|Born|Fecha|Sexo|Edad)\b/i)[0] ??
    ''
  );
}

function without(text: string, days: readonly FoundDay[]): string {
  let rest = '';
  let from = 0;
  for (const { at, end } of days) {
    if (at < from) continue;
    rest += `${text.slice(from, at)} `;
    from = end;
  }
  return rest + text.slice(from);
}

/** Whatever has a digit in it; "A-1234-labs" also stands for A-1234. */
function* tokens(text: string, shortest: number): Generator<string> {
  for (const [token] of text.matchAll(/[\p{L}\p{N}]+(?:[-./][\p{L}\p{N}]+){0,7}/gu)) {
    const parts = token.split(/[-./]/);
    for (let from = 0; from < parts.length; from += 1) {
      for (let to = from + 1; to <= parts.length; to += 1) {
        const joined = parts.slice(from, to).join('');
        if (joined.length < shortest || !/\d/.test(joined)) continue;
        const key = numberKey(joined);
        // One digit counts files and copies.
        if (key.length > 1) yield key;
      }
    }
  }
}
