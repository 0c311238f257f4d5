import type { DocumentFacts, DocumentPatient } from '../../../main/contract/documents.ts';

/** Whether what stands in a document is what is on file: `missing` where one side says nothing. */
export type Agreement = 'agrees' | 'differs' | 'missing';

/** Compares for the eye; what may be sent is the engine's to say. */
export function compareFacts(
  facts: DocumentFacts,
  patient: DocumentPatient,
): { readonly number: Agreement; readonly birthDate: Agreement; readonly name: Agreement } {
  const words = (name: string) =>
    name
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .filter((word) => word.length > 1);
  const own = new Set(words(patient.name));
  return {
    number: agreement(facts.numbers.map(plain), plain(patient.recordNumber)),
    birthDate: agreement(facts.birthDates, patient.birthDate ?? ''),
    name: facts.names.length === 0 ? 'missing' : shares(facts.names.flatMap(words), own) ? 'agrees' : 'differs',
  };
}

function agreement(found: readonly string[], own: string): Agreement {
  if (found.length === 0 || own === '') return 'missing';
  return found.includes(own) ? 'agrees' : 'differs';
}

const shares = (found: readonly string[], own: ReadonlySet<string>): boolean => found.some((word) => own.has(word));

/** As the engine compares record numbers: signs, capitals and leading zeros aside. */
const plain = (number: string): string =>
  number
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+(?=\d+$)/, '');
