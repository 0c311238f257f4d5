import type { MessageStatus } from '../../contract/messages.ts';
import type { ReadHandle } from '../store/sql.ts';
import type { MessageRow } from '../store/tables/message.ts';
import { leftProtected } from '../store/tables/outbox.ts';

/** True when a message, theirs or ours, was protected on its way: neither its text nor its subject may then leave in clear. */
export function wasProtected(db: ReadHandle, message: Pick<MessageRow, 'id' | 'statusJson'>): boolean {
  const { kind }: MessageStatus = JSON.parse(message.statusJson);
  return (kind !== 'plain' && kind !== 'signed') || leftProtected(db, message.id);
}
