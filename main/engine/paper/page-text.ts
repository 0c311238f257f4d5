/** For each font of a page, by its name there, what its codes mean. */
export type PageFonts = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Reads a font's ToUnicode map (ISO 32000-2, 9.10.3): hex code to text. Null where it is written in a way not known here. */
export function readToUnicode(map: string): ReadonlyMap<string, string> {
  const meanings = new Map<string, string>();
  for (const [, ranges = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', list = ''] of ranges.matchAll(/<([0-9a-f]+)>\s*<[0-9a-f]+>\s*\[([^\]]*)\]/gi)) {
      const first = Number.parseInt(from, 16);
      const texts = [...list.matchAll(/<([0-9a-f\s]*)>/gi)].map(([, hex = '']) => utf16(hex));
      for (const [at, text] of texts.entries()) meanings.set(codeOf(first + at, from.length), text);
    }
  }
  for (const [, pairs = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', text = ''] of pairs.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f\s]*)>/gi)) {
      meanings.set(code.toLowerCase(), utf16(text));
    }
  }
  return meanings;
}

function codeOf(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function utf16(hex: string): string {
  return Buffer.from(hex.replace(/\s+/g, ''), 'hex').swap16().toString('utf16le');
}

/**
 * The text of a content stream in the order in which it is drawn, without the spaces that only its place on the page tells.
 * Knows the one way in which our typesetter writes (two-byte codes in hex); null for anything else that draws text.
 */
export function pageText(content: string, fonts: PageFonts): string | null {
  if (/\)\s*(Tj|TJ|'|")|\)\s*[-\d.]+\s*\(/.test(content)) return null;
  let meanings: ReadonlyMap<string, string> | null = null;
  let text = '';
  for (const [, font, strings] of content.matchAll(/\/(\w+) [\d.]+ Tf|((?:\[[^\]]*\]|<[0-9a-f]*>)\s*T[jJ])/gi)) {
    if (font !== undefined) meanings = fonts.get(font) ?? null;
    for (const [, hex = ''] of strings?.matchAll(/<([0-9a-f]*)>/gi) ?? []) {
      for (const code of hex.toLowerCase().match(/.{4}/g) ?? []) {
        const meaning = meanings?.get(code);
        if (meaning === undefined) return null;
        text += meaning;
      }
    }
  }
  return text;
}
