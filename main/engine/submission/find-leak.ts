/** Texts this long do not stand in a neutral mail by chance; with its ending, the name of a file sooner. */
const tellingLength = 16;
const tellingName = 6;

/** Characters of base64 at both ends that depend on what is around: `base64Forms` leaves them out. */
const longestEnds = 12;

/**
 * True when one of these texts or names, or the start of one of these files, stands in what anybody can read: as it is, or in base64
 * at any of its three alignments.
 */
export function holdsSecret(
  readable: string,
  secrets: {
    readonly texts: readonly string[];
    readonly names: readonly string[];
    readonly files: readonly Uint8Array[];
  },
): boolean {
  const words = plain(readable);
  const joined = readable.replace(/\s+/g, '');
  const names = secrets.names.map(plain).filter((name) => name.length >= tellingName);
  const texts = secrets.texts.map(plain).filter((text) => text.length >= tellingLength);
  if ([...texts, ...names].some((text) => words.includes(text))) return true;
  const starts = secrets.files.filter((file) => file.length >= tellingLength).map((file) => file.subarray(0, 96));
  return [...texts.map((text) => Buffer.from(text)), ...starts].some(
    (bytes) =>
      // Most of it, in base64, has to fit in there at all.
      (bytes.length * 4) / 3 - longestEnds <= joined.length && base64Forms(bytes).some((form) => joined.includes(form)),
  );
}

/** White space that is not one blank already: single blanks, which are most of a text, cost nothing. */
const notOneBlank = /\s{2,}|[^\S ]/g;

/** Collapses white space, which every step on the way may change. */
export function plain(text: string): string {
  return text.toWellFormed().replace(notOneBlank, ' ').trim();
}

/** Base64 of these bytes wherever they stand in a longer text, without the ends that depend on what is around. */
function base64Forms(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return encoded.slice(shift === 0 ? 0 : 4, -4);
  });
}
