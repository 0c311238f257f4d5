/** The last row of a page; the next begins below it. */
export type ThreadCursor = { readonly at: number; readonly id: string };

export function formatCursor(cursor: ThreadCursor): string {
  return `${cursor.at}.${cursor.id}`;
}

/** Null, and anything that is no cursor, means the first page. */
export function parseCursor(text: string | null): ThreadCursor {
  const [, at, id] = /^(\d{1,16})\.(.{1,100})$/.exec(text ?? '') ?? [];
  return at === undefined || id === undefined ? { at: Number.MAX_SAFE_INTEGER, id: '' } : { at: Number(at), id };
}
