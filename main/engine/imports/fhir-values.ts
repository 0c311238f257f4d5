import type { Concept } from '../journal/import-change.ts';
import type { FhirConcept, FhirName } from './fhir-resources.ts';
import { foldedWords } from './incoming.ts';
import { longestShort } from './limits.ts';
import type { DayTime } from './read-day.ts';

/** One line without control characters, at most `longestShort` long: everything of a file may end up in a mail's header. */
export function line(text: string | undefined): string {
  return (text ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, longestShort);
}

/** A code with its words; null where there is neither. */
export function conceptOf(concept: FhirConcept | undefined): Concept | null {
  const coding = concept?.coding?.find(({ code }) => code !== undefined && code !== '');
  const label = line(concept?.text ?? coding?.display ?? coding?.code);
  if (label === '') return null;
  return {
    code: line(coding?.code) || foldedWords(label).join(' '),
    label: label.replace(/ \((disorder|finding|situation)\)$/, ''),
  };
}

export function codeOf(concept: FhirConcept | undefined): string {
  return concept?.coding?.[0]?.code ?? concept?.text ?? '';
}

/** A FHIR date, dateTime or instant as the practice's wall shows it; null for what is none. A date without a day is none. */
export function fhirDay(text: string | undefined): DayTime | null {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text ?? '');
  const [, day = '', time = '', zone] = parts ?? [];
  const at = new Date(`${day}T00:00:00Z`);
  if (parts === null || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return null;
  // A zone that is written out is the practice's own; UTC is nobody's wall.
  if (zone !== 'Z') return { day, time };
  const local = new Date(text ?? '');
  const two = (number: number) => String(number).padStart(2, '0');
  return {
    day: `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`,
    time: `${two(local.getHours())}:${two(local.getMinutes())}`,
  };
}

/** The name that a person goes by: not a maiden or an old one. */
export function nameOf(names: readonly FhirName[] | undefined) {
  const name =
    names?.find(({ use }) => use === 'usual') ??
    names?.find(({ use }) => use === 'official') ??
    names?.find(({ use }) => use !== 'old' && use !== 'maiden') ??
    names?.[0];
  const given = line(name?.given?.join(' '));
  const family = line(name?.family);
  return {
    given,
    family,
    prefix: line(name?.prefix?.join(' ')),
    whole: line(`${given} ${family}`) || line(name?.text),
  };
}

/** The type and id that a reference names, however it is written. */
export function referenceKey(reference: string | undefined): string {
  if (reference === undefined) return '';
  if (reference.startsWith('urn:')) return reference;
  return reference.split('/').slice(-2).join('/');
}
