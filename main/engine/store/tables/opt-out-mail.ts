import type { ReadHandle, WriteHandle } from '../sql.ts';

/** A message in which a patient takes marketing back. */
export type OptOutMailRow = {
  readonly messageId: string;
  readonly patientId: string;
  /** What they wrote. */
  readonly words: string;
  readonly at: number;
};

export function putOptOutMail(db: WriteHandle, row: OptOutMailRow): void {
  db.changeAny(
    `INSERT INTO opt_out_mail (message_id, patient_id, words, at, noted) VALUES ($messageId, $patientId, $words, $at, 0)
     ON CONFLICT DO NOTHING`,
    row,
  );
}

/** Those that do not stand in the ledger yet, oldest first. */
export function listUnnotedOptOuts(db: ReadHandle): OptOutMailRow[] {
  return db.list(
    `SELECT message_id AS messageId, patient_id AS patientId, words, at FROM opt_out_mail
     WHERE noted = 0 ORDER BY at, message_id LIMIT 100`,
  );
}

export function setOptOutNoted(db: WriteHandle, { messageId, patientId }: OptOutMailRow): void {
  db.change('UPDATE opt_out_mail SET noted = 1 WHERE message_id = $messageId AND patient_id = $patientId', {
    messageId,
    patientId,
  });
}
