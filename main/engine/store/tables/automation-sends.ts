import type { AutomationEvent, AutomationView, OnSend } from '../../../contract/automations.ts';
import type { RowState } from '../../../contract/campaigns.ts';
import type { ReadHandle, WriteHandle } from '../sql.ts';
import { type PlannedRow, rowStateSql } from './campaign-rows.ts';

/** As it is kept; what a person holds stands beside it. */
export type KeptState = 'planned' | 'missed' | 'begun' | 'left-out' | 'lapsed';

/** One letter of a rule to one patient about one event: this row is what keeps it from leaving twice. */
export type SendRow = OnSend & {
  readonly dueAt: number;
  readonly overAt: number | null;
  readonly event: AutomationEvent;
  readonly state: KeptState;
  readonly saidAt: number | null;
  readonly lookedAt: number | null;
  readonly campaignId: string | null;
  readonly held: boolean;
};

/** How it would leave, or why not. `reasonsJson`: `{ reasons, lacks }` */
export type SendLook = Pick<PlannedRow, 'name' | 'address' | 'mode' | 'modeReason' | 'modeReasonAt' | 'reasonsJson'>;

/** A row with its rule, and what became of it. */
export type ListedSend = SendRow &
  SendLook & {
    readonly automationName: string;
    readonly restoredAt: number | null;
    readonly runState: RowState | null;
    readonly threadId: string | null;
    readonly at: number | null;
  };

type Kept<Row extends SendRow> = Omit<Row, 'event' | 'held'> & { readonly eventJson: string; readonly held: number };

const columns = `send.automation_id AS automationId, send.event_key AS eventKey, send.patient_id AS patientId,
  send.due_at AS dueAt, send.over_at AS overAt, send.event_json AS eventJson, send.state, send.said_at AS saidAt,
  send.looked_at AS lookedAt, send.campaign_id AS campaignId, hold.held_at IS NOT NULL AS held`;

const from = `FROM automation_send AS send
  LEFT JOIN automation_hold AS hold ON hold.automation_id = send.automation_id AND hold.event_key = send.event_key
    AND hold.patient_id = send.patient_id`;

const toRow = <Row extends SendRow>({ eventJson, held, ...row }: Kept<Row>): Row =>
  ({ ...row, held: held === 1, event: JSON.parse(eventJson) }) as unknown as Row;

const isIt = 'automation_id = $automationId AND event_key = $eventKey AND patient_id = $patientId';
const keyOf = ({ automationId, eventKey, patientId }: OnSend): OnSend => ({ automationId, eventKey, patientId });

export function findSend(db: ReadHandle, send: OnSend): SendRow | null {
  const row = db.find<Kept<SendRow>>(
    `SELECT ${columns} ${from} WHERE send.automation_id = $automationId AND send.event_key = $eventKey
       AND send.patient_id = $patientId`,
    keyOf(send),
  );
  return row === null ? null : toRow(row);
}

/** The send that this row of a run stands for. */
export function findSendOfRun(db: ReadHandle, campaignId: string, patientId: string): SendRow | null {
  const row = db.find<Kept<SendRow>>(
    `SELECT ${columns} ${from} WHERE send.campaign_id = $campaignId AND send.patient_id = $patientId`,
    { campaignId, patientId },
  );
  return row === null ? null : toRow(row);
}

/** What is planned or asked about, of one rule or of all, in the order of its time. */
export function listOpenSends(db: ReadHandle, automationId: string | null): SendRow[] {
  return db
    .list<Kept<SendRow>>(
      `SELECT ${columns} ${from} WHERE send.state IN ('planned', 'missed')
         AND ($automationId IS NULL OR send.automation_id = $automationId)
       ORDER BY send.due_at, send.patient_id, send.event_key`,
      { automationId },
    )
    .map(toRow);
}

export function insertSend(
  db: WriteHandle,
  send: OnSend & Pick<SendRow, 'dueAt' | 'overAt' | 'event' | 'state'> & { readonly name: string },
): void {
  const { event, ...row } = send;
  db.change(
    `INSERT INTO automation_send (automation_id, event_key, patient_id, due_at, over_at, event_json, state, said_at,
       name, address, mode, mode_reason, mode_reason_at, reasons_json, looked_at, campaign_id, settled_at)
     VALUES ($automationId, $eventKey, $patientId, $dueAt, $overAt, $eventJson, $state, NULL, $name, '', NULL, NULL,
       NULL, '{"reasons":[],"lacks":[]}', NULL, NULL, NULL)`,
    { ...row, eventJson: JSON.stringify(event) },
  );
}

/** Moves one that is still open; throws `not-found` for any other. */
export function moveSend(
  db: WriteHandle,
  send: OnSend & Pick<SendRow, 'dueAt' | 'overAt' | 'event'> & { readonly state: 'planned' | 'missed' },
): void {
  const { dueAt, overAt, event, state } = send;
  db.change(
    `UPDATE automation_send SET due_at = $dueAt, over_at = $overAt, event_json = $eventJson, state = $state
     WHERE ${isIt} AND state IN ('planned', 'missed')`,
    { ...keyOf(send), dueAt, overAt, state, eventJson: JSON.stringify(event) },
  );
}

/** Forgets one that nothing came of; throws `not-found` for any other. */
export function deleteOpenSend(db: WriteHandle, send: OnSend): void {
  db.change(`DELETE FROM automation_send WHERE ${isIt} AND state IN ('planned', 'missed')`, keyOf(send));
}

export function deleteOpenSends(db: WriteHandle, automationId: string): void {
  db.changeAny(`DELETE FROM automation_send WHERE automation_id = $automationId AND state IN ('planned', 'missed')`, {
    automationId,
  });
}

/** Ends one for good that is open; throws `not-found` for any other. */
export function settleSend(db: WriteHandle, send: OnSend, state: 'left-out' | 'lapsed', at: number): void {
  db.change(
    `UPDATE automation_send SET state = $state, settled_at = $at WHERE ${isIt} AND state IN ('planned', 'missed')`,
    { ...keyOf(send), state, at },
  );
}

/** A person wants one that was missed to leave; throws `not-found` where it was not. */
export function sayToSend(db: WriteHandle, send: OnSend, at: number): void {
  db.change(`UPDATE automation_send SET state = 'planned', said_at = $at WHERE ${isIt} AND state = 'missed'`, {
    ...keyOf(send),
    at,
  });
}

/** Gives one to a run; throws `not-found` where it is not planned any more. */
export function setSendBegun(db: WriteHandle, send: OnSend, campaignId: string, at: number): void {
  db.change(
    `UPDATE automation_send SET state = 'begun', campaign_id = $campaignId, settled_at = $at
     WHERE ${isIt} AND state = 'planned' AND campaign_id IS NULL`,
    { ...keyOf(send), campaignId, at },
  );
}

/** Notes how an open one would leave. */
export function setSendLook(db: WriteHandle, send: OnSend, look: SendLook, at: number): void {
  db.changeAny(
    `UPDATE automation_send SET name = $name, address = $address, mode = $mode, mode_reason = $modeReason,
       mode_reason_at = $modeReasonAt, reasons_json = $reasonsJson, looked_at = $at
     WHERE ${isIt} AND state IN ('planned', 'missed')`,
    { ...keyOf(send), ...look, at },
  );
}

const ofKind = {
  week: { where: `send.state = 'planned'`, order: 'send.due_at, send.name, send.event_key' },
  missed: { where: `send.state = 'missed'`, order: 'send.due_at, send.name, send.event_key' },
  past: { where: 'send.settled_at IS NOT NULL', order: 'send.settled_at DESC, send.name, send.event_key' },
} as const;

export function listSends(
  db: ReadHandle,
  page: {
    readonly automationId: string | null;
    readonly which: keyof typeof ofKind;
    readonly offset: number;
    readonly limit: number;
  },
): ListedSend[] {
  const { automationId, which, offset, limit } = page;
  return db
    .list<Kept<ListedSend>>(
      `SELECT ${columns}, send.name, coalesce(row.address, send.address) AS address, coalesce(row.mode, send.mode) AS mode,
         coalesce(row.mode_reason, send.mode_reason) AS modeReason,
         coalesce(row.mode_reason_at, send.mode_reason_at) AS modeReasonAt,
         coalesce(row.reasons_json, send.reasons_json) AS reasonsJson, coalesce(automation.name, campaign.name, '') AS automationName,
         automation.restored_at AS restoredAt, iif(row.patient_id IS NULL, NULL, ${rowStateSql}) AS runState, row.thread_id AS threadId,
         coalesce(outbox.sent_at, outbox.queued_at, row.handed_at, send.settled_at) AS at
       ${from} LEFT JOIN automation ON automation.id = send.automation_id
       LEFT JOIN campaign ON campaign.id = send.campaign_id
       LEFT JOIN campaign_row AS row ON row.campaign_id = send.campaign_id AND row.patient_id = send.patient_id
       LEFT JOIN outbox ON outbox.message_id_header = row.message_id_header
       WHERE ${ofKind[which].where} AND ($automationId IS NULL OR send.automation_id = $automationId)
       ORDER BY ${ofKind[which].order} LIMIT $limit OFFSET $offset`,
      { automationId, offset, limit },
    )
    .map(toRow);
}

export function countSends(db: ReadHandle, automationId: string | null, which: keyof typeof ofKind): number {
  return db.get<{ total: number }>(
    `SELECT count(*) AS total FROM automation_send AS send
     WHERE ${ofKind[which].where} AND ($automationId IS NULL OR send.automation_id = $automationId)`,
    { automationId },
  ).total;
}

/** How many letters of a rule stand how. */
export function countSendsOf(db: ReadHandle, automationId: string): AutomationView['counts'] {
  return db.get(
    `SELECT count(*) FILTER (WHERE send.state = 'planned') AS week,
       count(*) FILTER (WHERE send.state = 'planned' AND hold.held_at IS NOT NULL) AS held,
       count(*) FILTER (WHERE send.state = 'missed') AS missed,
       count(*) FILTER (WHERE send.state = 'begun') AS begun
     ${from} WHERE send.automation_id = $automationId`,
    { automationId },
  );
}
