import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { JournalRow } from '../../../main/contract/journal.ts';
import { call, toFailure } from '../../engine/call.ts';

const pageSize = 100;

export type JournalPages = {
  readonly rows: readonly JournalRow[];
  readonly total: number;
  readonly loading: boolean;
  readonly failure: Failure | null;
  /** Null when the first entry ever is shown. */
  readonly showEarlier: (() => void) | null;
};

/** The journal from its newest entry backwards, a page at a time. */
export function useJournal(): JournalPages {
  const [rows, setRows] = useState<readonly JournalRow[]>([]);
  const [total, setTotal] = useState(0);
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);

  const load = useCallback(async (before: number | null) => {
    setLoading(true);
    try {
      const page = await call('journal.list', { before, limit: pageSize });
      setRows((shown) => (before === null ? page.rows : [...shown, ...page.rows]));
      setTotal(page.total);
      setFailure(null);
    } catch (thrown) {
      setFailure(toFailure(thrown));
    } finally {
      setLoading(false);
    }
  }, []);

  useEffect(() => {
    void load(null);
  }, [load]);

  const last = rows.at(-1);
  const more = last !== undefined && rows.length < total && !loading;
  return { rows, total, loading, failure, showEarlier: more ? () => void load(last.sequence) : null };
}
