import { storedAddress } from '../base/address.ts';
import type { DeliveryReport, ReportedRecipient } from '../mime/reports/types.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { putDeliveryReport } from '../store/tables/delivery-reports.ts';
import { findOutboxRowByHeader } from '../store/tables/outbox.ts';
import { findThread } from '../store/tables/thread.ts';

/** Of so many Message-IDs in a report we look for ours. */
const mostIds = 50;

/** A report about a message of ours. */
export type MatchedReport = {
  readonly outboxId: string;
  readonly threadId: string;
  readonly complaint: boolean;
  /** Recipients of the message's envelope, each with what was said of it. */
  readonly recipients: readonly { readonly address: string; readonly said: ReportedRecipient }[];
};

/**
 * Finds the message of ours that a report is about: it must name the Message-ID, which only its recipients and the servers
 * on the way know, and a recipient of its envelope. Anybody can write a report; without both it is ordinary mail.
 */
export function matchReport(db: ReadHandle, report: DeliveryReport | null): MatchedReport | null {
  if (report === null || report.kind === 'automatic') return null;
  for (const header of report.originalMessageIds.slice(0, mostIds)) {
    const row = findOutboxRowByHeader(db, header);
    if (row === null || findThread(db, row.threadId) === null) continue;
    const envelope = new Set((JSON.parse(row.envelopeToJson) as string[]).map(storedAddress));
    const recipients = report.recipients.flatMap((said) => {
      const address = [said.address, ...said.otherAddresses].map(storedAddress).find((name) => envelope.has(name));
      return address === undefined ? [] : [{ address, said }];
    });
    if (recipients.length > 0) {
      return { outboxId: row.id, threadId: row.threadId, complaint: report.complaint, recipients };
    }
  }
  return null;
}

/** Notes what a matched report says, in the transaction that files it. */
export function fileReport(db: WriteHandle, matched: MatchedReport, messageId: string, at: number): void {
  for (const { address, said } of matched.recipients) {
    putDeliveryReport(db, {
      messageId,
      outboxId: matched.outboxId,
      address,
      kind: said.kind === 'automatic' ? 'other' : said.kind,
      action: said.action,
      complaint: matched.complaint ? 1 : 0,
      status: said.status,
      diagnostic: said.diagnostic,
      at,
    });
  }
}
