import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { FieldFrame, type FieldFrameProps, fieldAttributes } from './field.tsx';
import './select.css';

export type SelectProps<Value extends string> = FieldFrameProps & {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly disabled?: boolean }[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
};

/** One of a short list; the system's own list, so that every key and screen reader knows it. */
export function Select<Value extends string>({
  label,
  hint,
  problem,
  optional,
  value,
  options,
  onChange,
  disabled = false,
}: SelectProps<Value>) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem ?? null} optional={optional ?? false}>
      <span className="select">
        <select
          {...fieldAttributes(id, problem)}
          className="field-control select-control"
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled ?? false}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown className="select-mark" size={16} aria-hidden />
      </span>
    </FieldFrame>
  );
}
