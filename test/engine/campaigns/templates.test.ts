import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TemplateContent } from '../../../main/contract/templates.ts';
import { createWorkerPool } from '../../../main/engine/worker-pool.ts';
import { type Practice, startPractice } from '../../support/practice.ts';
import { ana, practice as elmStreet } from './open-templates.ts';

const recall: TemplateContent = {
  name: 'Recall',
  purpose: 'treatment',
  contentKind: 'health',
  subject: 'For {{ first_name }}',
  html: '<div>Call {{ practice_telephone }}{% if doctor %} and ask for {{ doctor }}{% endif %}.</div>',
};

describe('templates', () => {
  let practice: Practice;
  beforeAll(async () => {
    practice = await startPractice(null);
  });
  afterAll(() => practice.stop());

  it('begin with those of the program, which anybody can change', async () => {
    const before = await practice.call('templates.list', {});
    expect(before.filter(({ starter }) => starter)).toHaveLength(8);
    const starter = await practice.call('templates.get', { templateId: 'tm_starter-refill', version: null });
    const { name, purpose, contentKind, subject, html } = starter;
    const saved = await practice.call('templates.save', {
      templateId: starter.id,
      version: 0,
      content: { name, purpose, contentKind, subject, html: `${html}<div>More</div>` },
    });
    expect(saved).toEqual({ templateId: starter.id, version: 1 });
    const after = await practice.call('templates.list', {});
    expect(after).toHaveLength(before.length);
    expect(after.find(({ id }) => id === starter.id)).toMatchObject({ starter: false, version: 1, savedBy: 'Maria' });
  });

  it('keep every version, and refuse to write over one that was not seen', async () => {
    const { templateId } = await practice.call('templates.save', { templateId: null, version: 0, content: recall });
    const second = { ...recall, subject: 'Dear {{ first_name }}' };
    await practice.call('templates.save', { templateId, version: 1, content: second });
    await expect(practice.call('templates.save', { templateId, version: 1, content: recall })).rejects.toMatchObject({
      code: 'state-changed',
    });
    expect(await practice.call('templates.versions', { templateId })).toMatchObject([{ version: 2 }, { version: 1 }]);
    expect(await practice.call('templates.get', { templateId, version: 1 })).toMatchObject({ subject: recall.subject });
    expect(await practice.call('templates.get', { templateId, version: null })).toMatchObject({ version: 2 });
  });

  it('leave the list when removed, starters too, while old versions stay readable', async () => {
    const { templateId } = await practice.call('templates.save', { templateId: null, version: 0, content: recall });
    for (const id of [templateId, 'tm_starter-newsletter']) {
      await practice.call('templates.remove', { templateId: id });
      await expect(practice.call('templates.get', { templateId: id, version: null })).rejects.toMatchObject({
        code: 'not-found',
      });
    }
    expect(await practice.call('templates.get', { templateId, version: 1 })).toMatchObject({ name: 'Recall' });
    const ids = (await practice.call('templates.list', {})).map(({ id }) => id);
    expect(ids).not.toContain(templateId);
    expect(ids).not.toContain('tm_starter-newsletter');
  });

  it('are not saved while something in them is wrong', async () => {
    const wrong = [
      '{{ frist_name }}',
      '{{ first_name | raw }}',
      '{% for x in y %}{% endfor %}',
      '{% if age %}',
      '{{ a',
      '',
    ];
    for (const html of wrong) {
      await expect(
        practice.call('templates.save', { templateId: null, version: 0, content: { ...recall, html } }),
      ).rejects.toMatchObject({ code: 'template-broken' });
    }
    expect(
      await practice.call('templates.check', { ...check, html: '{{ frist_name }} {{ age | time }}' }),
    ).toMatchObject({
      problems: [
        { code: 'unknown-field', where: 'text', detail: 'frist_name' },
        { code: 'filter-kind', where: 'text', detail: 'age | time' },
      ],
    });
  });
  const check = { subject: 'x', html: 'x', contentKind: 'general' } as const;

  it.each([
    ['include', '{% include "a" %}', 'unknown-tag'],
    ['render', '{% render "a" %}', 'unknown-tag'],
    ['layout', '{% layout "a" %}', 'unknown-tag'],
    ['a loop', '{% for a in (1..9) %}{% endfor %}', 'unknown-tag'],
    ['an assignment', '{% assign a = 1 %}', 'unknown-tag'],
    ['a way around escaping', '{{ first_name | raw }}', 'unknown-filter'],
    ['the date filter of the library', '{{ next_visit | date: "%Y" }}', 'unknown-filter'],
    ['a link made of a value', '<a href="{{ address }}">x</a>', 'tag-in-markup'],
    ['a property', '{{ first_name.size }}', 'unknown-field'],
  ])('know no %s', async (_name, html, code) => {
    const { problems } = await practice.call('templates.check', { ...check, html });
    expect(problems.map((problem) => problem.code)).toContain(code);
  });

  it('are as delicate as the most delicate thing in them', async () => {
    const kind = async (html: string) => (await practice.call('templates.check', { ...check, html })).contentKind;
    expect(await kind('Hello {{ first_name }}')).toBe('general');
    expect(await kind('See you {{ next_visit }}')).toBe('health');
    expect(await kind('Your A1C: {{ result_a1c }}')).toBe('sensitive');
    expect(await kind('{% if conditions %}x{% endif %}')).toBe('sensitive');
  });

  it('show a preview as any patient, with what would hold it', async () => {
    const { patientId } = await practice.addPatient({ name: 'Ruiz, Ana María', address: 'ana@clinic.example' });
    const text = { contentKind: 'health', purpose: 'treatment', subject: 'For {{ first_name }}' } as const;
    const look = (html: string, whom: string | null) =>
      practice.call('campaigns.preview', { of: { template: { ...text, html } }, patientId: whom });
    const html = '{{ full_name }}, {{ birth_date }}';
    const words = { html: 'Ana María Ruiz, March 14, 1971', text: 'Ana María Ruiz, March 14, 1971' };
    expect(await look(html, patientId)).toMatchObject({
      message: { outcome: 'ready', subject: 'For Ana', ...words },
      to: { name: 'Ruiz, Ana María', address: 'ana@clinic.example' },
      mode: null,
      reasons: [{ code: 'no-mode' }, { code: 'no-account' }],
      outside: null,
    });
    expect((await look('{{ next_visit }}', patientId)).message).toEqual({
      outcome: 'held',
      reasons: [{ code: 'missing-field', field: 'next_visit' }],
    });
    expect(await look('{{ result_a1c }}', null)).toMatchObject({
      message: { outcome: 'ready' },
      contentKind: 'sensitive',
      to: null,
      mode: null,
      reasons: [],
    });
  });

  it('are merged for many in a worker, each with its own words', async () => {
    const pool = createWorkerPool(1);
    try {
      const patients = Array.from({ length: 500 }, (_none, at) => ({
        ...ana,
        first_name: at % 50 === 0 ? null : `Name ${at}`,
      }));
      const merged = await pool.run('merge', { template: recall, practice: elmStreet, patients });
      expect(merged.filter(({ outcome }) => outcome === 'held')).toHaveLength(10);
      expect(merged.every((each, at) => each.outcome === 'held' || each.subject === `For Name ${at}`)).toBe(true);
    } finally {
      await pool.close();
    }
  });
});
