import type { ReadHandle, WriteHandle } from '../sql.ts';

export type MessageBodyRow = { readonly text: string; readonly html: string | null };

export function insertMessageBody(db: WriteHandle, messageNumber: number, body: MessageBodyRow): void {
  db.change('INSERT INTO message_body (message_number, text, html) VALUES ($messageNumber, $text, $html)', {
    messageNumber,
    text: body.text,
    html: body.html,
  });
}

export function findMessageBody(db: ReadHandle, messageId: string): MessageBodyRow | null {
  return db.find(
    `SELECT text, html FROM message JOIN message_body ON message_number = message.number WHERE message.id = $messageId`,
    { messageId },
  );
}

/** Whether the text of a message that came in this thread holds this, letter by letter. */
export function saidInThread(db: ReadHandle, threadId: string, text: string): boolean {
  return (
    db.find(
      `SELECT 1 FROM message JOIN message_body ON message_number = message.number
       WHERE thread_id = $threadId AND direction = 'in' AND gone_at IS NULL AND instr(text, $text) > 0 LIMIT 1`,
      { threadId, text },
    ) !== null
  );
}
