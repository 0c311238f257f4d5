import type { ContentKind } from '../../../contract/fields.ts';
import type { ReadHandle } from '../../store/sql.ts';
import type { AutomationRecord } from '../../store/tables/automations.ts';
import type { LetterSource, Letters } from '../letter-source.ts';
import { moreDelicate } from '../merge-fields.ts';

/** How delicate a rule's letters are at `now` (ms): the letter, or what its group tells of those in it. */
export function ruleContent(
  db: ReadHandle,
  { segmentId }: Pick<AutomationRecord, 'segmentId'>,
  opened: Pick<Letters, 'contentKind'> | null,
  letters: LetterSource,
  now: number,
): ContentKind {
  const group = segmentId === null ? null : letters.audience(db, segmentId, now);
  return moreDelicate(opened?.contentKind ?? 'health', group?.contentKind ?? 'general');
}
