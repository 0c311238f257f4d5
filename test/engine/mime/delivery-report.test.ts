import { describe, expect, test } from 'vitest';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { readDeliveryReport } from '../../../main/engine/mime/reports/delivery-report.ts';

const read = async (...lines: readonly string[]) =>
  readDeliveryReport(await parseMessage(Buffer.from(lines.join('\r\n'), 'utf8')));

const structured = (fields: readonly string[]) => [
  'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
  'Subject: Undelivered Mail Returned to Sender',
  'Auto-Submitted: auto-replied',
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
  '',
  '--b',
  '',
  'Your message could not be delivered.',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.example',
  '',
  ...fields,
  '',
  '--b',
  'Content-Type: text/rfc822-headers',
  '',
  'Message-ID: <ours@elm.example>',
  'To: pat@nowhere.example',
  '',
  '--b--',
];

const failed = (status: string, diagnostic: string) =>
  structured([
    'Final-Recipient: rfc822; pat@nowhere.example',
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${diagnostic}`,
  ]);

test('a structured report tells whose mail came back, why, and which message it was', async () => {
  expect(await read(...failed('5.1.1', '550 5.1.1 <pat@nowhere.example>: User unknown'))).toEqual({
    kind: 'hard',
    complaint: false,
    recipients: [
      {
        address: 'pat@nowhere.example',
        otherAddresses: [],
        action: 'failed',
        kind: 'hard',
        status: '5.1.1',
        diagnostic: '550 5.1.1 <pat@nowhere.example>: User unknown',
      },
    ],
    originalMessageIds: ['<ours@elm.example>'],
  });
});

test('the address we wrote to comes first, where it was forwarded to second', async () => {
  const report = await read(
    ...structured([
      'Original-Recipient: rfc822; pat@nowhere.example',
      'Final-Recipient: rfc822; pat@elsewhere.example',
      'Action: failed',
      'Status: 5.1.1',
    ]),
  );
  expect(report?.recipients[0]).toMatchObject({
    address: 'pat@nowhere.example',
    otherAddresses: ['pat@elsewhere.example'],
  });
});

describe('in doubt no address is called dead', () => {
  test.each([
    ['5.1.1', '550 5.7.1 IP address blacklisted by recipient', 'policy'],
    ['5.1.1', '550 <pat@nowhere.example> has sent to too many recipients this hour', 'policy'],
    ['5.1.1', '450 4.1.1 User unknown, try again', 'soft'],
    ['5.1.1', '552 sorry, mailbox is over quota', 'soft'],
    ['5.0.0', '550 user unknown or greylisted, temporarily refused', 'soft'],
    ['5.0.0', '554 Transaction failed', 'other'],
    ['5.5.0', '550 Requested action not taken: mailbox unavailable', 'other'],
  ])('%s with "%s" is %s', async (status, diagnostic, kind) => {
    expect((await read(...failed(status, diagnostic)))?.kind).toBe(kind);
  });

  test('a delay is soft whatever its reason', async () => {
    const report = await read(
      ...structured([
        'Final-Recipient: rfc822; pat@nowhere.example',
        'Action: delayed',
        'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
      ]),
    );
    expect(report?.kind).toBe('soft');
  });

  test('a receipt that it was delivered is no failure', async () => {
    const report = await read(
      ...structured(['Final-Recipient: rfc822; pat@nowhere.example', 'Action: delivered', 'Status: 5.1.1']),
    );
    expect(report?.kind).toBe('other');
  });
});

test('a server that refuses an attachment of the type .html says so', async () => {
  const report = await read(
    ...failed(
      '5.7.0',
      '552-5.7.0 This message was blocked because its content presents a potential 552 5.7.0 security issue: .html attachment',
    ),
  );
  expect(report?.kind).toBe('policy');
});

test('Exim and an X.400 gateway are understood', async () => {
  const exim = await read(
    'From: Mail Delivery System <Mailer-Daemon@mx.example>',
    'Subject: Mail delivery failed: returning message to sender',
    'X-Failed-Recipients: pat@nowhere.example',
    'Auto-Submitted: auto-replied',
    '',
    'A message that you sent could not be delivered to one or more of its',
    'recipients. This is a permanent error. The following address(es) failed:',
    '',
    '  pat@nowhere.example',
    '    host mx.nowhere.example [192.0.2.1]',
    '    SMTP error from remote mail server after RCPT TO:<pat@nowhere.example>:',
    '    550 5.1.1 No such user here',
    '',
    '------ This is a copy of your message, including all the headers. ------',
    '',
    'Message-ID: <ours@elm.example>',
  );
  expect(exim).toMatchObject({ kind: 'hard', originalMessageIds: ['<ours@elm.example>'] });
  const x400 = await read(
    ...structured([
      'Original-Recipient: rfc822; pat@nowhere.example',
      'Final-Recipient: X400; /G=Pat/S=Lee/O=Nowhere/PRMD=EX/C=US/',
      'Action: failed',
      'Status: 5.1.1 (unknown recipient)',
      'Diagnostic-Code: X400; 1 (unable-to-transfer) 0 (unrecognised OR-name)',
    ]),
  );
  expect(x400).toMatchObject({ kind: 'hard', recipients: [{ address: 'pat@nowhere.example' }] });
});

describe('automatic answers say nothing of an address', () => {
  test.each([
    ['Auto-Submitted: auto-replied', 'Re: Your appointment'],
    ['X-Autoreply: yes', 'Re: Your appointment'],
    ['Precedence: auto_reply', 'Re: Your appointment'],
    ['X-Nothing: 1', 'Automatic reply: Your appointment'],
    ['X-Nothing: 1', 'Out of Office: Your appointment'],
    ['X-Nothing: 1', 'Abwesenheitsnotiz: Your appointment'],
    ['X-Nothing: 1', 'Réponse automatique : Your appointment'],
    ['X-Nothing: 1', 'Respuesta automática: Your appointment'],
  ])('%s, %s', async (field, subject) => {
    const report = await read(
      'From: Pat Lee <pat@nowhere.example>',
      'Return-Path: <>',
      `Subject: ${subject}`,
      field,
      'In-Reply-To: <ours@elm.example>',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'I am no longer with the company. This mailbox does not exist any more: user unknown.',
      'pat@nowhere.example: 550 5.1.1 User unknown',
    );
    expect(report).toMatchObject({ kind: 'automatic', recipients: [] });
  });
});

test('a person who passes a report on reports nothing', async () => {
  const report = await read(
    'From: Pat Lee <pat@nowhere.example>',
    'Subject: Fwd: Undelivered Mail Returned to Sender',
    '',
    'Final-Recipient: rfc822; other@nowhere.example',
    'Action: failed',
    'Status: 5.1.1',
  );
  expect(report).toBeNull();
});

test('a complaint is told from the report of a failed authentication', async () => {
  const feedback = (type: string) =>
    read(
      'From: <fbl@provider.example>',
      'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
      '',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      `Feedback-Type: ${type}`,
      'Original-Rcpt-To: pat@nowhere.example',
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Message-ID: <ours@elm.example>',
      '',
      'Hello',
      '--b--',
    );
  expect(await feedback('abuse')).toMatchObject({
    kind: 'other',
    complaint: true,
    recipients: [{ address: 'pat@nowhere.example' }],
    originalMessageIds: ['<ours@elm.example>'],
  });
  expect(await feedback('auth-failure')).toMatchObject({ kind: 'other', complaint: false });
});

test.each(['-', '*', '@', 'a', '<a@b>', 'a@', '5.1.1 ', '>" '])(
  'a megabyte of "%s" is read to its end',
  async (piece) => {
    const line = piece.repeat(400);
    const body = Array.from({ length: Math.ceil(1_000_000 / line.length) }, () => line);
    const report = await read('From: MAILER-DAEMON@mx.example', 'Subject: failure notice', '', ...body);
    expect(report === null || report.recipients.length <= 200).toBe(true);
  },
);
