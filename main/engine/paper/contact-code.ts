import { encodeQR } from 'qr';

/** What the slip's code holds: how to reach the practice, and never the phrase. */
export type Contact = {
  readonly name: string;
  readonly telephone: string;
  /** The practice's mail address; empty where none is set up. */
  readonly address: string;
  /** Where the practice's reading page stands; null without one. */
  readonly reader: string | null;
  readonly note: string;
};

/** A QR code as a square of modules: an SVG path in which each module is one unit wide. */
export type Code = { readonly size: number; readonly path: string };

/**
 * The practice as a contact card (RFC 6350's older form, vCard 3.0, which cameras know). The phrase is left out on purpose:
 * a camera that reads plain words offers to search the web for them.
 */
export function contactCode(contact: Contact): Code {
  const card = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${escaped(contact.name)};;;;`,
    `FN:${escaped(contact.name)}`,
    `ORG:${escaped(contact.name)}`,
    `TEL;TYPE=WORK:${escaped(contact.telephone)}`,
    ...(contact.address === '' ? [] : [`EMAIL:${escaped(contact.address)}`]),
    ...(contact.reader === null ? [] : [`URL:${contact.reader}`]),
    `NOTE:${escaped(contact.note)}`,
    'END:VCARD',
  ].join('\r\n');
  // Whoever draws it leaves the space around it; the library always gives some.
  const bordered = encodeQR(card, 'raw', { ecc: 'medium', encoding: 'byte', border: 1 });
  const rows = bordered.slice(1, -1).map((row) => row.slice(1, -1));
  const path = rows.flatMap((row, at) => row.map((dark, column) => (dark ? `M${column} ${at}h1v1h-1z` : ''))).join('');
  return { size: rows.length, path };
}

/** RFC 2426, 4: a comma, a semicolon, a backslash and a line end mean something. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r?\n/g, '\\n');
}
