import type { InputOf, OutputOf } from '../../../contract/contract.ts';
import type { Store } from '../../store/open.ts';
import { findSend } from '../../store/tables/automation-sends.ts';
import { findAutomation } from '../../store/tables/automations.ts';
import type { LetterSource } from '../letter-source.ts';
import { listTermObstacles } from '../obstacles.ts';
import { dueOfRule } from './due-of-rule.ts';

/** How many names of those who are next are told. */
const named = 5;

/** Whom a rule would write to within a week from `now` (ms), before it is saved. */
export async function previewAutomation(
  store: Store,
  wish: InputOf<'automations.preview'>,
  { letters, now, zone }: { readonly letters: LetterSource; readonly now: number; readonly zone: string },
): Promise<OutputOf<'automations.preview'>> {
  const { automationId, segmentId, templateId, purpose } = wish;
  const kept = automationId === null ? null : findAutomation(store.read, automationId);
  const since = (kept?.state === 'on' ? kept.since : null) ?? now;
  const sends = (await dueOfRule(store, wish, { letters, since, now, zone })).filter(({ eventKey, patientId }) => {
    const row = automationId === null ? null : findSend(store.read, { automationId, eventKey, patientId });
    return row === null || row.state === 'planned' || row.state === 'missed';
  });
  const coming = sends.filter(({ dueAt }) => dueAt >= now);
  return {
    total: coming.length,
    first: coming.slice(0, named).map(({ patientId, name, dueAt }) => ({ patientId, name, dueAt })),
    late: sends.length - coming.length,
    obstacles:
      templateId === null ? [] : listTermObstacles(store.read, { segmentId, templateId, purpose }, letters, now),
  };
}
