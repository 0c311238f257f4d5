import type { ContentKind } from '../../contract/fields.ts';
import {
  type MergeField,
  type MergeFieldKind,
  type MergeFieldName,
  mergeFieldNames,
} from '../../contract/templates.ts';
import { tellsSensitive } from './sensitive-words.ts';

type Shape = readonly [MergeFieldKind, ContentKind];

const fixed: Readonly<Record<MergeFieldName, Shape>> = {
  first_name: ['text', 'general'],
  last_name: ['text', 'general'],
  full_name: ['text', 'general'],
  birth_date: ['day', 'health'],
  age: ['number', 'health'],
  record_number: ['text', 'health'],
  telephone: ['text', 'general'],
  address: ['text', 'general'],
  doctor: ['text', 'health'],
  last_visit: ['moment', 'health'],
  last_visit_reason: ['text', 'sensitive'],
  next_visit: ['moment', 'health'],
  next_visit_reason: ['text', 'sensitive'],
  conditions: ['text', 'sensitive'],
  treatments: ['text', 'sensitive'],
  practice_name: ['text', 'general'],
  practice_address: ['text', 'general'],
  practice_telephone: ['text', 'general'],
  today: ['day', 'general'],
};

/** Fields of a practice's own names: its observations and its custom columns. The dates come first, their names being longer. */
const named: readonly (readonly [RegExp, Shape])[] = [
  [/^result_date_[a-z0-9_]{1,60}$/, ['moment', 'sensitive']],
  [/^result_[a-z0-9_]{1,60}$/, ['text', 'sensitive']],
  [/^custom_[a-z0-9_]{1,60}$/, ['text', 'health']],
];

function findShape(name: string): Shape | null {
  if (Object.hasOwn(fixed, name)) return fixed[name as MergeFieldName];
  const shape = named.find(([pattern]) => pattern.test(name))?.[1] ?? null;
  return shape !== null && tellsSensitive(name) ? [shape[0], 'sensitive'] : shape;
}

/** What a tag of this name stands for; null where there is no such field. */
export function findMergeField(name: string): MergeField | null {
  const shape = findShape(name);
  return shape === null ? null : { name, label: null, kind: shape[0], contentKind: shape[1] };
}

/** The menu: every fixed field, then those of the practice's own names with their labels. */
export function listMergeFields(own: readonly { readonly name: string; readonly label: string }[]): MergeField[] {
  return [...mergeFieldNames.map((name) => ({ name, label: null })), ...own].flatMap(({ name, label }) => {
    const field = findMergeField(name);
    return field === null ? [] : [{ ...field, label }];
  });
}

/** `A1C (%)` as it stands in a tag: `a1c`. */
export function fieldSlug(label: string): string {
  return label
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 60);
}

const strength: Readonly<Record<ContentKind, number>> = { general: 0, health: 1, sensitive: 2 };

/** The most delicate of a text and the fields that stand in it. */
export function mostDelicate(own: ContentKind, fields: readonly string[]): ContentKind {
  return fields.map((name) => findShape(name)?.[1] ?? 'general').reduce(moreDelicate, own);
}

export function moreDelicate(one: ContentKind, other: ContentKind): ContentKind {
  return strength[other] > strength[one] ? other : one;
}
