import { useCallback, useEffect, useRef, useState } from 'react';
import type { OutputOf } from '../../../main/contract/contract.ts';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { ThreadRow, ThreadView } from '../../../main/contract/threads.ts';
import { call, toFailure } from '../../engine/call.ts';
import { useEvent } from '../../engine/events.ts';

const pageRows = 60;
const mostAtOnce = 200;

export type ThreadPages = {
  readonly rows: readonly ThreadRow[];
  readonly total: number;
  /** True before the first page of this view is there. */
  readonly loading: boolean;
  readonly failure: Failure | null;
  /** Asks for the next page, where there is one. */
  readonly loadMore: () => void;
  readonly refresh: () => void;
};

type Held = {
  readonly key: string;
  readonly rows: readonly ThreadRow[];
  readonly cursor: string | null;
  readonly total: number;
  readonly failure: Failure | null;
};

/** As many rows as are shown already, read again from the top: new mail moves everything. */
async function readAgain(view: ThreadView, wanted: number): Promise<Omit<Held, 'key' | 'failure'>> {
  const rows: ThreadRow[] = [];
  let cursor: string | null = null;
  let total = 0;
  do {
    const limit = Math.min(mostAtOnce, Math.max(pageRows, wanted - rows.length));
    const page: OutputOf<'threads.list'> = await call('threads.list', { view, cursor, limit });
    rows.push(...page.rows);
    cursor = page.cursor;
    total = page.total;
  } while (cursor !== null && rows.length < wanted);
  return { rows, cursor, total };
}

/** The threads of a view, page by page by cursor, kept true at events. The rows before stay until the new ones are here. */
export function useThreadPages(view: ThreadView): ThreadPages {
  const key = JSON.stringify(view);
  const [held, setHeld] = useState<Held>({ key: '', rows: [], cursor: null, total: 0, failure: null });
  const latest = useRef({ view, held });
  const round = useRef(0);
  const more = useRef(false);
  useEffect(() => {
    latest.current = { view, held };
  });

  const refresh = useCallback(() => {
    const { view: asked, held: before } = latest.current;
    const askedKey = JSON.stringify(asked);
    round.current += 1;
    const mine = round.current;
    readAgain(asked, before.key === askedKey ? before.rows.length : 0).then(
      (answer) => {
        if (mine === round.current) setHeld({ ...answer, key: askedKey, failure: null });
      },
      (thrown: unknown) => {
        if (mine === round.current) setHeld((old) => ({ ...old, key: askedKey, failure: toFailure(thrown) }));
      },
    );
  }, []);

  useEffect(() => {
    if (key !== '') refresh();
  }, [key, refresh]);
  useEvent('threads.changed', refresh);
  useEvent('patients.changed', refresh);

  const loadMore = useCallback(() => {
    const { view: asked, held: before } = latest.current;
    if (more.current || before.cursor === null || before.key !== JSON.stringify(asked)) return;
    more.current = true;
    const mine = round.current;
    call('threads.list', { view: asked, cursor: before.cursor, limit: pageRows })
      .then(
        (page) => {
          if (mine !== round.current) return;
          setHeld((old) => {
            const known = new Set(old.rows.map((row) => row.id));
            const rows = [...old.rows, ...page.rows.filter((row) => !known.has(row.id))];
            return { ...old, rows, cursor: page.cursor, total: page.total };
          });
        },
        (thrown: unknown) => setHeld((old) => ({ ...old, failure: toFailure(thrown) })),
      )
      .finally(() => {
        more.current = false;
      });
  }, []);

  const mine = held.key === key;
  const searching = view.kind === 'search' && held.key.includes('"search"');
  return {
    rows: mine || searching ? held.rows : [],
    total: mine || searching ? held.total : 0,
    loading: !mine && !searching,
    failure: mine ? held.failure : null,
    loadMore,
    refresh,
  };
}
