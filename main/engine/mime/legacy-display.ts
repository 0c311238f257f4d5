const opening = /<div[^<>]{0,200}class=["']?header-protection-legacy-display["']?[^<>]{0,200}>/i;
const searched = 10_000;

/**
 * Removes the copy of the protected fields that a sender put in front of the text for programs that cannot read them
 * (RFC 9788, 5.2.1): in plain text the lines up to the first empty one, in HTML the marked element.
 */
export function withoutLegacyDisplay(text: string, isHtml: boolean): string {
  if (!isHtml) {
    const end = text.indexOf('\n\n');
    return end < 0 || end > searched ? text : text.slice(end + 2);
  }
  const match = opening.exec(text.slice(0, searched));
  if (match === null) return text;
  const end = text.indexOf('</div>', match.index);
  return end < 0 ? text : text.slice(0, match.index) + text.slice(end + 6);
}
