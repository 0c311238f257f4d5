const mostIds = 1_000;
const longestId = 998;

/** Reads message ids (RFC 5322, 3.6.4) with their angle brackets, in order; blanks a broken program folded into one go. */
export function parseMessageIds(value: string | null): string[] {
  if (value === null) return [];
  const ids: string[] = [];
  for (const match of value.matchAll(/<([^<>]+)>/g)) {
    const id = (match[1] ?? '').replaceAll(/\s/g, '');
    if (id !== '' && id.length <= longestId && !ids.includes(`<${id}>`)) ids.push(`<${id}>`);
    if (ids.length >= mostIds) break;
  }
  return ids;
}

/** The one id of a Message-ID field, or null. An id without its brackets gets them, so that answers find it. */
export function parseMessageId(value: string | null): string | null {
  const [id] = parseMessageIds(value);
  if (id !== undefined) return id;
  const bare = /^[^\s<>]{1,900}$/.exec((value ?? '').trim());
  return bare === null ? null : `<${bare[0]}>`;
}
