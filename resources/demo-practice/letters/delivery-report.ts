/**
 * A mail server's word about one recipient of a message (RFC 3464), with CRLF: below `headers` a report of three parts, what it
 * says to people, what it says to programs, and header lines of the message it is about.
 */
export function deliveryReport(report: {
  /** Header lines but for those of MIME. */
  readonly headers: readonly string[];
  readonly words: readonly string[];
  readonly server: string;
  readonly address: string;
  readonly action: 'failed' | 'delayed';
  /** RFC 3463. */
  readonly status: string;
  readonly diagnostic: string;
  readonly about: readonly string[];
}): string {
  const { headers, words, server, address, action, status, diagnostic, about } = report;
  return [
    ...headers,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="report"',
    '',
    '--report',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    ...words,
    '',
    '--report',
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; ${server}`,
    '',
    `Final-Recipient: rfc822; ${address}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${status.startsWith('5') ? '550' : '452'} ${status} ${diagnostic}`,
    '',
    '--report',
    'Content-Type: text/rfc822-headers',
    '',
    ...about,
    '',
    '--report--',
    '',
  ].join('\r\n');
}
