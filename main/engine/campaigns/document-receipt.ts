import type { ReceiptRow } from '../../contract/documents.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findReportRow } from '../store/tables/campaign-rows.ts';
import type { CampaignRecord } from '../store/tables/campaigns.ts';
import { type DocumentInState, listDocumentsIn } from '../store/tables/documents.ts';
import { findDocumentPatient } from '../store/tables/known-patients.ts';
import { reportCells } from './report-csv.ts';

/** What became of the files of a campaign, a page of them; none where it has no documents. */
export function receiptRows(
  db: ReadHandle,
  { id, documentsId }: Pick<CampaignRecord, 'id' | 'documentsId'>,
  page: { readonly offset: number; readonly limit: number },
): { readonly rows: ReceiptRow[]; readonly total: number } {
  if (documentsId === null) return { rows: [], total: 0 };
  const { rows, total } = listDocumentsIn(db, documentsId, { ...page, states: null });
  return { rows: rows.map((row) => toReceipt(db, id, row)), total };
}

function toReceipt(db: ReadHandle, campaignId: string, document: DocumentInState): ReceiptRow {
  const { name: fileName, size, sha256, state: how, confirmedBy } = document;
  const goes = (how === 'matched' || how === 'confirmed') && document.patientId !== null;
  const row = goes && document.patientId !== null ? findReportRow(db, campaignId, document.patientId) : null;
  const patient = row === null ? null : findDocumentPatient(db, row.patientId);
  const shown =
    row === null ? null : (patient ?? { id: row.patientId, name: row.name, recordNumber: '', birthDate: null });
  const left = row?.state === 'sent' || row?.state === 'queued' || row?.state === 'unsure';
  return {
    fileName,
    size,
    sha256,
    how,
    confirmedBy,
    patient: shown,
    address: row?.address ?? '',
    state: row?.state ?? null,
    mode: row?.mode ?? null,
    at: left ? row.at : null,
  };
}

/** The header line of a receipt, with its line end (RFC 4180). */
export const receiptHead = reportCells([
  'file',
  'bytes',
  'sha256',
  'found_by',
  'confirmed_by',
  'patient',
  'record_number',
  'birth_date',
  'address',
  'state',
  'mode',
  'at',
]);

/** One file's line, with its line end. */
export function receiptLine(row: ReceiptRow): string {
  return reportCells([
    row.fileName,
    String(row.size),
    row.sha256,
    row.how,
    row.confirmedBy,
    row.patient?.name ?? '',
    row.patient?.recordNumber ?? '',
    row.patient?.birthDate ?? '',
    row.address,
    row.state ?? '',
    row.mode ?? '',
    row.at === null ? '' : new Date(row.at).toISOString(),
  ]);
}
