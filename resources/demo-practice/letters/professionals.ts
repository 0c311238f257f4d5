import type { Letter } from '../letter.ts';
import { contacts } from '../people/contacts.ts';
import { pdfFile, type ShortLetter, shortLetter } from './short-letter.ts';

/** Mail of other professionals: specialists, imaging, pharmacy, therapy, school. */
export function professionalLetters(): Letter[] {
  const rows: ShortLetter[] = [
    [
      'cardio-opinion',
      contacts.cardiology,
      1,
      'Your patient, seen on Monday',
      'Dear colleagues,\n\nthank you for the referral. My letter is attached. Nothing urgent; I suggest an echo in six months.',
      [
        pdfFile('Letter Fairview Cardiology.pdf', 'Fairview Cardiology', [
          'Dear colleagues,',
          'sinus rhythm, no sign of ischaemia.',
          'Echo in six months suggested.',
        ]),
      ],
    ],
    [
      'cardio-slot',
      contacts.cardiology,
      9,
      'Earlier slot free',
      'We have had a cancellation on Thursday at two. Would one of your waiting patients like it? Please call, do not write names here.',
    ],
    [
      'imaging-report',
      contacts.imaging,
      2,
      'Report ready: FI-88213',
      'A report for one of your patients is ready in the portal under FI-88213.',
    ],
    [
      'imaging-report-two',
      contacts.imaging,
      6,
      'Report ready: FI-88101',
      'A report for one of your patients is ready in the portal under FI-88101.',
    ],
    [
      'imaging-downtime',
      contacts.imaging,
      12,
      'Portal closed on Sunday',
      'The portal is closed on Sunday from 6 to 10 for maintenance.',
    ],
    [
      'pharmacy-question',
      contacts.pharmacy,
      0.2,
      'Dose on prescription 7741',
      'The prescription 7741 says 50 mg twice, the patient says once. Which one is right? He is waiting here.',
    ],
    [
      'pharmacy-stock',
      contacts.pharmacy,
      5,
      'Amoxicillin suspension short again',
      'We are out of the 400 mg suspension until the end of next week. The 250 mg is here.',
    ],
    [
      'physio-progress',
      contacts.physio,
      8,
      'Progress note',
      'Six of eight sessions done, range of motion nearly full. The note is attached.',
      [pdfFile('progress-note.pdf', 'Move Well', ['Session 6 of 8', 'Abduction 160 degrees, pain 2/10.'])],
    ],
    [
      'school-nurse',
      contacts.school,
      4,
      'Inhalers at school',
      'For all children with an inhaler at school we need a new form this year. The blank one is attached.',
      [
        pdfFile('inhaler-form.pdf', 'Inhaler at school', [
          'Name of child: ____________',
          'Dose: ____________',
          'Signature: ____________',
        ]),
      ],
    ],
  ];
  return rows.map((row) => shortLetter('professional', row));
}
