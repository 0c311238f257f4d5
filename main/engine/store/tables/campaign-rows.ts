import type { CampaignRow, RowState } from '../../../contract/campaigns.ts';
import type { Mode } from '../../../contract/fields.ts';
import type { ModeReason } from '../../../contract/threads.ts';
import type { ReadHandle, WriteHandle } from '../sql.ts';
import type { OutboxRow } from './outbox.ts';

/** What the plan says about one patient. */
export type PlannedRow = {
  readonly campaignId: string;
  readonly patientId: string;
  readonly position: number;
  readonly verdict: 'send' | 'skipped' | 'held';
  readonly name: string;
  readonly doctor: string;
  readonly address: string;
  readonly mode: Mode | null;
  readonly modeReason: ModeReason | null;
  readonly modeReasonAt: number | null;
  /** `{ reasons, lacks }` */
  readonly reasonsJson: string;
  readonly messageIdHeader: string;
};

/** A row with how far it got. */
export type RunRow = PlannedRow & { readonly draftId: string | null; readonly threadId: string | null };

/** A row with what became of it. */
export type ReportRow = RunRow & {
  readonly state: RowState;
  readonly outboxId: string | null;
  readonly at: number | null;
  readonly code: string | null;
  readonly response: string | null;
  readonly checked: CampaignRow['checked'];
  readonly answeredAt: number | null;
  readonly bouncedAt: number | null;
  readonly optedOutAt: number | null;
};

const columns = `row.campaign_id AS campaignId, row.patient_id AS patientId, row.position, row.verdict, row.name,
  row.doctor, row.address, row.mode, row.mode_reason AS modeReason, row.mode_reason_at AS modeReasonAt,
  row.reasons_json AS reasonsJson, row.message_id_header AS messageIdHeader, row.draft_id AS draftId,
  row.thread_id AS threadId`;

/** That Sent does not hold a letter proves little: somebody may have emptied it. Only a person settles it. */
const unsettled = `checked IN ('not-checked', 'cannot-tell', 'not-in-sent')`;

/** What became of a letter stands in the outbox; a row without one there says itself why. Over `row`, `outbox` and `campaign`. */
export const rowStateSql = `CASE
  WHEN row.verdict <> 'send' THEN row.verdict
  WHEN outbox.state = 'sending' THEN 'queued'
  WHEN outbox.state IS NOT NULL THEN outbox.state
  WHEN row.checked IN ('in-sent', 'said-sent') THEN 'sent'
  WHEN row.handed_at IS NOT NULL THEN 'taken-back'
  WHEN row.${unsettled} THEN 'unsure'
  WHEN campaign.state = 'stopped' THEN 'unsent'
  ELSE 'waiting' END`;

const joins = `FROM campaign_row AS row
  JOIN campaign ON campaign.id = row.campaign_id
  LEFT JOIN outbox ON outbox.message_id_header = row.message_id_header`;

/** A vacation notice is no answer. */
const answeredAt = `(SELECT min(message.at) FROM message
  WHERE message.thread_id = row.thread_id AND direction = 'in' AND automatic = 0)`;

/** Only a report that is final and about the address counts. */
const bouncedAt = `(SELECT min(delivery_report.at) FROM delivery_report
  WHERE delivery_report.outbox_id = outbox.id AND kind = 'hard')`;

/** The first no to news and offers since they got these. */
const optedOutAt = `(SELECT min(consent_row.at) FROM consent_row
  WHERE consent_row.patient_id = row.patient_id AND consent_row.purpose = 'marketing' AND campaign.purpose = 'marketing'
    AND consent_row.event IN ('withdrawn', 'declined') AND consent_row.at >= row.handed_at)`;

export function insertPlannedRow(db: WriteHandle, row: PlannedRow): void {
  db.change(
    `INSERT INTO campaign_row (campaign_id, patient_id, position, verdict, name, doctor, address, mode, mode_reason,
       mode_reason_at, reasons_json, message_id_header, draft_id, thread_id, handed_at, checked)
     VALUES ($campaignId, $patientId, $position, $verdict, $name, $doctor, $address, $mode, $modeReason, $modeReasonAt,
       $reasonsJson, $messageIdHeader, NULL, NULL, NULL, 'none')`,
    row,
  );
}

/** The next rows that nothing was handed over of, in the plan's order. After a restore only what a person says did not leave. */
export function listRowsToHand(db: ReadHandle, campaignId: string, limit: number): RunRow[] {
  return db.list(
    `SELECT ${columns} FROM campaign_row AS row
     WHERE row.campaign_id = $campaignId AND row.handed_at IS NULL AND row.verdict = 'send'
       AND row.checked IN ('none', 'said-not-sent')
     ORDER BY row.position LIMIT $limit`,
    { campaignId, limit },
  );
}

/** Whose letter has this Message-ID, where a run wrote it. */
export function findRunRow(
  db: ReadHandle,
  messageIdHeader: string,
): Pick<PlannedRow, 'campaignId' | 'patientId' | 'address'> | null {
  return db.find(
    `SELECT campaign_id AS campaignId, patient_id AS patientId, address FROM campaign_row
     WHERE message_id_header = $messageIdHeader`,
    { messageIdHeader },
  );
}

/** Binds a row to its one draft; throws `not-found` where it has one already. */
export function setRowDraft(
  db: WriteHandle,
  row: Pick<PlannedRow, 'campaignId' | 'patientId'>,
  begun: { readonly draftId: string; readonly threadId: string },
): void {
  db.change(
    `UPDATE campaign_row SET draft_id = $draftId, thread_id = $threadId
     WHERE campaign_id = $campaignId AND patient_id = $patientId AND draft_id IS NULL AND handed_at IS NULL`,
    { campaignId: row.campaignId, patientId: row.patientId, ...begun },
  );
}

/** Notes that submission took the draft; throws `not-found` where it had before. */
export function setRowHanded(db: WriteHandle, draftId: string, at: number): void {
  db.change('UPDATE campaign_row SET handed_at = $at WHERE draft_id = $draftId AND handed_at IS NULL', { draftId, at });
}

/** Its message was taken out of the outbox before anybody tried to send it. */
export function clearRowHanded(db: WriteHandle, draftId: string): void {
  db.change('UPDATE campaign_row SET handed_at = NULL WHERE draft_id = $draftId AND handed_at IS NOT NULL', {
    draftId,
  });
}

/** Holds a row that was to be sent: something stands against it since the plan was made. */
export function holdRow(db: WriteHandle, row: Pick<PlannedRow, 'campaignId' | 'patientId'>, reasonsJson: string): void {
  db.change(
    `UPDATE campaign_row SET verdict = 'held', reasons_json = $reasonsJson
     WHERE campaign_id = $campaignId AND patient_id = $patientId AND verdict = 'send' AND handed_at IS NULL`,
    { campaignId: row.campaignId, patientId: row.patientId, reasonsJson },
  );
}

/** Messages of a run that are on their way: the outbox's ids, whether one was tried, and since when it is due. */
export function listRowsOnTheirWay(
  db: ReadHandle,
  campaignId: string,
): (Pick<OutboxRow, 'attempts' | 'releasedAt' | 'notBefore'> & {
  readonly outboxId: string;
  readonly draftId: string;
  readonly state: 'queued' | 'sending';
})[] {
  return db.list(
    `SELECT outbox.id AS outboxId, row.draft_id AS draftId, outbox.state AS state, outbox.attempts AS attempts,
       outbox.released_at AS releasedAt, outbox.not_before AS notBefore
     FROM outbox JOIN campaign_row AS row ON row.message_id_header = outbox.message_id_header
     WHERE outbox.state IN ('queued', 'sending') AND row.campaign_id = $campaignId`,
    { campaignId },
  );
}

/** Drafts that were begun and not handed over. */
export function listRowDrafts(db: ReadHandle, campaignId: string): string[] {
  return db
    .list<{ id: string }>(
      `SELECT draft.id FROM campaign_row AS row JOIN draft ON draft.id = row.draft_id
       WHERE row.campaign_id = $campaignId AND row.handed_at IS NULL AND draft.submission_id IS NULL`,
      { campaignId },
    )
    .map(({ id }) => id);
}

/** When the last row was handed over (ms); null before the first. */
export function findLastHandedAt(db: ReadHandle, campaignId: string): number | null {
  return db.get<{ at: number | null }>(
    'SELECT max(handed_at) AS at FROM campaign_row WHERE campaign_id = $campaignId AND handed_at IS NOT NULL',
    { campaignId },
  ).at;
}

/** How many of the last `window` letters, handed over since `since`, went wrong for good. */
export function countRecentErrors(db: ReadHandle, campaignId: string, since: number, window: number): number {
  return db.get<{ total: number }>(
    `SELECT count(*) AS total FROM (
       SELECT outbox.state AS state FROM campaign_row AS row
       JOIN outbox ON outbox.message_id_header = row.message_id_header
       WHERE row.campaign_id = $campaignId AND row.handed_at >= $since AND outbox.state IN ('sent', 'failed', 'unsure')
       ORDER BY row.handed_at DESC LIMIT $window)
     WHERE state <> 'sent'`,
    { campaignId, since, window },
  ).total;
}

/** What the letters that went wrong since `since` have most in common; null where none did. */
export function findCommonError(
  db: ReadHandle,
  campaignId: string,
  since: number,
): { readonly code: string; readonly answer: string; readonly letters: number } | null {
  return db.find(
    `SELECT coalesce(outbox.code, '') AS code, coalesce(max(outbox.response), '') AS answer, count(*) AS letters
     FROM campaign_row AS row JOIN outbox ON outbox.message_id_header = row.message_id_header
     WHERE row.campaign_id = $campaignId AND row.handed_at >= $since AND outbox.state IN ('failed', 'unsure')
     GROUP BY outbox.code ORDER BY letters DESC, code LIMIT 1`,
    { campaignId, since },
  );
}

export type RowCount = { readonly state: RowState; readonly mode: Mode | null; readonly total: number };

export function countRows(db: ReadHandle, campaignId: string): RowCount[] {
  return db.list(
    `SELECT ${rowStateSql} AS state, row.mode AS mode, count(*) AS total ${joins}
     WHERE row.campaign_id = $campaignId GROUP BY 1, 2`,
    { campaignId },
  );
}

/** How long the plan is. */
export function countCampaignRows(db: ReadHandle, campaignId: string): number {
  return db.get<{ total: number }>('SELECT count(*) AS total FROM campaign_row WHERE campaign_id = $campaignId', {
    campaignId,
  }).total;
}

export function countAnswered(db: ReadHandle, campaignId: string): number {
  return db.get<{ total: number }>(
    `SELECT count(*) AS total FROM campaign_row AS row
     WHERE row.campaign_id = $campaignId AND row.thread_id IS NOT NULL AND ${answeredAt} IS NOT NULL`,
    { campaignId },
  ).total;
}

/** Letters that came back for good. */
export function countBounced(db: ReadHandle, campaignId: string): number {
  return db.get<{ total: number }>(
    `SELECT count(DISTINCT row.patient_id) AS total FROM delivery_report
     JOIN outbox ON outbox.id = delivery_report.outbox_id
     JOIN campaign_row AS row ON row.message_id_header = outbox.message_id_header
     WHERE delivery_report.kind = 'hard' AND row.campaign_id = $campaignId`,
    { campaignId },
  ).total;
}

/** Patients who said after this letter that they want no more news and offers. */
export function countOptedOut(db: ReadHandle, campaignId: string): number {
  return db.get<{ total: number }>(
    `SELECT count(*) AS total FROM campaign_row AS row JOIN campaign ON campaign.id = row.campaign_id
     WHERE row.campaign_id = $campaignId AND row.handed_at IS NOT NULL AND ${optedOutAt} IS NOT NULL`,
    { campaignId },
  ).total;
}

const report = `SELECT ${columns}, ${rowStateSql} AS state, outbox.id AS outboxId,
    coalesce(outbox.sent_at, outbox.queued_at, row.handed_at) AS at, outbox.code AS code,
    outbox.response AS response, iif(outbox.state = 'unsure', outbox.checked, row.checked) AS checked,
    ${answeredAt} AS answeredAt, ${bouncedAt} AS bouncedAt, ${optedOutAt} AS optedOutAt ${joins}`;

/** One patient's row, or null where the plan has none. */
export function findReportRow(db: ReadHandle, campaignId: string, patientId: string): ReportRow | null {
  return db.find(`${report} WHERE row.campaign_id = $campaignId AND row.patient_id = $patientId`, {
    campaignId,
    patientId,
  });
}

/** Rows in the plan's order, those in one of `states` alone where some are named. */
export function listReportRows(
  db: ReadHandle,
  campaignId: string,
  page: { readonly states: readonly RowState[] | null; readonly offset: number; readonly limit: number },
): ReportRow[] {
  return db.list(
    `SELECT * FROM (${report} WHERE row.campaign_id = $campaignId)
     WHERE $states IS NULL OR state IN (SELECT value FROM json_each($states))
     ORDER BY position LIMIT $limit OFFSET $offset`,
    {
      campaignId,
      states: page.states === null ? null : JSON.stringify(page.states),
      offset: page.offset,
      limit: page.limit,
    },
  );
}

/** What the plan says about this patient; null where they are not in it. */
export function findPlannedRow(db: ReadHandle, campaignId: string, patientId: string): RunRow | null {
  return db.find(
    `SELECT ${columns} FROM campaign_row AS row WHERE row.campaign_id = $campaignId AND row.patient_id = $patientId`,
    { campaignId, patientId },
  );
}

/** After a restore: nobody knows what of these has left since the backup was made. */
export function markRowsUnchecked(db: WriteHandle, campaignId: string): void {
  db.changeAny(
    `UPDATE campaign_row SET checked = 'not-checked'
     WHERE campaign_id = $campaignId AND verdict = 'send'
       AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.message_id_header = campaign_row.message_id_header)`,
    { campaignId },
  );
}

/** Rows that still have to be looked for in Sent. */
export function listUncheckedRows(
  db: ReadHandle,
  campaignId: string,
): { readonly patientId: string; readonly messageIdHeader: string }[] {
  return db.list(
    `SELECT patient_id AS patientId, message_id_header AS messageIdHeader FROM campaign_row
     WHERE campaign_id = $campaignId AND ${unsettled} ORDER BY position`,
    { campaignId },
  );
}

/** Writes what was found out about rows that are unsure; `patientId` null: all of them. Tells how many. */
export function setRowsChecked(
  db: WriteHandle,
  campaignId: string,
  patientId: string | null,
  checked: CampaignRow['checked'],
): number {
  return db.changeAny(
    `UPDATE campaign_row SET checked = $checked
     WHERE campaign_id = $campaignId AND ${unsettled}
       AND ($patientId IS NULL OR patient_id = $patientId)`,
    { campaignId, patientId, checked },
  );
}
