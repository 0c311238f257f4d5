import type { ReadHandle, WriteHandle } from '../sql.ts';

/** What an answer must carry to be one to this letter, and where it then belongs. */
export type LetterRow = {
  readonly id: string;
  /** Null once the row became a draft again while nobody knew whether it had left. */
  readonly outboxId: string | null;
  readonly threadId: string;
  readonly patientId: string;
  /** Where the letter went. */
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

export function findLetter(db: ReadHandle, id: string): LetterRow | null {
  return db.find(
    `SELECT id, outbox_id AS outboxId, thread_id AS threadId, patient_id AS patientId, address,
       reply_secret AS replySecret, sealed_at AS sealedAt
     FROM letter WHERE id = $id`,
    { id },
  );
}

export function deleteLettersOfOutboxRow(db: WriteHandle, outboxId: string): void {
  db.changeAny('DELETE FROM letter WHERE outbox_id = $outboxId', { outboxId });
}

/** The message in which this answer to a letter came first, or null. */
export function findLetterAnswer(
  db: ReadHandle,
  letterId: string,
  answerId: string,
): { readonly messageId: string } | null {
  return db.find(
    'SELECT message_id AS messageId FROM letter_answer WHERE letter_id = $letterId AND answer_id = $answerId',
    { letterId, answerId },
  );
}

export function insertLetterAnswer(db: WriteHandle, letterId: string, answerId: string, messageId: string): void {
  db.change('INSERT INTO letter_answer (letter_id, answer_id, message_id) VALUES ($letterId, $answerId, $messageId)', {
    letterId,
    answerId,
    messageId,
  });
}
