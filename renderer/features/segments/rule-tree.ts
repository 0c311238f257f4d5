import type { SegmentLeaf, SegmentRule } from '../../../main/contract/segments.ts';

export type SetKind = 'all' | 'any' | 'none';

/** A rule as it is edited: each line keeps its key while others come and go. */
export type RuleSet = { readonly key: number; readonly set: SetKind; readonly nodes: readonly RuleNode[] };
export type RuleLine = { readonly key: number; readonly leaf: SegmentLeaf };
export type RuleNode = RuleSet | RuleLine;

let lastKey = 0;

export function newKey(): number {
  lastKey += 1;
  return lastKey;
}

/** The rule as lines. "Not" becomes a set of which none may fit. */
export function treeOf(rule: SegmentRule): RuleSet {
  const node = nodeOf(rule);
  return 'set' in node ? node : { key: newKey(), set: 'all', nodes: [node] };
}

function nodeOf(rule: SegmentRule): RuleNode {
  if (rule.is === 'all' || rule.is === 'any') return { key: newKey(), set: rule.is, nodes: rule.rules.map(nodeOf) };
  if (rule.is !== 'not') return { key: newKey(), leaf: rule };
  const inner = nodeOf(rule.rule);
  const nodes = 'set' in inner && inner.set === 'any' ? inner.nodes : [inner];
  return { key: newKey(), set: 'none', nodes };
}

/** The lines as a rule; those that lack something are left out. A set without a finished line says nothing, and is left out too. */
export function ruleOf(tree: RuleSet): SegmentRule {
  const rules = tree.nodes.flatMap((node) => {
    if ('leaf' in node) return isFinished(node.leaf) ? [node.leaf] : [];
    return hasFinished(node) ? [ruleOf(node)] : [];
  });
  if (tree.set === 'none') return { is: 'not', rule: { is: 'any', rules } };
  if (tree.set === 'any' && rules.length === 0) return { is: 'all', rules };
  return { is: tree.set, rules };
}

export function isFinished(leaf: SegmentLeaf): boolean {
  if ('concept' in leaf) return leaf.concept.label.trim() !== '';
  if (leaf.is === 'doctor' || leaf.is === 'field') return leaf.name.trim() !== '';
  if (leaf.is === 'tag') return leaf.tag.trim() !== '';
  return leaf.is !== 'postal-code' || leaf.starts.trim() !== '';
}

export function hasFinished(node: RuleNode): boolean {
  return 'leaf' in node ? isFinished(node.leaf) : node.nodes.some(hasFinished);
}

/** What a new line says before anybody changes it. */
export function newLeaf(is: SegmentLeaf['is']): SegmentLeaf {
  const concept = { code: '', label: '', match: 'contains' } as const;
  switch (is) {
    case 'age':
      return { is, from: 40, to: null };
    case 'sex':
      return { is, sex: 'female' };
    case 'birthday':
      return { is, days: 7 };
    case 'observation':
      return { is, concept, which: 'last', compare: 'at-least', value: 0, months: null };
    case 'measured':
    case 'immunization':
      return { is, concept, has: false, months: 12 };
    case 'condition':
    case 'treatment':
      return { is, concept, has: true };
    case 'visited':
      return { is, has: false, months: 12, reason: '' };
    case 'appointment':
      return { is, has: true, days: 7, reason: '' };
    case 'doctor':
      return { is, name: '', has: true };
    case 'tag':
      return { is, tag: '', has: true };
    case 'field':
      return { is, name: '', compare: 'is', text: '', value: 0 };
    case 'postal-code':
      return { is, starts: '', has: true };
    case 'reachable':
      return { is, by: 'address', has: true };
    case 'consent':
      return { is, purpose: 'marketing', status: 'given' };
  }
}
