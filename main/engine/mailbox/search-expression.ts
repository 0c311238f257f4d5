const mostTerms = 12;

/**
 * An FTS5 expression in which every word a person typed must begin a word of the message, or null when nothing can be
 * searched. Quotes make each term a literal, so nothing typed is read as an operator.
 */
export function searchExpression(text: string): string | null {
  // Words as the index's tokenizer cuts them; an address or a hyphenated name becomes several, which must stand together.
  const terms = text
    .normalize('NFC')
    .split(/\s+/)
    .map((word) => word.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? [])
    .filter((parts) => parts.length > 0)
    .slice(0, mostTerms);
  return terms.length === 0 ? null : terms.map((parts) => `"${parts.join(' ')}" *`).join(' AND ');
}
