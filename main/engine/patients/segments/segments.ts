import { type SegmentRule, type SegmentSummary, segmentRule } from '../../../contract/segments.ts';
import { EngineError } from '../../base/errors.ts';
import type { Journal } from '../../journal/journal.ts';
import { newId } from '../../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../../store/sql.ts';
import { findSegmentRow, listSegmentRows, type SegmentRow } from '../../store/tables/segments.ts';

/** A rule that comes with the program. It counts as saved, at version 0, until somebody changes or removes it. */
export type StarterSegment = { readonly id: string; readonly name: string; readonly rule: SegmentRule };

/** Every rule that is not removed, by name. */
export function listSegments(db: ReadHandle, starters: readonly StarterSegment[]): SegmentSummary[] {
  const rows = listSegmentRows(db);
  const known = new Set(rows.map(({ id }) => id));
  return [
    ...rows.filter(({ removedAt }) => removedAt === null).map(toSegment),
    ...starters.filter(({ id }) => !known.has(id)).map(toStarter),
  ].toSorted((one, other) => one.name.localeCompare(other.name));
}

/** Throws `not-found`, also for one that was removed. */
export function getSegment(db: ReadHandle, starters: readonly StarterSegment[], segmentId: string): SegmentSummary {
  const row = findSegmentRow(db, segmentId);
  if (row !== null && row.removedAt === null) return toSegment(row);
  const starter = row === null ? starters.find(({ id }) => id === segmentId) : undefined;
  if (starter === undefined) throw new EngineError('not-found');
  return toStarter(starter);
}

/** Saves a rule under a name. Throws `state-changed` where it is at another version than the one that was changed. */
export function saveSegment(
  db: WriteHandle,
  journal: Journal,
  starters: readonly StarterSegment[],
  input: {
    readonly segmentId: string | null;
    readonly version: number;
    readonly name: string;
    readonly rule: SegmentRule;
  },
): { segmentId: string; version: number } {
  const before = input.segmentId === null ? null : getSegment(db, starters, input.segmentId);
  if ((before?.version ?? 0) !== input.version) throw new EngineError('state-changed');
  const segmentId = input.segmentId ?? newId('sg');
  const version = input.version + 1;
  const name = input.name.trim().normalize('NFC');
  if (name === '') throw new EngineError('bad-request', { field: 'name' });
  journal.append(db, 'segment.saved', { segmentId, version, name, rule: input.rule });
  return { segmentId, version };
}

/** Takes it off the list; what was sent by it stays as it is. */
export function removeSegment(
  db: WriteHandle,
  journal: Journal,
  starters: readonly StarterSegment[],
  segmentId: string,
): void {
  const { name } = getSegment(db, starters, segmentId);
  journal.append(db, 'segment.removed', { segmentId, name });
}

function toSegment(row: SegmentRow): SegmentSummary {
  const { id, name, version, savedAt, savedBy } = row;
  return { id, name, rule: segmentRule.parse(JSON.parse(row.ruleJson)), starter: false, version, savedAt, savedBy };
}

function toStarter({ id, name, rule }: StarterSegment): SegmentSummary {
  return { id, name, rule, starter: true, version: 0, savedAt: null, savedBy: null };
}
