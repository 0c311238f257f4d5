import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { TableFilter, TableRow, TableSort } from '../../../main/contract/patients.ts';
import { call, toFailure } from '../../engine/call.ts';
import { useEvent } from '../../engine/events.ts';
import { today } from './today.ts';

const pageRows = 100;

export type TableQuestion = {
  readonly filter: TableFilter;
  readonly sort: TableSort;
  readonly descending: boolean;
};

export type PatientTablePages = {
  /** Null until the first answer. */
  readonly total: number | null;
  readonly failure: Failure | null;
  /** The rows answer the present question, not the one before. */
  readonly settled: boolean;
  /** The row at this place of the whole list, or null while it is on its way. */
  readonly rowAt: (index: number) => TableRow | null;
  /** Says what is on the screen: pages that it needs are fetched. */
  readonly show: (first: number, last: number) => void;
};

type Held = {
  readonly question: string;
  readonly total: number;
  readonly pages: ReadonlyMap<number, readonly TableRow[]>;
};

/** Pages of a long list, fetched where somebody looks: of 50,000 patients only those that are drawn cross the line. */
export function usePatientTable(question: TableQuestion): PatientTablePages {
  const key = JSON.stringify(question);
  const [held, setHeld] = useState<Held | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [round, setRound] = useState(0);
  const asked = useRef(new Set<string>());
  const current = useRef('');
  const shown = useRef<readonly [number, number]>([0, 0]);
  const name = `${round} ${key}`;
  current.current = name;

  const fetchPage = useCallback(
    (page: number) => {
      const request = `${name} ${page}`;
      if (asked.current.has(request)) return;
      asked.current.add(request);
      const input = { ...(JSON.parse(key) as TableQuestion), today: today(), offset: page * pageRows, limit: pageRows };
      call('patients.table', input).then(
        ({ rows, total }) => {
          if (current.current !== name) return;
          setFailure(null);
          setHeld((before) => {
            const pages = new Map(before?.question === name ? before.pages : []);
            pages.set(page, rows);
            return { question: name, total, pages };
          });
        },
        (thrown: unknown) => {
          asked.current.delete(request);
          if (current.current === name) setFailure(toFailure(thrown));
        },
      );
    },
    [name, key],
  );
  const show = useCallback(
    (first: number, last: number) => {
      shown.current = [first, last];
      for (let page = Math.floor(first / pageRows); page <= Math.floor(last / pageRows); page += 1) fetchPage(page);
    },
    [fetchPage],
  );
  useEffect(() => {
    asked.current.clear();
    show(...shown.current);
    // The first page says how many there are, wherever somebody looks.
    fetchPage(0);
  }, [show, fetchPage]);
  useEvent('patients.changed', () => setRound((before) => before + 1));

  // While a new question is on its way the old answer stays, so that nothing flickers.
  const pages = held?.pages;
  const rowAt = useCallback(
    (index: number) => pages?.get(Math.floor(index / pageRows))?.[index % pageRows] ?? null,
    [pages],
  );
  return { total: held?.total ?? null, failure, settled: held?.question === name, rowAt, show };
}
