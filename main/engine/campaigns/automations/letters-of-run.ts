import type { ReadHandle } from '../../store/sql.ts';
import { findSendOfRun } from '../../store/tables/automation-sends.ts';
import type { CampaignRecord } from '../../store/tables/campaigns.ts';
import type { LetterSource, Letters } from '../letter-source.ts';
import { eventFacts, eventStands } from './event-facts.ts';

/**
 * The approved letters of a run at `now`. Those of a rule speak of their event, and are held where that was moved, called off
 * or is over by now: a halted run may go on days later. Null where the template is gone.
 */
export function lettersOfRun(
  db: ReadHandle,
  campaign: CampaignRecord,
  letters: LetterSource,
  now: number,
): Letters | null {
  const { id, automationId, templateId, templateVersion } = campaign;
  const opened = letters.open(db, templateId, templateVersion, now);
  if (opened === null || automationId === null) return opened;
  return {
    ...opened,
    render(current, patientId) {
      const send = findSendOfRun(current, id, patientId);
      if (send === null || !eventStands(current, send, now)) {
        return { outcome: 'held', reasons: [{ code: 'event-over', field: null }] };
      }
      return opened.render(current, patientId, eventFacts(send));
    },
  };
}
