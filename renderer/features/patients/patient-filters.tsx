import type { Sex, TableFilter } from '../../../main/contract/patients.ts';
import { useQuery } from '../../engine/use-query.ts';
import { sexNames, tableText } from '../../text/patient-table.ts';
import { Button } from '../../ui/button.tsx';
import { PatientSearch } from './patient-search.tsx';

type FiltersProps = {
  readonly filter: TableFilter;
  readonly onChange: (filter: TableFilter) => void;
  /** Enter in the search field. */
  readonly onEnter: () => void;
};

/** Search, and what the list is narrowed to. A list that has nothing to choose from is left out. */
export function PatientFilters({ filter, onChange, onEnter }: FiltersProps) {
  const choices = useQuery('patients.choices', {}, { refreshOn: ['patients.changed'] }).data;
  const set = (patch: Partial<TableFilter>) => onChange({ ...filter, ...patch });
  const narrowed = Object.entries(filter).some(([name, value]) => name !== 'text' && value !== null);
  return (
    <search className="patient-filters">
      <PatientSearch text={filter.text} onChange={(text) => set({ text })} onEnter={onEnter} />
      <Pick
        label={tableText.sex}
        all={tableText.anySex}
        value={filter.sex}
        options={(['female', 'male', 'other', 'unknown'] as const).map((sex) => [sex, sexNames[sex]] as const)}
        onChange={(sex) => set({ sex: sex as Sex | null })}
      />
      <Age label={tableText.ageFrom} value={filter.minAge} onChange={(minAge) => set({ minAge })} />
      <Age label={tableText.ageTo} value={filter.maxAge} onChange={(maxAge) => set({ maxAge })} />
      <Pick
        label={tableText.doctor}
        all={tableText.anyDoctor}
        value={filter.doctor}
        options={(choices?.doctors ?? []).map((doctor) => [doctor, doctor] as const)}
        onChange={(doctor) => set({ doctor })}
      />
      <Pick
        label={tableText.condition}
        all={tableText.anyCondition}
        value={filter.condition === null ? null : String(filter.condition)}
        options={(choices?.conditions ?? []).map(({ number, label }) => [String(number), label] as const)}
        onChange={(number) => set({ condition: number === null ? null : Number(number) })}
      />
      <Pick
        label={tableText.tag}
        all={tableText.anyTag}
        value={filter.tag}
        options={(choices?.tags ?? []).map((tag) => [tag, tag] as const)}
        onChange={(tag) => set({ tag })}
      />
      {narrowed && (
        <Button
          variant="quiet"
          size="small"
          onClick={() => set({ sex: null, minAge: null, maxAge: null, doctor: null, tag: null, condition: null })}
        >
          {tableText.showAll}
        </Button>
      )}
    </search>
  );
}

type PickProps = {
  readonly label: string;
  readonly all: string;
  readonly value: string | null;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string | null) => void;
};

function Pick({ label, all, value, options, onChange }: PickProps) {
  if (options.length === 0 && value === null) return null;
  return (
    <select
      className="field-control patient-filter"
      aria-label={label}
      value={value ?? ''}
      data-set={value !== null || undefined}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{all}</option>
      {options.map(([one, name]) => (
        <option key={one} value={one}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Age({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (age: number | null) => void;
}) {
  return (
    <input
      className="field-control patient-filter patient-filter-age"
      type="number"
      min={0}
      max={150}
      aria-label={label}
      placeholder={label}
      value={value ?? ''}
      data-set={value !== null || undefined}
      onChange={(event) => {
        const age = Math.trunc(Number(event.target.value));
        onChange(event.target.value === '' || !(age >= 0 && age <= 150) ? null : age);
      }}
    />
  );
}
