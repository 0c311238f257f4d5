const longestSnippet = 200;
const searched = 20_000;
const quoted = /^\s*>/;
const url = /<?https?:\/\/[^\s>]*>?/g;
const signature = /^--\s?$/;
const armorBegins = /^\s*-----BEGIN PGP /;
const armorEnds = /-----END PGP /;
const signedBegins = /^\s*-----BEGIN PGP SIGNED MESSAGE-----|^Hash: (?:SHA|MD|RIPEMD)[\w, -]*$/;
/** Everything below is an older message. */
const olderMessage =
  /^\s*(-{2,}\s?(original message|forwarded message|ursprüngliche nachricht|mensaje original|weitergeleitete nachricht|mensaje reenviado)|_{20,}\s*$)/i;
/** "On Monday Ana wrote:", in the languages that our users get. */
const attribution =
  /^\s*(on|el|am|le|il|em|op|den)\s.{1,200}(wrote|writes|escribió|schrieb|écrit|scritto|escreveu|schreef|skrev)\s?.{0,80}:\s*$/i;

/** The first words of a message worth showing in a list: about 200 characters on one line, without quotes and links. */
export function snippet(text: string): string {
  const lines: string[] = [];
  let length = 0;
  let armored = false;
  for (const line of text.slice(0, searched).split(/\r?\n/)) {
    if (signature.test(line) || olderMessage.test(line)) break;
    // OpenPGP in the text (RFC 9580, 6.2 and 7): armor says nothing to anybody, a signed text is read.
    if (signedBegins.test(line)) continue;
    armored = (armored || armorBegins.test(line)) && !armorEnds.test(line);
    if (armored || armorEnds.test(line)) continue;
    if (quoted.test(line) || attribution.test(line.slice(0, 400))) continue;
    const words = line.slice(0, 2_000).replaceAll(url, ' ').replaceAll(/\s+/g, ' ').trim();
    if (words === '' || /^[-=_*#.\s]+$/.test(words)) continue;
    lines.push(words);
    length += words.length + 1;
    if (length > longestSnippet) break;
  }
  return cutAtWord(lines.join(' '));
}

function cutAtWord(text: string): string {
  if (text.length <= longestSnippet) return text;
  const cut = text
    .slice(0, longestSnippet)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  const blank = cut.lastIndexOf(' ');
  return `${(blank > longestSnippet * 0.6 ? cut.slice(0, blank) : cut).trimEnd()}…`;
}
