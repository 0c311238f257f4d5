import { day, type Letter } from '../letter.ts';
import { contacts } from '../people/contacts.ts';
import { office, signature } from '../practice.ts';
import { pdfFile, type ShortLetter, shortLetter } from './short-letter.ts';

/** Mail of insurers, suppliers and authorities. */
export function businessLetters(): Letter[] {
  return [...insurers(), ...suppliers(), ...authorities()];
}

function insurers(): Letter[] {
  const rows: ShortLetter[] = [
    [
      'claim-denied',
      contacts.insurer,
      1.5,
      'Claim 55-20391: more information needed',
      'We cannot process claim 55-20391 without the itemized statement. Please send it within 30 days.',
      [
        pdfFile('EOB-55-20391.pdf', 'Explanation of benefits', [
          'Claim 55-20391',
          'Status: pended',
          'Reason: itemized statement missing',
        ]),
      ],
    ],
    [
      'claim-paid',
      contacts.insurer,
      7,
      'Remittance advice, week 46',
      'Your remittance advice is attached. Total paid: $4,218.60.',
      [pdfFile('remittance-46.pdf', 'Remittance advice, week 46', ['17 claims', 'Total paid: $4,218.60'])],
    ],
    [
      'claim-paid-two',
      contacts.insurer,
      14,
      'Remittance advice, week 45',
      'Your remittance advice is attached. Total paid: $3,907.15.',
      [pdfFile('remittance-45.pdf', 'Remittance advice, week 45', ['15 claims', 'Total paid: $3,907.15'])],
    ],
    [
      'prior-approval',
      contacts.insurerTwo,
      3,
      'Prior authorization PA-7730 approved',
      'PA-7730 is approved for 90 days.',
    ],
    [
      'directory',
      contacts.insurerTwo,
      20,
      'Please check your directory entry',
      'Are your opening hours still right? Please reply within 14 days.',
    ],
    [
      'fee-schedule',
      contacts.insurerTwo,
      33,
      'Fee schedule for next year',
      'The schedule is attached as a table.',
      [
        {
          filename: 'fees.csv',
          contentType: 'text/csv',
          content: Buffer.from(
            'code,name,fee\r\n99213,Office visit,92.40\r\n99214,Office visit (longer),131.20\r\n=1+1,Formula,0\r\n',
          ),
        },
      ],
    ],
  ];
  return rows.map((row) => shortLetter('insurer', row));
}

function suppliers(): Letter[] {
  const rows: ShortLetter[] = [
    [
      'order-shipped',
      contacts.supplier,
      2,
      'Order 80231 has shipped',
      'Two boxes gloves M, one box gloves L, four rolls table paper. Expected on Wednesday.',
    ],
    [
      'order-invoice',
      contacts.supplier,
      3,
      'Invoice 80231',
      'Your invoice is attached.',
      [pdfFile('INV-80231.pdf', 'Invoice 80231', ['Gloves, nitrile, M: $31.80', 'Total: $118.35', 'Due in 30 days'])],
    ],
    [
      'order-backorder',
      contacts.supplier,
      10,
      'Backorder: blood pressure cuffs',
      'The large cuffs come two weeks late. Would you like the other brand instead?',
    ],
    [
      'vaccine-window',
      contacts.vaccines,
      1.6,
      'Delivery window tomorrow 7:30 to 8:30',
      'Somebody has to sign and put the box into the refrigerator at once.',
    ],
    [
      'rent',
      contacts.landlord,
      21,
      'Heating inspection',
      'The heating is inspected next Tuesday between 8 and 12. Please leave the utility room open.',
    ],
    [
      'books',
      contacts.accountant,
      16,
      'Quarterly figures',
      'Dear Maria,\n\nthe figures are attached. Could we talk about the new copier lease before the month ends?',
      [pdfFile('Q3.pdf', 'Third quarter', ['Income', 'Expenses', 'Draft, not for others'])],
    ],
    [
      'toner',
      contacts.copier,
      27,
      'Your toner is on its way',
      'Your copier told us that it is low on toner. Nothing to do for you.',
    ],
  ];
  const answer: Letter = {
    id: 'order-backorder-answer',
    kind: 'our-answer',
    minutesAgo: 9 * day,
    from: office,
    to: [contacts.supplier],
    subject: 'Re: Backorder: blood pressure cuffs',
    after: ['order-backorder'],
    mailbox: 'Sent',
    text: `We can wait for the large ones.\n\n${signature}\n`,
  };
  const thanks: Letter = {
    ...shortLetter('supplier', [
      'order-backorder-thanks',
      contacts.supplier,
      8.5,
      'Re: Backorder: blood pressure cuffs',
      'Thank you, noted.',
    ]),
    after: ['order-backorder', 'order-backorder-answer'],
  };
  return [...rows.map((row) => shortLetter('supplier', row)), answer, thanks];
}

function authorities(): Letter[] {
  const invitation = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//State Medical Board//EN',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    'UID:audit-webinar@medicalboard.example',
    'DTSTAMP:20261101T120000Z',
    'DTSTART:20261210T170000Z',
    'DTEND:20261210T180000Z',
    'SUMMARY:Webinar: keeping records of consent',
    `ATTENDEE;RSVP=TRUE:mailto:${office.address}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
  return [
    {
      ...shortLetter('authority', [
        'license',
        contacts.board,
        18,
        'License renewal opens on 1 December',
        'Renewals for the coming period can be made from 1 December on.',
      ]),
      flags: ['\\Seen', '\\Flagged'],
    },
    shortLetter('invitation', [
      'webinar',
      contacts.board,
      11,
      'Invitation: keeping records of consent',
      'You are invited to our webinar.',
      [
        {
          filename: 'invite.ics',
          contentType: 'text/calendar; method=REQUEST; charset=utf-8',
          content: Buffer.from(invitation),
        },
      ],
    ]),
    {
      ...shortLetter('authority', [
        'recall',
        contacts.board,
        0.4,
        'Recall: lot 4471 of glucose strips',
        'Strips of lot 4471 may read too low. Please take them off the shelf and tell patients who have them.',
      ]),
    },
  ];
}
