import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { JournalAbout, JournalRow } from '../../../main/contract/journal.ts';
import { call, toFailure } from '../../engine/call.ts';

const pageSize = 100;

export type JournalPages = {
  readonly rows: readonly JournalRow[];
  readonly total: number;
  readonly loading: boolean;
  readonly failure: Failure | null;
  /** Null when the first entry ever is shown. */
  readonly showEarlier: (() => void) | null;
  /** Reads it again from the newest entry, after something was done here. */
  readonly reload: () => void;
};

/** The journal from its newest entry backwards, a page at a time; null: whatever it is about. */
export function useJournal(about: JournalAbout | null): JournalPages {
  const [rows, setRows] = useState<readonly JournalRow[]>([]);
  const [total, setTotal] = useState(0);
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);

  const newest = useRef(about);
  const load = useCallback(
    async (before: number | null) => {
      newest.current = about;
      setLoading(true);
      try {
        const page = await call('journal.list', { before, limit: pageSize, ...(about === null ? {} : { about }) });
        // Something else was asked for meanwhile.
        if (newest.current !== about) return;
        setRows((shown) => (before === null ? page.rows : [...shown, ...page.rows]));
        setTotal(page.total);
        setFailure(null);
      } catch (thrown) {
        setFailure(toFailure(thrown));
      } finally {
        setLoading(false);
      }
    },
    [about],
  );

  useEffect(() => {
    void load(null);
  }, [load]);

  const last = rows.at(-1);
  const more = last !== undefined && rows.length < total && !loading;
  const showEarlier = more ? () => void load(last.sequence) : null;
  return { rows, total, loading, failure, showEarlier, reload: () => void load(null) };
}
