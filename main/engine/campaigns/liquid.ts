import { Liquid, type Template } from 'liquidjs';
import { type DateStyle, dateWords } from './date-words.ts';
import { HeldBack, MergeValue } from './merge-value.ts';

/** Where a tag stands decides what its value may hold and how it is written. */
export type WriteValue = (value: string, field: string | null) => string;

export type TemplateLanguage = {
  /** Throws the library's own errors. */
  readonly parse: (source: string) => Template[];
  readonly render: (parsed: Template[], scope: Readonly<Record<string, MergeValue>>) => string;
  /** Every name that the template asks for, conditions and arguments included; `a.b` is one, and is no field. */
  readonly names: (parsed: Template[]) => readonly string[];
};

/** Characters of one template. */
export const longestTemplate = 200_000;
/** Time (ms) and memory (characters made by filters) that one message may take. */
const limits = { parseLimit: longestTemplate + 10_000, renderLimit: 1_000, memoryLimit: 4_000_000 };
const tags = new Set(['if', 'unless']);
const dateStyles: readonly DateStyle[] = ['long_date', 'short_date', 'weekday', 'time'];

/**
 * Liquid with nearly everything taken out: values, conditions, and a closed list of filters. No files, no loops, no
 * assignments, no way around `write`.
 */
export function createLanguage(language: 'en' | 'es', write: WriteValue): TemplateLanguage {
  const liquid = new Liquid({
    ...limits,
    strictVariables: true,
    strictFilters: true,
    // "if" and "default" are what a missing field is for; anywhere else it holds the message.
    lenientIf: true,
    ownPropertyOnly: true,
    catchAllErrors: true,
    relativeReference: false,
    dynamicPartials: false,
    templates: {},
    outputEscape: (value: unknown) => writeOut(value, language, write),
  });
  for (const name of Object.keys(liquid.filters)) liquid.unregisterFilter(name);
  for (const name of Object.keys(liquid.tags)) if (!tags.has(name)) delete liquid.tags[name];
  for (const style of dateStyles) liquid.registerFilter(style, (value: unknown) => inWords(value, style, language));
  liquid.registerFilter('title_case', titleCase);
  liquid.registerFilter('default', orElse);
  return {
    parse: (source) => liquid.parse(source),
    render: (parsed, scope) => String(liquid.renderSync(parsed, scope)),
    names(parsed) {
      const paths = liquid.variableSegmentsSync(parsed, { partials: false });
      return [...new Set(paths.map((segments) => segments.map(String).join('.')))];
    },
  };
}

/** The library gathers what went wrong; one by one. */
export function allErrors(error: unknown): readonly unknown[] {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors) ? error.errors : [error];
}

function writeOut(value: unknown, language: 'en' | 'es', write: WriteValue): string {
  if (value instanceof MergeValue) {
    const words = value.kind === 'day' || value.kind === 'moment' ? inWords(value, 'long_date', language) : value;
    return writeText(String(words.value), value.field, write);
  }
  if (typeof value === 'string' || typeof value === 'number') return writeText(String(value), null, write);
  throw new HeldBack('wrong-kind', null);
}

function writeText(text: string, field: string | null, write: WriteValue): string {
  if (text.trim() === '') throw new HeldBack('missing-field', field);
  return write(text, field);
}

/** Already in words: another filter behind a date format changes letters, not days. */
function inWords(value: unknown, style: DateStyle, language: 'en' | 'es'): MergeValue {
  const field = value instanceof MergeValue ? value.field : null;
  const say = (as: DateStyle) => (value instanceof MergeValue ? dateWords(String(value.value), as, language) : null);
  const words = say(style);
  if (words === null) throw new HeldBack(say('long_date') === null ? 'wrong-kind' : 'no-time', field);
  return new MergeValue(field ?? '', 'text', words);
}

function titleCase(value: unknown): MergeValue {
  if (!(value instanceof MergeValue) || value.kind !== 'text') {
    throw new HeldBack('wrong-kind', value instanceof MergeValue ? value.field : null);
  }
  const text = String(value.value)
    .toLowerCase()
    .replaceAll(/(^|[\s'\u2019-])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase());
  return new MergeValue(value.field, 'text', text);
}

function orElse(value: unknown, instead: unknown): unknown {
  return value === undefined || value === null || value === '' ? instead : value;
}
