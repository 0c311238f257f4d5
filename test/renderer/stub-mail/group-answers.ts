import type { PatientDetail, PatientSummary } from '../../../main/contract/patients.ts';
import type { ExplainedLine, SegmentRule, SegmentSummary } from '../../../main/contract/segments.ts';
import starters from '../../../resources/starters/segments-en.json' with { type: 'json' };
import { type StubAnswers, type StubBridge, StubFailure } from '../stub-bridge/stub-bridge.ts';

/** The groups that come with the program, over the clinic's patients. Who fits is made up: every line takes a half away. */
export function groupAnswers(patients: ReadonlyMap<string, PatientDetail>, tell: StubBridge['tell']): StubAnswers {
  const groups = new Map<string, SegmentSummary>(
    starters.map(({ id, name, rule }) => [
      id,
      { id, name, rule: rule as SegmentRule, starter: true, version: 0, savedAt: null, savedBy: null },
    ]),
  );
  const everybody = (): PatientSummary[] =>
    [...patients.values()]
      .map(({ id, name, birthDate, recordNumber, addresses }) => ({ id, name, birthDate, recordNumber, addresses }))
      .toSorted((one, other) => one.name.localeCompare(other.name));
  const fitting = (rule: SegmentRule) => everybody().filter((_patient, at) => at % 2 ** leaves(rule) === 0);
  return {
    'segments.list': () => [...groups.values()],
    'segments.choices': () => ({
      doctors: ['Dr. Amara Osei', 'Dr. Jones'],
      tags: ['newsletter', 'VIP'],
      fields: ['Insurer'],
      observations: [
        { code: '4548-4', label: 'A1C', unit: '%' },
        { code: '2093-3', label: 'Cholesterol', unit: 'mg/dL' },
      ],
      conditions: [
        { code: 'I10', label: 'Hypertension' },
        { code: 'E11.9', label: 'Type 2 diabetes' },
      ],
      treatments: [{ code: '860975', label: 'Metformin 500 mg' }],
      immunizations: [{ code: '140', label: 'Influenza' }],
    }),
    'segments.look': ({ rule, offset, limit }) => {
      const rows = fitting(rule);
      return { total: rows.length, rows: rows.slice(offset, offset + limit), today: '2026-11-24' };
    },
    'segments.explain': ({ rule, patientId }) => {
      const fits = fitting(rule).some(({ id }) => id === patientId);
      return { fits, lines: explained(rule, fits, 0) };
    },
    'segments.save': ({ segmentId, version, name, rule }) => {
      if (segmentId !== null && groups.get(segmentId)?.version !== version) throw new StubFailure('state-changed');
      const id = segmentId ?? `sg_made${groups.size}00000`;
      groups.set(id, {
        id,
        name,
        rule,
        starter: false,
        version: version + 1,
        savedAt: Date.now(),
        savedBy: 'Maria Delgado',
      });
      tell('segments.changed', {});
      return { segmentId: id, version: version + 1 };
    },
    'segments.remove': ({ segmentId }) => {
      groups.delete(segmentId);
      tell('segments.changed', {});
      return {};
    },
  };
}

function leaves(rule: SegmentRule): number {
  if (rule.is === 'not') return leaves(rule.rule);
  if (rule.is === 'all' || rule.is === 'any') return rule.rules.reduce((sum, each) => sum + leaves(each), 0);
  return 1;
}

function explained(rule: SegmentRule, fits: boolean, depth: number): ExplainedLine[] {
  const found = rule.is === 'observation' ? { day: '2026-02-01', number: fits ? 6.8 : 5.9, unit: '%', text: '' } : null;
  const inner = rule.is === 'not' ? [rule.rule] : rule.is === 'all' || rule.is === 'any' ? rule.rules : [];
  return [{ depth, rule, fits, found }, ...inner.flatMap((each) => explained(each, fits, depth + 1))];
}
