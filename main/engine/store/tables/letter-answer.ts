import type { ReadHandle, WriteHandle } from '../sql.ts';

/** What an answer must know to be one of ours, and where it belongs. */
export type LetterBinding = {
  readonly id: string;
  readonly threadId: string;
  readonly patientId: string;
  /** Where the letter went, lower or upper case as typed. */
  readonly address: string;
  readonly replySecret: string;
  readonly sealedAt: number;
};

export function findLetterBinding(db: ReadHandle, letterId: string): LetterBinding | null {
  return db.find(
    `SELECT id, thread_id AS threadId, patient_id AS patientId, address, reply_secret AS replySecret,
       sealed_at AS sealedAt
     FROM letter WHERE id = $letterId`,
    { letterId },
  );
}

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
