import { useState } from 'react';
import { TextField } from '../../ui/field.tsx';

type WholeFieldProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
};

/** A whole number. What is typed stays as typed; only a number within the limits counts. */
export function WholeField({ label, hint, value, min, max, onChange }: WholeFieldProps) {
  const [text, setText] = useState(String(value));
  const isWhole = (typed: string) => /^-?\d+$/.test(typed.trim()) && Number(typed) >= min && Number(typed) <= max;
  return (
    <TextField
      label={label}
      hint={hint}
      inputMode="numeric"
      maxLength={4}
      value={text}
      aria-invalid={isWhole(text) ? undefined : true}
      onChange={(typed) => {
        setText(typed);
        if (isWhole(typed)) onChange(Number(typed));
      }}
    />
  );
}
