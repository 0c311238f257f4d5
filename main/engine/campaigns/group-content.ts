import type { ContentKind } from '../../contract/fields.ts';
import type { SegmentLeaf, SegmentRule } from '../../contract/segments.ts';
import { moreDelicate } from './merge-fields.ts';
import { tellsSensitive } from './sensitive-words.ts';

/** What getting a letter says of somebody who is in the group, and of somebody who is in for not having it. */
type Told = readonly [has: ContentKind, hasNot: ContentKind];

const nothing: Told = ['general', 'general'];
/** Everybody whom the practice writes to is a patient: not having come says no more than that. */
const care: Told = ['health', 'general'];
const health: Told = ['health', 'health'];
const finding: Told = ['sensitive', 'health'];

/**
 * How delicate a letter is for the rule of its group alone: whoever sees who gets it learns what they have in common, whatever
 * the letter says. The same classes as for merge tags.
 */
export function groupContent(rule: SegmentRule): ContentKind {
  return contentOf(rule, true);
}

function contentOf(rule: SegmentRule, fits: boolean): ContentKind {
  switch (rule.is) {
    case 'all':
    case 'any':
      return rule.rules
        .map((each) => contentOf(each, fits))
        .reduce<ContentKind>((most, each) => moreDelicate(most, each), 'general');
    case 'not':
      return contentOf(rule.rule, !fits);
    default: {
      const [has, hasNot] = told(rule);
      return ('has' in rule ? rule.has : true) === fits ? has : hasNot;
    }
  }
}

function told(leaf: SegmentLeaf): Told {
  switch (leaf.is) {
    case 'condition':
    case 'treatment':
    case 'measured':
      return finding;
    // "Not below 6.5" is "6.5 and more".
    case 'observation':
      return ['sensitive', 'sensitive'];
    case 'immunization':
      return health;
    case 'visited':
    case 'appointment':
      return leaf.reason.trim() === '' ? care : finding;
    case 'doctor':
      return care;
    case 'tag':
      return tellsSensitive(leaf.tag) ? finding : care;
    // "Is not" and numbers are told of fields alike.
    case 'field':
      return tellsSensitive(`${leaf.name} ${leaf.text}`) ? ['sensitive', 'sensitive'] : health;
    case 'age':
    case 'sex':
    case 'birthday':
    case 'postal-code':
    case 'reachable':
    case 'consent':
      return nothing;
  }
}
