import { practiceAddress } from '../support/practice.ts';

type MailWithFile = {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly file: Uint8Array;
};

/** A message with one attachment, `report.pdf`. */
export function mailWithFile({ from, subject, text, file }: MailWithFile): Buffer {
  const lines = [
    `From: ${from}`,
    `To: ${practiceAddress}`,
    `Subject: ${subject}`,
    `Message-ID: <${Date.now()}.file@home.example>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--b',
    'Content-Type: application/pdf; name=report.pdf',
    'Content-Disposition: attachment; filename=report.pdf',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(file)
      .toString('base64')
      .replace(/(.{76})/g, '$1\r\n'),
    '--b--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'utf8');
}
