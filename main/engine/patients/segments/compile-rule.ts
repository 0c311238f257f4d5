import type { SegmentRule } from '../../../contract/segments.ts';
import type { SqlParameters, SqlValue } from '../../store/sql.ts';
import { compileLeaf, type RuleMoment } from './compile-leaf.ts';

/** A condition on the table `patient`, and the values for its parameters. */
export type CompiledRule = { readonly where: string; readonly parameters: SqlParameters };

/** The rule as SQL. Its text depends on the shape of the rule alone; everything that people typed is a parameter. */
export function compileRule(rule: SegmentRule, moment: RuleMoment): CompiledRule {
  const parameters: Record<string, SqlValue> = {};
  let last = 0;
  const bind = (value: SqlValue): string => {
    last += 1;
    parameters[`r${last}`] = value;
    return `$r${last}`;
  };
  const compile = (each: SegmentRule): string => {
    if (each.is === 'not') return `NOT (${compile(each.rule)})`;
    if (each.is !== 'all' && each.is !== 'any') return compileLeaf(each, moment, bind);
    if (each.rules.length === 0) return each.is === 'all' ? 'TRUE' : 'FALSE';
    return `(${each.rules.map(compile).join(each.is === 'all' ? ' AND ' : ' OR ')})`;
  };
  return { where: compile(rule), parameters };
}
