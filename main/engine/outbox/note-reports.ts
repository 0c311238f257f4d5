import type { Journal } from '../journal/journal.ts';
import type { WriteHandle } from '../store/sql.ts';
import { type DeliveryReportRow, listUnnotedReports, setReportNoted } from '../store/tables/delivery-reports.ts';
import { findOutboxRow } from '../store/tables/outbox.ts';

/**
 * Writes what reports said into the journal, each once, whatever crashed between; tells which. Reports are filed by
 * `mailbox`, which knows no journal.
 */
export function noteReports(db: WriteHandle, journal: Journal): readonly DeliveryReportRow[] {
  const reports = listUnnotedReports(db);
  for (const report of reports) {
    setReportNoted(db, report);
    const { outboxId, address, kind, diagnostic } = report;
    const threadId = findOutboxRow(db, outboxId)?.threadId ?? '';
    if (report.complaint === 1) journal.append(db, 'message.complained', { outboxId, threadId, address });
    else if (report.action === 'failed') {
      journal.append(db, 'message.came-back', { outboxId, threadId, address, kind, diagnostic });
    }
  }
  return reports;
}
