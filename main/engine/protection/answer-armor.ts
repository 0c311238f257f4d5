// Bounded everywhere: what is searched is a stranger's, and may be all dashes. Phones turn "--" into a long dash.
const begin = /[-\u2010-\u2015\u2212]{2,12}\s{0,4}BEGIN\s{1,4}PGP\s{1,4}MESSAGE\s{0,4}[-\u2010-\u2015\u2212]{2,12}/;
const end = /[-\u2010-\u2015\u2212]{2,12}\s{0,4}END\s{1,4}PGP\s{1,4}MESSAGE/;
const maxText = 40_000_000;

/** Where an answer may stand in a mail: its text, its HTML, its files. */
export type AnswerPlaces = {
  readonly text: string | null;
  readonly html: string | null;
  readonly attachments: readonly Uint8Array[];
};

/**
 * Finds the locked answer in a mail as mail programs leave it, and gives it back as clean armor, or null. A file comes first:
 * only there nothing was wrapped, quoted or turned into HTML.
 */
export function findAnswerArmor({ text, html, attachments }: AnswerPlaces): string | null {
  for (const bytes of attachments) {
    const found = bytes.length > maxText ? null : cleanArmor(new TextDecoder('latin1').decode(bytes));
    if (found !== null) return found;
  }
  return (text === null ? null : cleanArmor(text)) ?? (html === null ? null : cleanArmor(textOfHtml(html)));
}

function cleanArmor(text: string): string | null {
  if (text.length > maxText) return null;
  // Quote marks and whatever stands before them go first, for they may stand inside a wrapped BEGIN line.
  const lines = text.split(/\r\n|[\r\n\u2028\u2029]/).map((line) => line.replace(/^[^>]{0,12}>(?:[^>]{0,3}>)*/, ''));
  const plain = lines.join('\n');
  const start = begin.exec(plain);
  if (start === null) return null;
  const rest = plain.slice(start.index + start[0].length);
  const stop = end.exec(rest);
  if (stop === null) return null;
  const body = rest
    .slice(0, stop.index)
    .split('\n')
    // Headers of armor, "Version: x". No line of base64 has a colon.
    .filter((line) => !/^\s*[A-Za-z-]+:/.test(line))
    .join('')
    .replace(/[^A-Za-z0-9+/=]/g, '');
  // A checksum of four characters may follow; RFC 9580 asks nobody to check it, the encryption has a better one.
  const [, data] = /^([A-Za-z0-9+/]+={0,2})(?:=[A-Za-z0-9+/]{4})?$/.exec(body) ?? [];
  if (data === undefined || data.length % 4 !== 0) return null;
  return `-----BEGIN PGP MESSAGE-----\n\n${data.match(/.{1,64}/g)?.join('\n')}\n-----END PGP MESSAGE-----\n`;
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  gt: '>',
  lt: '<',
  quot: '"',
  nbsp: ' ',
  plus: '+',
  equals: '=',
  sol: '/',
  colon: ':',
  hyphen: '-',
  dash: '-',
  shy: '',
  NewLine: '\n',
};

// Not a way to read HTML: only to see the letters of an armor through what a mail program wrapped around them.
function textOfHtml(html: string): string {
  return html
    .slice(0, maxText)
    .replace(/<(?:br|\/p|\/div|\/li|\/tr|\/pre|\/blockquote|p|div|blockquote|pre)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));?/gi, (whole, hex, decimal, name) => {
      if (name !== undefined) return named[name] ?? whole;
      const code = hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    });
}
