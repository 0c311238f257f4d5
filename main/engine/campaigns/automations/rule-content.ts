import type { AutomationTrigger } from '../../../contract/automations.ts';
import type { ContentKind } from '../../../contract/fields.ts';
import type { ReadHandle } from '../../store/sql.ts';
import type { AutomationRecord } from '../../store/tables/automations.ts';
import type { LetterSource, Letters } from '../letter-source.ts';
import { moreDelicate } from '../merge-fields.ts';
import { tellsSensitive } from '../sensitive-words.ts';

/** How delicate a rule's letters are at `now` (ms): the letter, what it follows, or what its group tells of those in it. */
export function ruleContent(
  db: ReadHandle,
  { segmentId, trigger }: Pick<AutomationRecord, 'segmentId' | 'trigger'>,
  opened: Pick<Letters, 'contentKind'> | null,
  letters: LetterSource,
  now: number,
): ContentKind {
  const group = segmentId === null ? null : letters.audience(db, segmentId, now);
  const letter = moreDelicate(opened?.contentKind ?? 'health', triggerContent(trigger));
  return moreDelicate(letter, group?.contentKind ?? 'general');
}

/** What getting a letter tells by when it comes: the same classes as for a group of those to whom it happens. */
function triggerContent(trigger: AutomationTrigger): ContentKind {
  switch (trigger.is) {
    case 'result':
      return 'sensitive';
    case 'visit':
      return 'health';
    case 'date':
      return tellsSensitive(trigger.field) ? 'sensitive' : 'health';
    case 'birthday':
      return 'general';
  }
}
