import { describe, expect, it } from 'vitest';
import type { AutomationTrigger } from '../../../main/contract/automations.ts';
import type { ContentKind } from '../../../main/contract/fields.ts';
import { ruleContent } from '../../../main/engine/campaigns/automations/rule-content.ts';
import { findMergeField } from '../../../main/engine/campaigns/merge-fields.ts';
import type { ReadHandle } from '../../../main/engine/store/sql.ts';

const visit = { is: 'visit', when: 'before', amount: 2, unit: 'days' } as const;
const result = { is: 'result', concept: null, amount: 1, unit: 'days' } as const;
const date = (field: string) => ({ is: 'date', field, days: 0 }) as const;

describe('a letter of a standing rule', () => {
  it.each<readonly [AutomationTrigger, ContentKind, ContentKind]>([
    [result, 'general', 'sensitive'],
    [result, 'health', 'sensitive'],
    [visit, 'general', 'health'],
    [visit, 'sensitive', 'sensitive'],
    [{ is: 'birthday' }, 'general', 'general'],
    [date('Recall'), 'general', 'health'],
    [date('HIV test due'), 'general', 'sensitive'],
    [date('methadone_start'), 'health', 'sensitive'],
  ])('after %j with a text that is %s is %s', (trigger, contentKind, kind) => {
    const letters = { audience: () => null, open: () => null };
    const db = {} as ReadHandle;
    expect(ruleContent(db, { segmentId: null, trigger }, { contentKind }, letters, 0)).toBe(kind);
  });

  it('is as delicate for a tag of the practice as for a group of that field', () => {
    expect(findMergeField('custom_hiv_status')?.contentKind).toBe('sensitive');
    expect(findMergeField('custom_alcohol_per_week')?.contentKind).toBe('sensitive');
    expect(findMergeField('custom_ward')?.contentKind).toBe('health');
  });
});
