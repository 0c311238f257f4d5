import type { CampaignRow } from '../../contract/campaigns.ts';

const columns = [
  'patient',
  'address',
  'doctor',
  'state',
  'mode',
  'at',
  'answered_at',
  'bounced_at',
  'opted_out_at',
  'reasons',
  'code',
] as const;

/** A spreadsheet must not run what a patient's name says: such cells begin with an apostrophe. */
function cell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

const moment = (at: number | null) => (at === null ? '' : new Date(at).toISOString());

/** One line of a file for spreadsheets, with its line end (RFC 4180). */
export function reportCells(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** The header line of a report. */
export const reportHead = reportCells(columns);

/** One patient's line, with its line end. */
export function reportLine(row: CampaignRow): string {
  const reasons = row.reasons.map(({ code, detail }) => (detail === null ? code : `${code} (${detail})`));
  const cells = [
    row.name,
    row.address,
    row.doctor,
    row.state,
    row.mode ?? '',
    moment(row.at),
    moment(row.answeredAt),
    moment(row.bouncedAt),
    moment(row.optedOutAt),
    [...reasons, ...row.lacks].join('; '),
    row.code ?? '',
  ];
  return reportCells(cells);
}
