import { makePdf } from '../files/pdf.ts';
import { makePng } from '../files/png.ts';
import { day, hour, type Letter, type LetterFile, unread } from '../letter.ts';
import { getDemoPatient, senderOf } from '../people/patients.ts';
import type { SeededRandom } from '../seeded-random.ts';

const from = (name: string) => senderOf(getDemoPatient(name));

/** What patients attach: photographs, forms, cards, several at once, with names that are a trial. */
export function lettersWithFiles(random: SeededRandom): Letter[] {
  const skin = (name: string): LetterFile => picture(name, makePng(160, 120, [224, 178, 150], random));
  const form = (name: string, ...lines: string[]): LetterFile => ({
    filename: name,
    contentType: 'application/pdf',
    content: makePdf('Elm Street Clinic', lines),
  });
  return [
    {
      id: 'photo-only',
      kind: 'photo',
      minutesAgo: 6 * hour,
      from: from('Abigail Stone'),
      subject: '',
      flags: unread,
      files: [skin('IMG_2291.png')],
    },
    {
      id: 'photo-large',
      kind: 'photo',
      minutesAgo: 2 * day + 6 * hour,
      from: from('Tyrone Jefferson'),
      subject: 'Photo of the wound, day 5',
      text: 'Stitches look dry to me. No fever. Ok to shower?\n\nTyrone\n',
      files: [picture('wound day 5.png', makePng(480, 360, [214, 160, 132], random, 9))],
    },
    {
      id: 'photo-inline',
      kind: 'photo',
      minutesAgo: 4 * day + 2 * hour,
      from: from('Zahra Hosseini'),
      subject: 'Is this the right cream?',
      text: '[image: cream.png]\n\nIs this the one Dr. Solberg meant?\n',
      html: '<div><img src="cid:cream@phone" width="160" alt="cream.png"></div><div>Is this the one Dr. Solberg meant?</div>',
      files: [{ ...picture('cream.png', makePng(160, 120, [240, 240, 250], random)), cid: 'cream@phone' }],
    },
    {
      id: 'five-files',
      kind: 'files',
      minutesAgo: 6 * day + 5 * hour,
      from: from('Priscilla Vandermeer-Castellano'),
      subject: 'Papers for my first visit',
      text: 'Dear Maria, here is everything the letter asked for.\n\nPriscilla Vandermeer-Castellano\n',
      flags: ['\\Seen', '\\Flagged'],
      files: [
        form('registration.pdf', 'Registration', 'Signed: P. Vandermeer-Castellano'),
        form('insurance card front.pdf', 'Larkmeadow Health Plan', 'Member 4471-22'),
        form('insurance card back.pdf', 'Claims to: PO Box 100'),
        {
          filename: 'medicines.txt',
          contentType: 'text/plain; charset=utf-8',
          content: Buffer.from('lisinopril 10 mg in the morning\r\nvitamin D\r\n'),
        },
        skin('old scar.png'),
      ],
    },
    {
      id: 'file-name-long',
      kind: 'files',
      minutesAgo: 7 * day + 5 * hour,
      from: from('Guillermo Ibáñez'),
      subject: 'Informe del cardiólogo',
      text: 'Adjunto el informe.\n\nGuillermo\n',
      files: [
        form(
          'Informe médico – cardiología, año 2026 (versión definitiva, corregida y firmada por el doctor).pdf',
          'Informe',
        ),
      ],
    },
    {
      id: 'file-name-tricky',
      kind: 'files',
      minutesAgo: 26 * day,
      from: from('Noah Whitaker'),
      subject: 'form',
      text: 'filled in\n',
      files: [
        {
          filename: '../../consent form.pdf.exe',
          contentType: 'application/pdf',
          content: makePdf('Consent', ['Signed: N. Whitaker']),
        },
      ],
    },
    {
      id: 'card',
      kind: 'files',
      minutesAgo: 30 * day,
      from: from('Aoife Kelly'),
      subject: 'New number',
      text: 'New phone, card attached.\n',
      files: [
        {
          filename: 'Aoife.vcf',
          contentType: 'text/vcard',
          content: vcardOf('Aoife Kelly'),
        },
      ],
    },
  ];
}

function vcardOf(name: string): Buffer {
  const { telephone } = getDemoPatient(name);
  return Buffer.from(`BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nTEL:${telephone}\r\nEND:VCARD\r\n`);
}

function picture(filename: string, content: Buffer): LetterFile {
  return { filename, contentType: 'image/png', content };
}
