import type { Person } from '../../contract/fields.ts';
import type { Delivery, MessageStatus, MessageView, MessageWarning } from '../../contract/messages.ts';
import type { ReadHandle } from '../store/sql.ts';
import { listAttachments } from '../store/tables/attachment.ts';
import { listThreadMessages, type MessageRow } from '../store/tables/message.ts';
import { findWorstOutboxRow, type OutboxDecision } from '../store/tables/outbox.ts';
import { isKeyCompared } from '../store/tables/public-keys.ts';

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
  return { ...status, compared: isKeyCompared(db, status.fingerprint, from[0]?.address ?? '') };
}

function findDelivery(db: ReadHandle, messageId: string): Delivery | null {
  const row = findWorstOutboxRow(db, messageId);
  if (row === null) return null;
  const { id, state, mode, notBefore, sentAt, server, tls, code } = row;
  const delivery = { outboxId: id, state, mode: mode as Delivery['mode'], notBefore, sentAt, server, tls, code };
  if (delivery.mode !== 'tls') return delivery;
  const evidence = Object.values(parse<OutboxDecision>(row.decisionJson).evidence ?? {}).flat();
  const once = new Map(evidence.map((piece) => [JSON.stringify(piece), piece]));
  return { ...delivery, transport: { evidence: [...once.values()], requireTls: row.requireTls === 1 } };
}

function parse<Value>(json: string): Value {
  return JSON.parse(json) as Value;
}
