import type { ThreadRow } from '../../contract/threads.ts';
import type { ReadHandle } from '../store/sql.ts';
import { countIndexThreads, hasNewerHit, type IndexHit, listIndexHits } from '../store/tables/message-index.ts';
import { findThreadListRow } from '../store/tables/thread-list.ts';
import { searchExpression } from './search-expression.ts';
import { type ChoiceFacts, threadRow } from './thread-rows.ts';

type SearchWish = { readonly text: string; readonly cursor: string | null; readonly limit: number };

const mostCounted = 1_000;
const hitsAtOnce = 200;

/** Threads with a message that matches, by their newest such message, whose date and first words the row then shows. */
export function searchThreads(
  db: ReadHandle,
  wish: SearchWish,
  facts: ChoiceFacts,
): { rows: ThreadRow[]; cursor: string | null; total: number } {
  const match = searchExpression(wish.text);
  if (match === null) return { rows: [], cursor: null, total: 0 };
  const start = /^\d{1,16}$/.test(wish.cursor ?? '') ? Number(wish.cursor) : Number.MAX_SAFE_INTEGER;
  const hits = newestOfThreads(db, match, start, wish.limit + 1);
  const shown = hits.slice(0, wish.limit);
  const last = shown.at(-1);
  return {
    rows: shown.flatMap((hit) => {
      const row = findThreadListRow(db, hit.threadId);
      return row === null ? [] : [{ ...threadRow(row, facts), lastAt: hit.at, snippet: hit.snippet }];
    }),
    cursor: hits.length > wish.limit && last ? String(last.number) : null,
    total: countIndexThreads(db, match, mostCounted),
  };
}

function newestOfThreads(db: ReadHandle, match: string, start: number, wanted: number): IndexHit[] {
  const found = new Map<string, IndexHit>();
  let before = start;
  while (found.size < wanted) {
    const hits = listIndexHits(db, match, before, hitsAtOnce);
    for (const hit of hits) {
      if (found.size === wanted) break;
      if (found.has(hit.threadId)) continue;
      // A thread whose newer hit stood on an earlier page was shown there.
      if (start === Number.MAX_SAFE_INTEGER || !hasNewerHit(db, match, hit.threadId, hit.number)) {
        found.set(hit.threadId, hit);
      }
    }
    const last = hits.at(-1);
    if (hits.length < hitsAtOnce || last === undefined) break;
    before = last.number;
  }
  return [...found.values()];
}
