import type { ConceptPick, SegmentLeaf, SegmentRule } from '../../../main/contract/segments.ts';
import type { SeededRandom } from '../../../resources/demo-practice/seeded-random.ts';
import { madeConcepts, madeDoctors, madeFields, madeReasons, madeTags } from '../../support/made-patients.ts';

/** A rule of any shape, over what made patients have and now and then over what nobody has. */
export function randomRule(chance: SeededRandom, depth = 3): SegmentRule {
  if (depth === 0 || chance.maybe(0.4)) return randomLeaf(chance);
  if (chance.maybe(0.2)) return { is: 'not', rule: randomRule(chance, depth - 1) };
  const rules = Array.from({ length: chance.between(0, 3) }, () => randomRule(chance, depth - 1));
  return { is: chance.pick(['all', 'any']), rules };
}

function randomLeaf(chance: SeededRandom): SegmentLeaf {
  const has = chance.maybe(0.6);
  const months = chance.maybe(0.6) ? chance.between(1, 30) : null;
  const value = chance.between(0, 160) / 10;
  const makers: readonly (() => SegmentLeaf)[] = [
    () => ({ is: 'age', from: maybeYears(chance), to: maybeYears(chance) }),
    () => ({ is: 'sex', sex: chance.pick(['female', 'male', 'other', 'unknown']) }),
    () => ({ is: 'birthday', days: chance.pick([0, 1, 7, 60, 364]) }),
    () => ({
      is: 'observation',
      concept: randomPick(chance, 'observation'),
      which: chance.pick(['last', 'any']),
      compare: chance.pick(['at-least', 'at-most', 'above', 'below', 'equals']),
      value,
      months,
    }),
    () => ({ is: 'measured', concept: randomPick(chance, 'observation'), has, months }),
    () => ({ is: 'condition', concept: randomPick(chance, 'condition'), has }),
    () => ({ is: 'treatment', concept: randomPick(chance, 'treatment'), has }),
    () => ({ is: 'immunization', concept: randomPick(chance, 'immunization'), has, months }),
    () => ({ is: 'visited', has, months: chance.between(1, 30), reason: randomReason(chance) }),
    () => ({ is: 'appointment', has, days: chance.between(0, 100), reason: randomReason(chance) }),
    () => ({ is: 'doctor', name: anyCase(chance, chance.pick(madeDoctors) || 'Dr. Nobody'), has }),
    () => ({ is: 'tag', tag: anyCase(chance, chance.pick(madeTags)), has }),
    () => ({
      is: 'field',
      name: anyCase(chance, chance.pick([...madeFields.map(({ name }) => name), 'no such field'])),
      compare: chance.pick(['is', 'is-not', 'contains', 'at-least', 'at-most', 'empty']),
      text: anyCase(chance, chance.pick(['Aetna', 'medicare', '12', '%', '_', '', "o'", '100% own_account'])),
      value: chance.between(0, 50),
    }),
    () => ({ is: 'postal-code', starts: chance.pick(['627', '62704', '10%', '10_', '9']), has }),
    () => ({ is: 'reachable', by: chance.pick(['address', 'telephone', 'phrase']), has }),
    () => ({
      is: 'consent',
      purpose: chance.pick(['unencrypted-email', 'marketing']),
      status: chance.pick(['given', 'not-given', 'refused']),
    }),
  ];
  return chance.pick(makers)();
}

function maybeYears(chance: SeededRandom): number | null {
  return chance.maybe(0.7) ? chance.between(0, 110) : null;
}

function randomPick(chance: SeededRandom, kind: string): ConceptPick {
  const { code, label } = chance.pick(madeConcepts.filter((concept) => concept.kind === kind));
  return chance.pick<ConceptPick>([
    { code, label: anyCase(chance, label), match: 'exact' },
    { code: '', label: anyCase(chance, label), match: 'exact' },
    {
      code: '',
      label: anyCase(chance, chance.pick([label.slice(1, 6), 'diabetes', '%', '_', 'e'])),
      match: 'contains',
    },
    { code: 'none', label: 'Nothing of the kind', match: 'exact' },
  ]);
}

function randomReason(chance: SeededRandom): string {
  return chance.maybe(0.5) ? '' : anyCase(chance, chance.pick([...madeReasons, 'shot', '%']));
}

function anyCase(chance: SeededRandom, text: string): string {
  return chance.maybe(0.3) ? text.toUpperCase() : text;
}
