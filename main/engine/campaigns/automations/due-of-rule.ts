import type { AutomationTiming } from '../../../contract/automations.ts';
import type { Store } from '../../store/open.ts';
import type { LetterSource } from '../letter-source.ts';
import { type DueSend, due } from './due.ts';
import { gatherEvents } from './gather-events.ts';

/** Every letter that is due by a rule, as `due`, to those who are in its group at `now` (ms); a group that is gone is nobody. */
export async function dueOfRule(
  store: Store,
  rule: AutomationTiming & { readonly segmentId: string | null },
  {
    letters,
    since,
    now,
    zone,
  }: { readonly letters: LetterSource; readonly since: number; readonly now: number; readonly zone: string },
): Promise<DueSend[]> {
  const { segmentId } = rule;
  const members = segmentId === null ? null : new Set(letters.audience(store.read, segmentId, now)?.patientIds() ?? []);
  const events = await gatherEvents(store, rule, now, zone);
  const ofMembers = events.filter(({ patientId }) => members?.has(patientId) ?? true);
  return due(rule, { events: ofMembers, since, zone }, now);
}
