import { describe, expect, it } from 'vitest';
import { starterSegments, starterTemplates } from '../../../main/engine/api/starters.ts';
import { checkTemplate } from '../../../main/engine/campaigns/check-template.ts';
import { exampleFacts } from '../../../main/engine/campaigns/patient-facts.ts';
import { practice, render } from './open-templates.ts';

describe.each(['en', 'es'] as const)('the starter templates (%s)', (language) => {
  const starters = starterTemplates(language);

  it.each(starters)('$name has nothing wrong, and says something to an example', (template) => {
    const { problems, fields } = checkTemplate(template);
    expect(problems).toEqual([]);
    const merged = render(template, exampleFacts(fields, practice.today), { ...practice, language });
    expect(merged).toMatchObject({ outcome: 'ready' });
    if (merged.outcome === 'ready') expect(`${merged.subject} ${merged.html}`).not.toMatch(/\{\{|\{%|<div><\/div>/);
  });

  it.each(starters)('$name needs no more than a name and what it is about', (template) => {
    const only = { next_visit: '2026-12-03T14:30', last_visit: '2026-02-03' };
    const merged = render(template, {
      ...Object.fromEntries(checkTemplate(template).fields.map((name) => [name, null])),
      ...only,
    });
    expect(merged).toMatchObject({ outcome: 'ready' });
  });

  it('ask for a review without a word of care', () => {
    const review = starters.find(({ id }) => id === 'tm_starter-review');
    expect(review).toMatchObject({ contentKind: 'general' });
    const text = JSON.stringify(review);
    expect(text).not.toMatch(
      /appointment|visit|treatment|doctor|medic|patient|test|cita|visita|trata(?:miento)|paciente/i,
    );
    expect(checkTemplate(review ?? { subject: '', html: '', contentKind: 'general' }).contentKind).toBe('general');
  });

  it('end a newsletter with who sends it, from where, and how to get no more', () => {
    const newsletter = starters.find(({ id }) => id === 'tm_starter-newsletter');
    expect(newsletter?.purpose).toBe('marketing');
    const fields = checkTemplate(newsletter ?? { subject: '', html: '', contentKind: 'general' }).fields;
    expect(fields).toEqual(expect.arrayContaining(['practice_name', 'practice_address']));
    expect(newsletter?.html).toMatch(/STOP|ALTO/);
  });
});

it('has the same starters in both languages', () => {
  expect(starterTemplates('es').map(({ id }) => id)).toEqual(starterTemplates('en').map(({ id }) => id));
  expect(starterSegments('es').map(({ id, rule }) => ({ id, rule }))).toEqual(
    starterSegments('en').map(({ id, rule }) => ({ id, rule })),
  );
});
