const controls = /[\p{Cc}\u2028\u2029]/gu;
/** Zero-width and direction-changing characters: "invoice\u202Efdp.exe" shows as "invoiceexe.pdf". */
const hidden =
  /[\u034f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const longestName = 200;
/** The end of a name has its type. */
const longestRead = 2_000;

/** True where text has characters that cannot be seen or that turn the reading direction. */
export function hasHiddenCharacters(text: string): boolean {
  return text.search(hidden) >= 0;
}

/** Text without characters that cannot be seen, control characters included. */
export function withoutHiddenCharacters(text: string): string {
  return text.replaceAll(controls, '').replaceAll(hidden, '');
}

/** A sender's file name made fit to be shown and saved: no path, no hidden characters, not too long, not empty. */
export function safeFileName(name: string | null, fallback: string): string {
  const plain = withoutHiddenCharacters((name ?? '').slice(-longestRead)).toWellFormed();
  const base = (plain.split(/[\\/]/).at(-1) ?? '').replaceAll(/[<>:"|?*]/g, '_').trim();
  const visible = base.replace(/^\.+/, '').replace(/[. ]+$/, '');
  if (visible === '') return fallback;
  const points = [...visible];
  if (points.length <= longestName) return visible;
  const dot = visible.lastIndexOf('.');
  const ending = dot > 0 && visible.length - dot <= 12 ? visible.slice(dot) : '';
  return points.slice(0, longestName - ending.length).join('') + ending;
}
