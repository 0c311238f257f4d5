import { useVirtualizer } from '@tanstack/react-virtual';
import { UserRoundPlus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { patientsText } from '../../text/patients.ts';
import { classNames } from '../../ui/class-names.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useRem } from '../../ui/use-rem.ts';
import { NoPatients } from './no-patients.tsx';
import { patientFacts } from './patient-facts.ts';
import { PatientSearch } from './patient-search.tsx';
import { type PatientPages, usePatientPages } from './use-patient-pages.ts';

/** Height of a row in rem, as in `patients.css`. */
const rowRem = 4.25;

type PatientListProps = {
  readonly selectedId: string | null;
  readonly onSelect: (patientId: string) => void;
  readonly onAdd: () => void;
};

/** Search and the patients that fit, by name. */
export function PatientList({ selectedId, onSelect, onAdd }: PatientListProps) {
  const [text, setText] = useState('');
  const pages = usePatientPages(text.trim());
  const first = () => {
    if (pages.rows[0]) onSelect(pages.rows[0].id);
  };
  return (
    <>
      <search className="patients-search">
        <PatientSearch text={text} onChange={setText} onEnter={first} onDown={first} />
        <IconButton
          icon={UserRoundPlus}
          label={patientsText.add}
          variant="plain"
          keyHint={appKeys.newPatient}
          aria-keyshortcuts={ariaKeys(appKeys.newPatient)}
          onClick={onAdd}
        />
      </search>
      <FailureBanner failure={pages.failure} />
      {pages.loading && (
        <div className="thread-list-waits">
          <Skeleton lines={10} />
        </div>
      )}
      {!pages.loading && pages.rows.length === 0 && !pages.failure && <NoPatients searching={text.trim() !== ''} />}
      {pages.rows.length > 0 && (
        <>
          <p className="thread-list-found" role="status">
            {patientsText.count(pages.total)}
          </p>
          <Rows pages={pages} selectedId={selectedId} onSelect={onSelect} />
        </>
      )}
    </>
  );
}

function Rows({
  pages,
  selectedId,
  onSelect,
}: { readonly pages: PatientPages } & Pick<PatientListProps, 'selectedId' | 'onSelect'>) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, loadMore } = pages;
  const rowHeight = rowRem * useRem();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  useEffect(() => {
    if (rowHeight > 0) virtual.measure();
  }, [rowHeight, virtual]);
  const items = virtual.getVirtualItems();
  const lastDrawn = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastDrawn >= rows.length - 10) loadMore();
  }, [lastDrawn, rows.length, loadMore]);
  const at = rows.findIndex((row) => row.id === selectedId);
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : null;
    const row = next === null ? undefined : rows[Math.max(0, next)];
    if (next === null || !row) return;
    event.preventDefault();
    onSelect(row.id);
    virtual.scrollToIndex(Math.max(0, next), { align: 'auto' });
  };
  return (
    <div
      ref={scroller}
      className="patient-list scroll-area"
      role="listbox"
      tabIndex={0}
      aria-label={patientsText.listOf}
      aria-activedescendant={items.some((item) => item.index === at) ? `${id}-${selectedId}` : undefined}
      onKeyDown={press}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const patient = rows[item.index];
          return patient ? (
            <div
              key={patient.id}
              id={`${id}-${patient.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={patient.id === selectedId}
              aria-posinset={item.index + 1}
              aria-setsize={pages.total}
              className={classNames('patient-line', patient.id === selectedId && 'patient-line-selected')}
              style={{ transform: `translateY(${item.start}px)` }}
              onMouseDown={() => onSelect(patient.id)}
            >
              <span className="patient-line-name" dir="auto">
                {patient.name}
              </span>
              <span className="patient-line-facts">
                {patientFacts(patient) || (patient.addresses[0] ?? patientsText.noAddress)}
              </span>
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}
