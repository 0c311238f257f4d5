import { day, hour, type Letter, unread } from '../letter.ts';
import { contacts } from '../people/contacts.ts';
import { getDemoPatient, senderOf } from '../people/patients.ts';
import { office, type Person, practice, signature } from '../practice.ts';
import { deliveryReport } from './delivery-report.ts';

/** Mail that no person wrote: out-of-office notes, delivery reports, a request for a receipt. */
export function automaticLetters(): Letter[] {
  return [
    ...outOfOffice(),
    bounce('bounce-hard', 2.2, 'failed', '5.1.1', 'oldaddress@example.org', 'User unknown'),
    bounce('bounce-full', 6.2, 'failed', '4.2.2', 'kwame.mensah@example.net', 'Mailbox full'),
    bounce(
      'bounce-delayed',
      4.7,
      'delayed',
      '4.4.1',
      'results@lakesidelab.example',
      'No answer from host, will try again',
    ),
    receiptWanted(),
  ];
}

function outOfOffice(): Letter[] {
  const rows: readonly (readonly [id: string, from: Person, daysAgo: number, subject: string, text: string])[] = [
    [
      'ooo-renner',
      contacts.cardiology,
      9.5,
      'Automatic reply: Referral',
      'I am away until Monday. In urgent cases please call the practice.',
    ],
    [
      'ooo-joyce',
      contacts.accountant,
      15.6,
      'Out of office',
      'Thank you for your mail. I am at a conference and answer on Friday.',
    ],
    [
      'ooo-guillermo',
      senderOf(getDemoPatient('Guillermo Ibáñez')),
      13,
      'Respuesta automática',
      'Estoy de viaje hasta el día 20. Gracias por su mensaje.',
    ],
  ];
  return rows.map(([id, from, daysAgo, subject, text]) => ({
    id,
    kind: 'auto-reply',
    minutesAgo: daysAgo * day,
    from,
    subject,
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All', Precedence: 'auto_reply' },
    text: `${text}\n`,
  }));
}

/** A delivery status notification (RFC 3464) about something the practice sent. */
function bounce(
  id: string,
  daysAgo: number,
  action: 'failed' | 'delayed',
  status: string,
  address: string,
  diagnostic: string,
): Letter {
  const subject = action === 'failed' ? 'Undelivered Mail Returned to Sender' : 'Delayed Mail (still being retried)';
  return {
    id,
    kind: 'bounce',
    minutesAgo: daysAgo * day,
    from: { name: 'Mail Delivery System', address: 'MAILER-DAEMON@mail.elmstreet.example' },
    subject,
    raw: ({ date, messageId }) =>
      Buffer.from(
        deliveryReport({
          headers: [
            'Return-Path: <>',
            `Date: ${date}`,
            `Message-ID: ${messageId}`,
            'From: MAILER-DAEMON@mail.elmstreet.example (Mail Delivery System)',
            `To: ${office.address}`,
            `Subject: ${subject}`,
            'Auto-Submitted: auto-replied',
          ],
          words: ['This is the mail system at host mail.elmstreet.example.', '', `<${address}>: ${diagnostic}`],
          server: 'mail.elmstreet.example',
          address,
          action,
          status,
          diagnostic,
          about: [
            `From: ${practice.name} <${office.address}>`,
            `To: ${address}`,
            `Subject: Message from ${practice.name}`,
            `Message-ID: <sent.${id}@elmstreet.example>`,
          ],
        }),
        'ascii',
      ),
  };
}

function receiptWanted(): Letter {
  return {
    id: 'receipt-wanted',
    kind: 'receipt-wanted',
    minutesAgo: 5 * hour,
    from: contacts.insurerTwo,
    subject: 'Records request 2231, reply by Friday',
    flags: unread,
    headers: {
      'Disposition-Notification-To': contacts.insurerTwo.address,
      'Return-Receipt-To': contacts.insurerTwo.address,
      Importance: 'high',
      'X-Priority': '1',
    },
    text: 'Please send the records listed in our fax of last week by Friday.\n\nProvider Services, BlueRiver\n',
  };
}

/** What the practice sent that came back or was answered by a machine; in Sent. */
export function sentBefore(): Letter[] {
  return [
    {
      id: 'sent-referral',
      kind: 'our-answer',
      minutesAgo: 9.6 * day,
      from: office,
      to: [contacts.cardiology],
      subject: 'Referral',
      mailbox: 'Sent',
      text: `Dear Dr. Renner,\n\nwe would like to refer a patient. The papers are on the fax.\n\n${signature}\n`,
    },
  ];
}
