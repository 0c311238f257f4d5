import type { WriteHandle } from '../sql.ts';

/** What an answer must carry to be one to this letter. */
export type LetterRow = {
  readonly id: string;
  readonly outboxId: string;
  readonly threadId: string;
  readonly patientId: string;
  readonly address: string;
  readonly replySecret: string;
  readonly sealedAt: number;
};

export function insertLetter(db: WriteHandle, row: LetterRow): void {
  db.change(
    `INSERT INTO letter (id, outbox_id, thread_id, patient_id, address, reply_secret, sealed_at)
     VALUES ($id, $outboxId, $threadId, $patientId, $address, $replySecret, $sealedAt)`,
    row,
  );
}

export function deleteLettersOfOutboxRow(db: WriteHandle, outboxId: string): void {
  db.changeAny('DELETE FROM letter WHERE outbox_id = $outboxId', { outboxId });
}
