import type { Person } from '../../contract/fields.ts';
import type { Delivery, MessageStatus, MessageView, MessageWarning } from '../../contract/messages.ts';
import type { ReadHandle } from '../store/sql.ts';
import { listAttachments } from '../store/tables/attachment.ts';
import { listThreadMessages, type MessageRow } from '../store/tables/message.ts';

/** The messages of a thread, oldest first, without their bodies. */
export function listMessageViews(db: ReadHandle, threadId: string): MessageView[] {
  return listThreadMessages(db, threadId).map((row) => messageView(db, row));
}

function messageView(db: ReadHandle, row: MessageRow): MessageView {
  return {
    id: row.id,
    direction: row.direction,
    from: parse<Person[]>(row.fromJson),
    to: parse<Person[]>(row.toJson),
    cc: parse<Person[]>(row.ccJson),
    subject: row.subject,
    at: row.at,
    unread: row.unread === 1,
    snippet: row.snippet,
    status: withComparison(db, parse<MessageStatus>(row.statusJson), parse<Person[]>(row.fromJson)),
    warnings: parse<MessageWarning[]>(row.warningsJson),
    attachments: listAttachments(db, row.id).map(({ id, name, contentType, size, contentId }) => ({
      id,
      name,
      contentType,
      size,
      contentId,
    })),
    delivery: row.direction === 'out' ? findDelivery(db, row.id) : null,
  };
}

/** A fingerprint may have been compared after the message came. */
function withComparison(db: ReadHandle, status: MessageStatus, from: readonly Person[]): MessageStatus {
  if (status.kind !== 'encrypted' && status.kind !== 'signed') return status;
  if (status.signer !== 'verified' || status.fingerprint === null) return status;
  const compared = db.find(
    'SELECT 1 FROM public_key WHERE fingerprint = $fingerprint AND address = $address AND compared_at IS NOT NULL',
    { fingerprint: status.fingerprint, address: from[0]?.address ?? '' },
  );
  return { ...status, compared: compared !== null };
}

/** Of several deliveries of one message, the one a person must know about first. */
function findDelivery(db: ReadHandle, messageId: string): Delivery | null {
  return db.find(
    `SELECT id AS outboxId, state, mode, not_before AS notBefore, sent_at AS sentAt, server, tls, code FROM outbox
     WHERE message_id = $messageId
     ORDER BY CASE state WHEN 'failed' THEN 0 WHEN 'unsure' THEN 1 WHEN 'sending' THEN 2 WHEN 'queued' THEN 3 ELSE 4 END,
       queued_at DESC LIMIT 1`,
    { messageId },
  );
}

function parse<Value>(json: string): Value {
  return JSON.parse(json) as Value;
}
