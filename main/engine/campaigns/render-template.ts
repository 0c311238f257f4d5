import type { Template } from 'liquidjs';
import type { HeldReason, MergedMessage, TemplateContent } from '../../contract/templates.ts';
import { htmlToText } from '../mime/html-text.ts';
import { allErrors, createLanguage, type TemplateLanguage } from './liquid.ts';
import { findMergeField } from './merge-fields.ts';
import { asHtmlText, HeldBack, headerObjection, MergeValue, textObjection } from './merge-value.ts';
import { findTagInMarkup, readSource } from './template-source.ts';

/** Everything a template can say about one patient, by field: days and moments as local `YYYY-MM-DD[THH:MM]`; null or absent: not on file. */
export type MergeFacts = Readonly<Record<string, string | number | null>>;

/** What is the same in every message of a run. `today` is a day of the practice's calendar. */
export type PracticeFacts = {
  readonly name: string;
  readonly postalAddress: string;
  readonly telephone: string;
  readonly language: 'en' | 'es';
  readonly today: string;
};

/** Characters of one finished text, whatever was merged into it. */
const longestHtml = 400_000;
const longestSubject = 400;

type Part = { readonly language: TemplateLanguage; readonly parsed: Template[] };
type Opened = { readonly subject: Part; readonly html: Part };

/**
 * A template made ready for many patients; render each with what it gives. A patient's values are text: escaped in the body,
 * without line ends in the subject. Whatever cannot be said properly holds that one message, with every reason.
 */
export function openTemplate(
  template: Pick<TemplateContent, 'subject' | 'html'>,
  practice: PracticeFacts,
): (facts: MergeFacts) => MergedMessage {
  const opened = tryOpen(template, practice.language);
  const ofPractice = practiceValues(practice);
  return (facts) => {
    if (opened === null) return { outcome: 'held', reasons: [{ code: 'template-broken', field: null }] };
    const scope = { ...valuesOf(facts), ...ofPractice };
    const subject = renderPart(opened.subject, scope);
    const html = renderPart(opened.html, scope);
    const reasons = [...subject.reasons, ...html.reasons, ...wholeObjections(subject.text, html.text)];
    if (reasons.length > 0) return { outcome: 'held', reasons: withoutDoubles(reasons) };
    return { outcome: 'ready', subject: subject.text.trim(), html: html.text, text: htmlToText(html.text) };
  };
}

/** One message; for many, `openTemplate` reads the template once. */
export function renderTemplate(
  template: Pick<TemplateContent, 'subject' | 'html'>,
  facts: MergeFacts,
  practice: PracticeFacts,
): MergedMessage {
  return openTemplate(template, practice)(facts);
}

/** Many messages, in the order of their facts: what a worker does for a run. */
export function renderTemplates(job: {
  readonly template: Pick<TemplateContent, 'subject' | 'html'>;
  readonly practice: PracticeFacts;
  readonly patients: readonly MergeFacts[];
}): readonly MergedMessage[] {
  return job.patients.map(openTemplate(job.template, job.practice));
}

function tryOpen(template: Pick<TemplateContent, 'subject' | 'html'>, language: 'en' | 'es'): Opened | null {
  if (findTagInMarkup(template.html) !== null) return null;
  try {
    return {
      subject: part(template.subject, language, (value, field) => accept(value, field, headerObjection)),
      html: part(readSource(template.html), language, (value, field) =>
        asHtmlText(accept(value, field, textObjection)),
      ),
    };
  } catch {
    return null;
  }
}

function part(source: string, language: 'en' | 'es', write: (value: string, field: string | null) => string): Part {
  const made = createLanguage(language, write);
  const parsed = made.parse(source);
  // Nothing but fields, and no way into a value: what a property of one would be is the library's business.
  if (made.names(parsed).some((name) => findMergeField(name) === null)) throw new HeldBack('template-broken', null);
  return { language: made, parsed };
}

function accept(value: string, field: string | null, object: (value: string) => HeldReason['code'] | null): string {
  const code = object(value);
  if (code !== null) throw new HeldBack(code, field);
  return value;
}

type Rendered = { readonly text: string; readonly reasons: readonly HeldReason[] };

function renderPart({ language, parsed }: Part, scope: Readonly<Record<string, MergeValue>>): Rendered {
  try {
    return { text: language.render(parsed, scope), reasons: [] };
  } catch (error) {
    return { text: '', reasons: allErrors(error).map(toReason) };
  }
}

function toReason(error: unknown): HeldReason {
  for (let at = error; at instanceof Error; at = innerError(at)) {
    if (at instanceof HeldBack) return at.reason;
    if ('variableName' in at) return { code: 'missing-field', field: String(at.variableName) };
  }
  return { code: 'template-broken', field: null };
}

function innerError(error: Error): unknown {
  return 'originalError' in error ? error.originalError : error.cause;
}

function wholeObjections(subject: string, html: string): HeldReason[] {
  const reasons: HeldReason[] = [];
  if (subject.length > longestSubject || html.length > longestHtml)
    reasons.push({ code: 'text-too-long', field: null });
  return reasons;
}

function withoutDoubles(reasons: readonly HeldReason[]): HeldReason[] {
  const seen = new Map(reasons.map((reason) => [`${reason.code} ${reason.field}`, reason]));
  return [...seen.values()];
}

/** Only what is on file: a missing field is not there at all, so that nothing blank can be written. */
function valuesOf(facts: MergeFacts): Record<string, MergeValue> {
  const values: Record<string, MergeValue> = Object.create(null);
  for (const [name, value] of Object.entries(facts)) {
    const field = findMergeField(name);
    if (field === null || value === null || String(value).trim() === '') continue;
    values[name] = new MergeValue(
      name,
      field.kind,
      typeof value === 'number' ? value : value.replaceAll(/^[ \t]+|[ \t]+$/g, ''),
    );
  }
  return values;
}

function practiceValues(practice: PracticeFacts): Record<string, MergeValue> {
  return valuesOf({
    practice_name: practice.name,
    practice_address: practice.postalAddress,
    practice_telephone: practice.telephone,
    today: practice.today,
  });
}
