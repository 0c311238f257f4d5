import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { PatientSummary } from '../../../main/contract/patients.ts';
import { call, toFailure } from '../../engine/call.ts';
import { useEvent } from '../../engine/events.ts';

const pageRows = 100;

export type PatientPages = {
  readonly rows: readonly PatientSummary[];
  readonly total: number;
  readonly loading: boolean;
  readonly failure: Failure | null;
  readonly loadMore: () => void;
};

type Held = { readonly text: string; readonly rows: readonly PatientSummary[]; readonly total: number };

/** The patients that fit a text, page by page; read again when one changes. */
export function usePatientPages(text: string): PatientPages {
  const [held, setHeld] = useState<Held | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [wanted, setWanted] = useState({ text, count: pageRows });
  const [round, setRound] = useState(0);
  const count = wanted.text === text ? wanted.count : pageRows;
  const asked = useRef(0);

  const read = useCallback(async (): Promise<Held> => {
    const rows: PatientSummary[] = [];
    let total = 0;
    do {
      const page = await call('patients.list', { text, offset: rows.length, limit: pageRows });
      rows.push(...page.rows);
      total = page.total;
      if (page.rows.length === 0) break;
    } while (rows.length < Math.min(count, total));
    return { text, rows, total };
  }, [text, count]);

  useEffect(() => {
    if (round < 0) return;
    asked.current += 1;
    const mine = asked.current;
    read().then(
      (answer) => {
        if (mine !== asked.current) return;
        setHeld(answer);
        setFailure(null);
      },
      (thrown: unknown) => {
        if (mine === asked.current) setFailure(toFailure(thrown));
      },
    );
  }, [read, round]);
  useEvent('patients.changed', () => setRound((before) => before + 1));

  const rows = held?.rows ?? [];
  const total = held?.total ?? 0;
  const loadMore = useCallback(() => {
    if (rows.length < total && rows.length >= count) setWanted({ text, count: count + pageRows });
  }, [rows.length, total, count, text]);
  return { rows, total, loading: held === null && failure === null, failure, loadMore };
}
