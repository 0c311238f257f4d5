import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, Download, FileUp, UserRoundPlus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { TableFilter, TableSort } from '../../../main/contract/patients.ts';
import { useCommand } from '../../engine/use-command.ts';
import { importsText } from '../../text/imports.ts';
import { tableText } from '../../text/patient-table.ts';
import { patientsText } from '../../text/patients.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useRem } from '../../ui/use-rem.ts';
import { NoPatients } from './no-patients.tsx';
import { PatientCells } from './patient-cells.tsx';
import { PatientFilters } from './patient-filters.tsx';
import './patient-table.css';
import { type TableQuestion, usePatientTable } from './use-patient-table.ts';

/** Height of a row in rem, as in `patient-table.css`. */
const rowRem = 2.75;
const everybody: TableFilter = {
  text: '',
  sex: null,
  minAge: null,
  maxAge: null,
  doctor: null,
  tag: null,
  condition: null,
};

type PatientTableProps = {
  readonly onSelect: (patientId: string) => void;
  readonly onAdd: () => void;
  readonly onImport: () => void;
};

/** All patients with their columns: found, narrowed down and sorted by the database. */
export function PatientTable({ onSelect, onAdd, onImport }: PatientTableProps) {
  const [question, setQuestion] = useState<TableQuestion>({ filter: everybody, sort: 'name', descending: false });
  const pages = usePatientTable(question);
  const save = useCommand('imports.saveAll');
  const [savedAs, setSavedAs] = useState<string | null>(null);
  const narrowed = JSON.stringify(question.filter) !== JSON.stringify(everybody);
  return (
    <section className="patient-table-place" aria-label={patientsText.title}>
      <header className="patient-table-head">
        <h1>{patientsText.title}</h1>
        {pages.total !== null && (
          <span className="patient-table-count" role="status">
            {patientsText.count(pages.total)}
          </span>
        )}
        <span className="patient-table-actions">
          <Button
            icon={Download}
            busy={save.running}
            onClick={async () => {
              const result = await save.run({});
              if (result !== null && 'output' in result) setSavedAs(result.output.savedAs);
            }}
          >
            {importsText.save}
          </Button>
          <Button icon={FileUp} onClick={onImport}>
            {importsText.open}
          </Button>
          <Button
            variant="filled"
            icon={UserRoundPlus}
            keyHint={appKeys.newPatient}
            aria-keyshortcuts={ariaKeys(appKeys.newPatient)}
            onClick={onAdd}
          >
            {patientsText.add}
          </Button>
        </span>
      </header>
      <PatientFilters
        filter={question.filter}
        onChange={(filter) => setQuestion({ ...question, filter })}
        onEnter={() => {
          const first = pages.rowAt(0);
          if (first !== null && pages.settled) onSelect(first.id);
        }}
      />
      <FailureBanner failure={pages.failure ?? save.failure} />
      {savedAs !== null && <Banner tone="amber">{importsText.saved(savedAs)}</Banner>}
      {pages.total === null && pages.failure === null && (
        <div className="patient-table-waits">
          <Skeleton lines={10} />
        </div>
      )}
      {pages.total === 0 && <NoPatients searching={narrowed} />}
      {pages.total !== null && pages.total > 0 && (
        <Rows question={question} onSort={setQuestion} pages={pages} total={pages.total} onSelect={onSelect} />
      )}
    </section>
  );
}

const columns: readonly (readonly [label: string, sort: TableSort | null])[] = [
  [tableText.name, 'name'],
  [tableText.recordNumber, 'record-number'],
  [tableText.born, 'birth-date'],
  [tableText.sex, null],
  [tableText.doctor, 'doctor'],
  [tableText.lastVisit, 'last-visit'],
  [tableText.nextVisit, 'next-visit'],
  [tableText.conditions, null],
  [tableText.reach, null],
];

function Rows({
  question,
  onSort,
  pages,
  total,
  onSelect,
}: {
  readonly question: TableQuestion;
  readonly onSort: (question: TableQuestion) => void;
  readonly pages: ReturnType<typeof usePatientTable>;
  readonly total: number;
  readonly onSelect: (patientId: string) => void;
}) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const rowHeight = rowRem * useRem();
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  useEffect(() => {
    if (rowHeight > 0) virtual.measure();
  }, [rowHeight, virtual]);
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { show, rowAt } = pages;
  useEffect(() => show(first, last), [show, first, last]);
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 };
    const step = steps[event.key];
    const row = rowAt(at);
    if (event.key === 'Enter' && row !== null) onSelect(row.id);
    else if (event.key === 'Home' || event.key === 'End' || step !== undefined) {
      const target = event.key === 'Home' ? 0 : event.key === 'End' ? total - 1 : at + (step ?? 0);
      const next = Math.max(0, Math.min(total - 1, target));
      setAt(next);
      virtual.scrollToIndex(next, { align: 'auto' });
    } else return;
    event.preventDefault();
  };
  return (
    <div className="patient-table">
      <div className="patient-table-row patient-table-labels">
        {columns.map(([label, sort]) =>
          sort === null ? (
            <span key={label}>{label}</span>
          ) : (
            <button
              key={label}
              type="button"
              aria-label={tableText.sortBy(label, question.sort === sort && !question.descending)}
              aria-pressed={question.sort === sort}
              onClick={() =>
                onSort({ ...question, sort, descending: question.sort === sort ? !question.descending : false })
              }
            >
              {label}
              {question.sort === sort &&
                (question.descending ? <ArrowDown size={16} aria-hidden /> : <ArrowUp size={16} aria-hidden />)}
            </button>
          ),
        )}
      </div>
      <div
        ref={scroller}
        className="patient-table-rows scroll-area"
        role="listbox"
        tabIndex={0}
        aria-label={patientsText.listOf}
        aria-activedescendant={items.some((item) => item.index === at) ? `${id}-${at}` : undefined}
        onKeyDown={press}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const patient = rowAt(item.index);
            return (
              <div
                key={item.index}
                id={`${id}-${item.index}`}
                role="option"
                tabIndex={-1}
                aria-selected={item.index === at}
                aria-posinset={item.index + 1}
                aria-setsize={total}
                className="patient-table-row patient-table-line"
                style={{ transform: `translateY(${item.start}px)` }}
                onMouseDown={() => patient !== null && onSelect(patient.id)}
              >
                {patient === null ? <span className="patient-table-blank">…</span> : <PatientCells patient={patient} />}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
