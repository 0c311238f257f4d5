import { type ComponentProps, type ReactNode, useId } from 'react';
import { kitText } from '../text/kit.ts';
import './field.css';

export type FieldFrameProps = {
  readonly label: string;
  /** A calm line under the field. */
  readonly hint?: ReactNode;
  /** What is wrong and how to mend it; replaces the hint and is read aloud. */
  readonly problem?: string | null;
  readonly optional?: boolean;
};

type FrameProps = FieldFrameProps & { readonly id: string; readonly children: ReactNode };

/** Label, control, hint or problem: the frame of every field. The control takes `id` and `describedBy(id)`. */
export function FieldFrame({ id, label, hint, problem, optional = false, children }: FrameProps) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        {optional && <span className="field-optional"> {kitText.optional}</span>}
      </label>
      {children}
      <div id={`${id}-hint`} className={problem ? 'field-problem' : 'field-hint'} aria-live="polite">
        {problem ?? hint}
      </div>
    </div>
  );
}

/** The attributes that tie a control to its frame. */
export function fieldAttributes(id: string, problem: string | null | undefined) {
  return { id, 'aria-describedby': `${id}-hint`, 'aria-invalid': problem ? true : undefined } as const;
}

export type TextFieldProps = FieldFrameProps &
  Omit<ComponentProps<'input'>, 'id' | 'onChange'> & {
    readonly value: string;
    readonly onChange: (value: string) => void;
  };

/** One line of text with its label. */
export function TextField({ label, hint, problem, optional, onChange, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem ?? null} optional={optional ?? false}>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        {...rest}
        {...fieldAttributes(id, problem)}
        className="field-control"
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldFrame>
  );
}

export type TextAreaProps = FieldFrameProps &
  Omit<ComponentProps<'textarea'>, 'id' | 'onChange'> & {
    readonly value: string;
    readonly onChange: (value: string) => void;
  };

/** Several lines of text with their label; `rows` says how many are seen. */
export function TextArea({ label, hint, problem, optional, onChange, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem ?? null} optional={optional ?? false}>
      <textarea
        rows={3}
        {...rest}
        {...fieldAttributes(id, problem)}
        className="field-control field-area"
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldFrame>
  );
}
