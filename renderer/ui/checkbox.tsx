import { type ReactNode, useId } from 'react';
import './checkbox.css';

export type CheckboxProps = {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
  /** One line under it, for instance why it cannot be ticked. */
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
};

/** A tick with its sentence. */
export function Checkbox({ checked, onChange, children, hint, disabled = false }: CheckboxProps) {
  const id = useId();
  return (
    <div className="checkbox">
      <input
        id={id}
        type="checkbox"
        className="checkbox-control"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id} className={disabled ? 'checkbox-label-disabled' : undefined}>
          {children}
        </label>
        {hint && (
          <div id={`${id}-hint`} className="checkbox-hint">
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}
