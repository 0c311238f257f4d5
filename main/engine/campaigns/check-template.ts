import type { ContentKind } from '../../contract/fields.ts';
import type { TemplateCheck, TemplateProblem } from '../../contract/templates.ts';
import { htmlToText } from '../mime/html-text.ts';
import { allErrors, createLanguage, longestTemplate } from './liquid.ts';
import { findMergeField, mostDelicate } from './merge-fields.ts';
import { findTagInMarkup, readSource } from './template-source.ts';

type Where = TemplateProblem['where'];

/** Everything that is wrong with a template before anybody's values are put in, and what it speaks of. */
export function checkTemplate(template: {
  readonly subject: string;
  readonly html: string;
  readonly contentKind: ContentKind;
}): TemplateCheck {
  const subject = checkPart(template.subject, 'subject');
  const html = checkPart(readSource(template.html), 'text');
  const fields = [...new Set([...subject.fields, ...html.fields])].sort();
  return {
    problems: [...subject.problems, ...wholeProblems(template), ...html.problems],
    fields,
    contentKind: mostDelicate(template.contentKind, fields),
  };
}

function wholeProblems({ subject, html }: { readonly subject: string; readonly html: string }): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const add = (code: TemplateProblem['code'], where: Where, detail = '') => problems.push({ code, where, detail });
  if (subject.trim() === '') add('no-subject', 'subject');
  if (/[^\P{Cc}\t]|[\u2028\u2029]/u.test(subject)) add('header-break', 'subject');
  if (html.length > longestTemplate) add('too-long', 'text');
  else if (htmlToText(html).trim() === '') add('no-text', 'text');
  const inMarkup = findTagInMarkup(html);
  if (inMarkup !== null) add('tag-in-markup', 'text', inMarkup.slice(0, 100));
  return problems;
}

type PartCheck = { readonly problems: readonly TemplateProblem[]; readonly fields: readonly string[] };

function checkPart(source: string, where: Where): PartCheck {
  const problem = (code: TemplateProblem['code'], detail: string): TemplateProblem => ({ code, where, detail });
  const language = createLanguage('en', (value) => value);
  try {
    const parsed = language.parse(source);
    const names = language.names(parsed);
    const fields = names.filter((name) => findMergeField(name) !== null);
    return {
      problems: [
        ...names.filter((name) => !fields.includes(name)).map((name) => problem('unknown-field', name)),
        ...badFilters(source).map((detail) => problem('filter-kind', detail)),
        ...unclosed(source).map((detail) => problem('syntax', detail)),
      ],
      fields,
    };
  } catch (error) {
    return { problems: allErrors(error).map((each) => parseProblem(each, problem)), fields: [] };
  }
}

/** The library's own sentences, of which only the name in them is shown. */
function parseProblem(error: unknown, problem: (code: TemplateProblem['code'], detail: string) => TemplateProblem) {
  const said = error instanceof Error ? error.message : '';
  const filter = /undefined filter: ([\w-]{1,60})/.exec(said)?.[1];
  if (filter !== undefined) return problem('unknown-filter', filter);
  const tag = /tag "([\w-]{1,60})" not found/.exec(said)?.[1];
  if (tag !== undefined) return problem('unknown-tag', tag);
  const near = error instanceof Error && 'token' in error ? tokenText(error.token) : '';
  return problem('syntax', near);
}

function tokenText(token: unknown): string {
  if (typeof token !== 'object' || token === null || !('getText' in token) || typeof token.getText !== 'function')
    return '';
  return String(token.getText()).slice(0, 100);
}

const firstFilter = /\{\{-?\s*([a-z0-9_]+)\s*\|\s*([a-z_]+)/g;

/** A date format behind a name, title case behind a number: known to fail for everybody. */
function badFilters(source: string): string[] {
  return [...source.matchAll(firstFilter)].flatMap(([, name = '', filter = '']) => {
    const kind = findMergeField(name)?.kind;
    if (kind === undefined || filter === 'default') return [];
    const fits =
      filter === 'title_case'
        ? kind === 'text'
        : filter === 'time'
          ? kind === 'moment'
          : kind === 'day' || kind === 'moment';
    return fits ? [] : [`${name} | ${filter}`];
  });
}

/** Braces that are no tag: the reader would see them. */
function unclosed(source: string): string[] {
  const rest = source.replaceAll(/\{\{[^{}]*\}\}|\{%[^{}]*%\}/g, '');
  return rest.match(/\{\{|\}\}|\{%|%\}/g)?.slice(0, 1) ?? [];
}
