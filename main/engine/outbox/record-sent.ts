import type { Mode } from '../../contract/fields.ts';
import type { Journal } from '../journal/journal.ts';
import { newId } from '../store/new-id.ts';
import type { WriteHandle } from '../store/sql.ts';
import type { OutboxDecision, OutboxRow } from '../store/tables/outbox.ts';

/** Writes the disclosure to the journal, and what the message asked the patient for to the consent ledger. */
export function recordSent(
  db: WriteHandle,
  journal: Journal,
  row: OutboxRow,
  facts: { readonly server: string; readonly tls: string; readonly requireTls?: number },
): void {
  journal.append(db, 'message.sent', {
    outboxId: row.id,
    threadId: row.threadId,
    to: recipientsOf(row).join(', '),
    mode: row.mode as Mode,
    server: facts.server,
    tls: facts.tls,
    ...(facts.requireTls === 1 ? { requireTls: true } : {}),
  });
  const { asks }: OutboxDecision = JSON.parse(row.decisionJson);
  if (asks === undefined) return;
  journal.append(db, 'consent.recorded', {
    ...asks,
    rowId: newId('cr'),
    event: 'asked',
    how: 'by-message',
    until: null,
    threadId: null,
    scanName: null,
    scan: null,
  });
}

/** The addresses of its envelope. */
export function recipientsOf(row: OutboxRow): string[] {
  return JSON.parse(row.envelopeToJson);
}
