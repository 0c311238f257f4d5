import type { TemplateContent, TemplateView } from '../../../main/contract/templates.ts';
import starters from '../../../resources/starters/templates-en.json' with { type: 'json' };
import { type StubAnswers, type StubBridge, StubFailure } from '../stub-bridge/stub-bridge.ts';

const values: Readonly<Record<string, string>> = {
  first_name: 'Ana',
  doctor: 'Dr. Jones',
  next_visit: 'Thursday, December 3',
  last_visit: 'February 3, 2026',
  practice_name: 'Elm Street Clinic',
  practice_address: '1 Elm Street, Springfield, IL 62701',
  practice_telephone: '(217) 555-0137',
};

export function isBroken(html: string): boolean {
  return /\{\{\s*nonsense/.test(html);
}

/** A text with the values of nobody in it. */
export function fillTemplate(text: string): string {
  return text
    .replaceAll(/\{%[^}]*%\}/g, '')
    .replaceAll(/\{\{\s*(\w+)[^}]*\}\}/g, (_tag, name: string) => values[name] ?? name);
}

/** The texts that come with the program. Values are put in without a look at conditions: the engine's suites test those. */
export function templateAnswers(tell: StubBridge['tell']): StubAnswers {
  const all = new Map<string, TemplateView>(
    (starters as (TemplateContent & { id: string })[]).map((starter) => [
      starter.id,
      { ...starter, starter: true, version: 0, savedAt: null, savedBy: null },
    ]),
  );
  const get = (templateId: string): TemplateView => {
    const found = all.get(templateId);
    if (!found) throw new StubFailure('not-found');
    return found;
  };
  const problems = (html: string) =>
    isBroken(html) ? [{ code: 'unknown-field' as const, where: 'text' as const, detail: 'nonsense' }] : [];
  return {
    'templates.list': () => [...all.values()].map(({ subject: _subject, html: _html, ...summary }) => summary),
    'templates.get': ({ templateId }) => get(templateId),
    'templates.versions': ({ templateId }) => {
      const { version, name, savedAt, savedBy } = get(templateId);
      return version === 0 ? [] : [{ version, name, savedAt: savedAt ?? 0, savedBy: savedBy ?? '' }];
    },
    'templates.fields': () => [
      { name: 'first_name', label: null, kind: 'text', contentKind: 'general' },
      { name: 'age', label: null, kind: 'number', contentKind: 'health' },
      { name: 'doctor', label: null, kind: 'text', contentKind: 'health' },
      { name: 'next_visit', label: null, kind: 'moment', contentKind: 'health' },
      { name: 'practice_name', label: null, kind: 'text', contentKind: 'general' },
      { name: 'result_a1c', label: 'A1C', kind: 'text', contentKind: 'sensitive' },
      { name: 'result_date_a1c', label: 'A1C', kind: 'moment', contentKind: 'sensitive' },
    ],
    'templates.check': ({ subject, html, contentKind }) => ({
      problems: [
        ...problems(html),
        ...(subject.trim() === '' ? [{ code: 'no-subject' as const, where: 'subject' as const, detail: '' }] : []),
      ],
      fields: [],
      contentKind: html.includes('result_') ? 'sensitive' : contentKind,
    }),
    'templates.save': ({ templateId, version, content }) => {
      if (content.subject.trim() === '' || problems(content.html).length > 0) throw new StubFailure('template-broken');
      const id = templateId ?? `tm_made${all.size}00000`;
      all.set(id, {
        ...content,
        id,
        starter: false,
        version: version + 1,
        savedAt: Date.now(),
        savedBy: 'Maria Delgado',
      });
      tell('templates.changed', {});
      return { templateId: id, version: version + 1 };
    },
    'templates.remove': ({ templateId }) => {
      all.delete(templateId);
      tell('templates.changed', {});
      return {};
    },
  };
}
