import type { ReadHandle, WriteHandle } from '../sql.ts';

/** What one report said of one recipient of a message of ours. */
export type DeliveryReportRow = {
  /** The report. */
  readonly messageId: string;
  readonly outboxId: string;
  /** A recipient of the row's envelope, as it stands there. */
  readonly address: string;
  readonly kind: 'hard' | 'soft' | 'policy' | 'other';
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  readonly complaint: number;
  readonly status: string | null;
  readonly diagnostic: string;
  /** When the report came, ms. */
  readonly at: number;
};

const columns = `message_id AS messageId, outbox_id AS outboxId, address, kind, action, complaint, status, diagnostic, at`;

export function putDeliveryReport(db: WriteHandle, row: DeliveryReportRow): void {
  db.changeAny(
    `INSERT INTO delivery_report (message_id, outbox_id, address, kind, action, complaint, status, diagnostic, at, noted)
     VALUES ($messageId, $outboxId, $address, $kind, $action, $complaint, $status, $diagnostic, $at, 0)
     ON CONFLICT DO NOTHING`,
    row,
  );
}

/** What was reported of a row, newest first. */
export function listDeliveryReports(db: ReadHandle, outboxId: string): DeliveryReportRow[] {
  return db.list(`SELECT ${columns} FROM delivery_report WHERE outbox_id = $outboxId ORDER BY at DESC, address`, {
    outboxId,
  });
}

/** Those that do not stand in the journal yet, oldest first. */
export function listUnnotedReports(db: ReadHandle): DeliveryReportRow[] {
  return db.list(`SELECT ${columns} FROM delivery_report WHERE noted = 0 ORDER BY at, address LIMIT 100`);
}

export function setReportNoted(db: WriteHandle, { messageId, outboxId, address }: DeliveryReportRow): void {
  db.change(
    `UPDATE delivery_report SET noted = 1
     WHERE message_id = $messageId AND outbox_id = $outboxId AND address = $address`,
    { messageId, outboxId, address },
  );
}

/** Since when mail to an address comes back for good. */
export type AddressTrouble = { readonly address: string; readonly at: number; readonly diagnostic: string };

/** The last report that an address does not exist, unless it was shown to work since; null where it is in order. */
export function findAddressTrouble(db: ReadHandle, address: string): AddressTrouble | null {
  return db.find(
    `SELECT address, at, diagnostic FROM delivery_report
     WHERE address = $address AND kind = 'hard' AND action = 'failed'
       AND at > coalesce((SELECT at FROM address_cleared WHERE address_cleared.address = $address), 0)
     ORDER BY at DESC LIMIT 1`,
    { address },
  );
}
