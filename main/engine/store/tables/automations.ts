import type { AutomationContent, AutomationState } from '../../../contract/automations.ts';
import type { ContentKind } from '../../../contract/fields.ts';
import type { ReadHandle } from '../sql.ts';

/** A standing rule as a person made it, and how far it was let go. Changed by journal entries alone. */
export type AutomationRecord = AutomationContent & {
  readonly id: string;
  readonly savedAt: number;
  readonly savedBy: string;
  readonly state: AutomationState;
  readonly stateAt: number;
  readonly stateBy: string;
  readonly since: number | null;
  readonly restoredAt: number | null;
  /** Of what was approved; 0 before. */
  readonly templateVersion: number;
  readonly contentKind: ContentKind;
};

type Row = Omit<AutomationRecord, 'trigger' | 'quiet'> & {
  readonly triggerJson: string;
  readonly quietFrom: string | null;
  readonly quietUntil: string | null;
};

const columns = `id, name, trigger_json AS triggerJson, send_at AS at, quiet_from AS quietFrom,
  quiet_until AS quietUntil, segment_id AS segmentId, template_id AS templateId, purpose, sender, saved_at AS savedAt,
  saved_by AS savedBy, state, state_at AS stateAt, state_by AS stateBy, since, restored_at AS restoredAt,
  template_version AS templateVersion, content_kind AS contentKind`;

function toRecord({ triggerJson, quietFrom, quietUntil, ...row }: Row): AutomationRecord {
  const quiet = quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil };
  return { ...row, quiet, trigger: JSON.parse(triggerJson) };
}

export function findAutomation(db: ReadHandle, id: string): AutomationRecord | null {
  const row = db.find<Row>(`SELECT ${columns} FROM automation WHERE id = $id`, { id });
  return row === null ? null : toRecord(row);
}

/** By name. */
export function listAutomations(db: ReadHandle): AutomationRecord[] {
  return db.list<Row>(`SELECT ${columns} FROM automation ORDER BY name COLLATE NOCASE, id`).map(toRecord);
}
