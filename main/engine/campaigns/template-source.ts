const tag = /\{\{[^{}]{0,2000}\}\}|\{%[^{}]{0,2000}%\}/g;
/** A paragraph of the editor with a condition's tag and nothing else: its line is no line of the letter. */
const tagAlone = /<(div|p)>\s*(\{%[^{}]{0,2000}%\})\s*(?:<br\s*\/?>)?\s*<\/\1>/gi;

/** What the editor wrote inside a tag, as the template language reads it: `&gt;` is `>` there, and a hard blank a blank. */
export function readSource(html: string): string {
  return html
    .replaceAll(tag, (inside) =>
      inside
        .replaceAll(/&nbsp;|\u00a0/g, ' ')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll(/[\u201c\u201d]/g, '"')
        .replaceAll('&amp;', '&'),
    )
    .replaceAll(tagAlone, '$2');
}

/** The first piece of markup (`<a href="{{ … }}">`) that holds a tag, or null: values are text and nothing else. */
export function findTagInMarkup(html: string): string | null {
  return html.match(/<[^<>]*(?:\{\{|\{%)[^<>]*>/)?.[0] ?? null;
}
