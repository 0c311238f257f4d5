import { useId } from 'react';
import type {
  ColumnTarget,
  DateOrder,
  ImportField,
  ImportLook,
  ImportMapping,
} from '../../../main/contract/imports.ts';
import { fieldNames, importsText } from '../../text/imports.ts';
import { Banner } from '../../ui/banner.tsx';
import { HiddenWords } from '../../ui/hidden-words.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { Select } from '../../ui/select.tsx';
import { namesSomebody, needsLabel } from './mapping-rules.ts';

const options = Object.entries(fieldNames) as [ImportField, string][];
const orders = (['month-first', 'day-first'] as const).map((value) => ({
  value,
  label: importsText.dateOrders[value],
}));

/** Columns are told apart by their place: a file may have two of one name. */
const numbered = <Column,>(columns: readonly Column[]) => columns.map((column, at) => ({ ...column, at }));

/** Every column with its first values and what it means. */
export function ColumnMapping({
  look,
  mapping,
  onChange,
}: {
  readonly look: Extract<ImportLook, { format: 'csv' }>;
  readonly mapping: ImportMapping;
  readonly onChange: (mapping: ImportMapping) => void;
}) {
  const guessed = mapping.targets.filter(({ field }) => field !== 'ignore').length;
  const set = (at: number, target: ColumnTarget) => onChange({ ...mapping, targets: mapping.targets.with(at, target) });
  return (
    <>
      <h3 className="import-heading">{importsText.columnsTitle}</h3>
      <p>{look.remembered ? importsText.remembered : importsText.columnsWords(guessed)}</p>
      {!namesSomebody(mapping) && <Banner tone="amber">{importsText.noName}</Banner>}
      <ScrollArea label={importsText.columnsTitle} className="import-columns">
        <table>
          <thead>
            <tr>
              <th scope="col">{importsText.column}</th>
              <th scope="col">{importsText.samples}</th>
              <th scope="col">{importsText.meaning}</th>
            </tr>
          </thead>
          <tbody>
            {numbered(look.columns).map(({ at, name, samples }) => (
              <tr key={at}>
                <th scope="row" dir="auto">
                  {name}
                </th>
                <td className="import-samples" dir="auto">
                  {samples.join(' · ')}
                </td>
                <td>
                  <Meaning
                    column={name}
                    target={mapping.targets[at] ?? { field: 'ignore', label: '' }}
                    onChange={(target) => set(at, target)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      <Select<DateOrder>
        label={importsText.dates}
        hint={look.datesAreOpen ? importsText.datesOpen : undefined}
        value={mapping.dateOrder}
        options={orders}
        onChange={(dateOrder) => onChange({ ...mapping, dateOrder })}
      />
    </>
  );
}

function Meaning({
  column,
  target,
  onChange,
}: {
  readonly column: string;
  readonly target: ColumnTarget;
  readonly onChange: (target: ColumnTarget) => void;
}) {
  const id = useId();
  return (
    <span className="import-meaning">
      <label htmlFor={id}>
        <HiddenWords>{importsText.meaningOf(column)}</HiddenWords>
      </label>
      <select
        id={id}
        className="field-control import-select"
        data-left-out={target.field === 'ignore' || undefined}
        value={target.field}
        onChange={(event) => {
          const field = options.find(([value]) => value === event.target.value)?.[0] ?? 'ignore';
          onChange({ field, label: needsLabel(field) ? target.label || column.slice(0, 200) : '' });
        }}
      >
        {options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {needsLabel(target.field) && (
        <input
          className="field-control"
          aria-label={importsText.labelOf(column)}
          value={target.label}
          maxLength={200}
          onChange={(event) => onChange({ ...target, label: event.target.value })}
        />
      )}
    </span>
  );
}
