import type { ExplainedLine, FoundFact, SegmentLeaf, SegmentRule } from '../../../contract/segments.ts';
import { EngineError } from '../../base/errors.ts';
import type { ReadHandle } from '../../store/sql.ts';
import {
  findNewestImmunization,
  findNewestNumber,
  findNewestObservation,
  findPatientFacts,
  findSpan,
  findVisit,
  type PatientFactsRow,
} from '../../store/tables/segment-facts.ts';
import { isPatientWhere } from '../../store/tables/segments.ts';
import type { RuleMoment } from './compile-leaf.ts';
import { compileRule } from './compile-rule.ts';
import { ruleMoment } from './run-segment.ts';

/**
 * Why a patient is in or out: every sentence and group with its own verdict, asked by the very SQL that picks the patients,
 * and what is on file about it. Throws `not-found`.
 */
export function explainSegment(
  db: ReadHandle,
  rule: SegmentRule,
  patientId: string,
  now: number,
): { fits: boolean; lines: ExplainedLine[] } {
  const patient = findPatientFacts(db, patientId);
  if (patient === null) throw new EngineError('not-found');
  const moment = ruleMoment(db, now);
  const lines: ExplainedLine[] = [];
  const walk = (each: SegmentRule, depth: number): void => {
    const { where, parameters } = compileRule(each, moment);
    const fits = isPatientWhere(db, where, parameters, patientId);
    const leaf = each.is === 'all' || each.is === 'any' || each.is === 'not' ? null : each;
    lines.push({ depth, rule: each, fits, found: leaf === null ? null : findFact(db, leaf, patient, moment) });
    if (each.is === 'not') walk(each.rule, depth + 1);
    if (each.is === 'all' || each.is === 'any') for (const inner of each.rules) walk(inner, depth + 1);
  };
  walk(rule, 0);
  return { fits: lines[0]?.fits ?? false, lines };
}

const fact = (found: Partial<FoundFact>): FoundFact => ({ day: null, number: null, unit: '', text: '', ...found });
const textFact = (text: string): FoundFact | null => (text === '' ? null : fact({ text }));

/** What is on file about a sentence's subject; null: nothing. */
function findFact(
  db: ReadHandle,
  leaf: SegmentLeaf,
  patient: PatientFactsRow,
  { today, concepts }: RuleMoment,
): FoundFact | null {
  switch (leaf.is) {
    case 'age':
    case 'birthday':
      return patient.birthDate === null ? null : fact({ day: patient.birthDate });
    case 'sex':
      return textFact(patient.sex);
    case 'observation':
      return findNewestNumber(db, patient.number, concepts('observation', leaf.concept), today);
    case 'measured':
      return findNewestObservation(db, patient.number, concepts('observation', leaf.concept), today);
    case 'condition':
    case 'treatment':
      return findSpan(db, leaf.is, patient.number, concepts(leaf.is, leaf.concept));
    case 'immunization':
      return findNewestImmunization(db, patient.number, concepts('immunization', leaf.concept), today);
    case 'visited':
      return findVisit(db, patient.number, today, 'last');
    case 'appointment':
      return findVisit(db, patient.number, today, 'next');
    case 'doctor':
      return textFact(patient.doctor);
    case 'tag':
      return textFact(patient.tags);
    case 'postal-code':
      return textFact(patient.postalCode);
    default:
      return null;
  }
}
