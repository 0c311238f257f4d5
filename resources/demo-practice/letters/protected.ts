import { composeLetter } from '../compose-letter.ts';
import { makePdf } from '../files/pdf.ts';
import { type DemoMail, day, type Letter, unread } from '../letter.ts';
import { contacts } from '../people/contacts.ts';

/** Encrypts the bytes of a MIME entity to the practice, signed as the lab if it likes; returns an armored message. */
export type Encrypt = (entity: Uint8Array) => Promise<string>;

/** The outer subject of RFC 9788, 3.2.1. */
const hidden = '[...]';

/**
 * The lab's results of yesterday as PGP/MIME (RFC 3156, 4) with the subject inside (RFC 9788). It needs the practice's key,
 * which is made at first run: so it is composed when that key is known, and then delivered.
 */
export async function composeLabResults(now: Date, encrypt: Encrypt): Promise<DemoMail> {
  const letter = labLetter(now);
  const clear = Buffer.from((await composeLetter(letter, now)).bytes).toString('latin1');
  const split = clear.indexOf('\r\n\r\n');
  const fields = clear.slice(0, split).split(/\r\n(?![ \t])/);
  const outer = fields
    .filter((field) => /^(from|to|date|message-id|subject):/i.test(field))
    .map((field) => (/^subject:/i.test(field) ? `Subject: ${hidden}` : field));
  const inner = [
    ...fields.map((field) => (/^content-type:/i.test(field) ? `${field}; hp="cipher"` : field)),
    ...outer.map((field) => `HP-Outer: ${field}`),
  ];
  const armored = await encrypt(Buffer.from(inner.join('\r\n') + clear.slice(split), 'latin1'));
  return composeLetter({ ...letter, raw: () => wrap(outer, armored) }, now);
}

function wrap(outer: readonly string[], armored: string): Buffer {
  const boundary = 'lakeside-lab-results';
  const lines = [
    ...outer,
    'MIME-Version: 1.0',
    `Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: application/pgp-encrypted',
    '',
    'Version: 1',
    '',
    `--${boundary}`,
    'Content-Type: application/octet-stream; name="encrypted.asc"',
    'Content-Disposition: inline; filename="encrypted.asc"',
    '',
    ...armored.trimEnd().split(/\r?\n/),
    '',
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

function labLetter(now: Date): Letter {
  const yesterday = new Date(now.getTime() - day * 60_000);
  const batch = yesterday.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const files = Array.from({ length: 14 }, (_, index) => {
    const number = `LL-${20_260 + index * 3}`;
    return {
      filename: `${number}.pdf`,
      contentType: 'application/pdf',
      content: makePdf(`Lakeside Lab, ${number}`, ['Basic metabolic panel', 'All values within the reference range.']),
    };
  });
  return {
    id: 'lab-results',
    kind: 'pgp-mime',
    minutesAgo: 48,
    from: contacts.lab,
    subject: `Results, batch of ${batch}`,
    flags: unread,
    text: 'Signed and encrypted. 14 documents attached.\n\nPlease call us about LL-20266 before noon.\n\nDr. Mina Okafor\nLakeside Lab\n',
    files,
  };
}
