import type { PatientSummary } from '../../../contract/patients.ts';
import type { ConceptPick, SegmentRule } from '../../../contract/segments.ts';
import type { ReadHandle } from '../../store/sql.ts';
import {
  type ConceptKind,
  countPatientsWhere,
  isPatientWhere,
  listConceptNumbers,
  listConceptNumbersContaining,
  listPatientIdsWhere,
  listPatientsWhere,
} from '../../store/tables/segments.ts';
import { toSummary } from '../patients.ts';
import type { RuleMoment } from './compile-leaf.ts';
import { type CompiledRule, compileRule } from './compile-rule.ts';
import { localDay } from './days.ts';

/** What rules are measured by at `now` (ms since 1970): the practice's day, and what its files call things. */
export function ruleMoment(db: ReadHandle, now: number): RuleMoment {
  return { today: localDay(now), now, concepts: (kind, pick) => conceptNumbers(db, kind, pick) };
}

/** The numbers under which concepts that fit are kept. */
export function conceptNumbers(db: ReadHandle, kind: ConceptKind, { code, label, match }: ConceptPick): number[] {
  return match === 'exact' ? listConceptNumbers(db, kind, code, label) : listConceptNumbersContaining(db, kind, label);
}

/** The rule as SQL over this practice's tables. */
export function compileSegment(db: ReadHandle, rule: SegmentRule, now: number): CompiledRule {
  return compileRule(rule, ruleMoment(db, now));
}

/** How many patients fit. */
export function countSegment(db: ReadHandle, rule: SegmentRule, now: number): number {
  const { where, parameters } = compileSegment(db, rule, now);
  return countPatientsWhere(db, where, parameters);
}

/** A page of the patients who fit, by name. */
export function listSegment(
  db: ReadHandle,
  rule: SegmentRule,
  now: number,
  page: { readonly limit: number; readonly offset: number },
): PatientSummary[] {
  const { where, parameters } = compileSegment(db, rule, now);
  return listPatientsWhere(db, where, parameters, page).map(toSummary);
}

/** Everybody who fits now, by name: the audience of a campaign. */
export function segmentPatientIds(db: ReadHandle, rule: SegmentRule, now: number): string[] {
  const { where, parameters } = compileSegment(db, rule, now);
  return listPatientIdsWhere(db, where, parameters);
}

/** Whether one patient fits now. */
export function fitsSegment(db: ReadHandle, rule: SegmentRule, patientId: string, now: number): boolean {
  const { where, parameters } = compileSegment(db, rule, now);
  return isPatientWhere(db, where, parameters, patientId);
}
