import { describe, expect, it } from 'vitest';
import type { ContentKind } from '../../../main/contract/fields.ts';
import { type SegmentLeaf, type SegmentRule, segmentLeaf } from '../../../main/contract/segments.ts';
import { starterSegments } from '../../../main/engine/api/starters.ts';
import { groupContent } from '../../../main/engine/campaigns/group-content.ts';

const hiv = { code: '', label: 'HIV', match: 'contains' } as const;
const field = { is: 'field', compare: 'is', text: '', value: 0 } as const;
const high = { is: 'observation', concept: hiv, which: 'last', compare: 'at-least', value: 6.5, months: null } as const;

/** One sentence, and what a letter to those is whom it fits, and to those whom it does not. */
const sentences: readonly (readonly [SegmentLeaf, ContentKind, ContentKind])[] = [
  [{ is: 'condition', concept: hiv, has: true }, 'sensitive', 'health'],
  [{ is: 'condition', concept: hiv, has: false }, 'health', 'sensitive'],
  [{ is: 'treatment', concept: hiv, has: true }, 'sensitive', 'health'],
  [{ is: 'measured', concept: hiv, has: true, months: 6 }, 'sensitive', 'health'],
  [{ is: 'measured', concept: hiv, has: false, months: 6 }, 'health', 'sensitive'],
  [high, 'sensitive', 'sensitive'],
  [{ is: 'immunization', concept: hiv, has: false, months: 12 }, 'health', 'health'],
  [{ is: 'visited', has: true, months: 12, reason: '' }, 'health', 'general'],
  [{ is: 'visited', has: false, months: 12, reason: '' }, 'general', 'health'],
  [{ is: 'appointment', has: true, days: 7, reason: 'dialysis' }, 'sensitive', 'health'],
  [{ is: 'doctor', name: 'Dr. Jones', has: true }, 'health', 'general'],
  [{ is: 'tag', tag: 'Deceased', has: false }, 'general', 'health'],
  [{ is: 'tag', tag: 'Diabetes club', has: true }, 'health', 'general'],
  [{ is: 'tag', tag: 'HIV group', has: true }, 'sensitive', 'health'],
  [{ is: 'tag', tag: 'Grupo de depresión', has: true }, 'sensitive', 'health'],
  [{ ...field, name: 'Ward' }, 'health', 'health'],
  [{ ...field, name: 'Alcohol per week' }, 'sensitive', 'sensitive'],
  [{ is: 'age', from: 40, to: null }, 'general', 'general'],
  [{ is: 'sex', sex: 'female' }, 'general', 'general'],
  [{ is: 'birthday', days: 7 }, 'general', 'general'],
  [{ is: 'postal-code', starts: '43', has: true }, 'general', 'general'],
  [{ is: 'reachable', by: 'phrase', has: false }, 'general', 'general'],
  [{ is: 'consent', purpose: 'marketing', status: 'given' }, 'general', 'general'],
];

describe('belonging to a group', () => {
  it.each(sentences)('by %j tells %s, by the opposite %s', (leaf, inside, outside) => {
    const not: SegmentRule = { is: 'not', rule: leaf };
    expect([groupContent(leaf), groupContent(not), groupContent({ is: 'not', rule: not })]).toEqual([
      inside,
      outside,
      inside,
    ]);
  });

  it('is asked about for every sentence that there is', () => {
    const known = segmentLeaf.options.map(({ shape }) => shape.is.value).sort();
    expect([...new Set(sentences.map(([{ is }]) => is))].sort()).toEqual(known);
  });

  it('tells as much as the most delicate sentence in it, however deep', () => {
    const young = { is: 'age', from: null, to: 30 } as const;
    expect(groupContent({ is: 'all', rules: [] })).toBe('general');
    expect(groupContent({ is: 'any', rules: [young, { is: 'all', rules: [young, high] }] })).toBe('sensitive');
  });

  it('is classed so for the groups that come with the program', () => {
    const classed = Object.fromEntries(starterSegments('en').map(({ name, rule }) => [name, groupContent(rule)]));
    expect(classed).toEqual({
      'Men over 40, last A1C high': 'sensitive',
      'Appointment within a week': 'health',
      'No visit for 12 months': 'general',
      'Diabetes, A1C is due': 'sensitive',
      'Newsletter readers': 'general',
      'Everybody with an address': 'general',
      'No phrase given yet': 'general',
      '65 and over, no flu shot this year': 'health',
    });
  });
});
