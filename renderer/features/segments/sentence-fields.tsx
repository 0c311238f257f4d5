import { useId, useState } from 'react';
import type { ConceptPick } from '../../../main/contract/segments.ts';
import { segmentsText } from '../../text/segments.ts';

/* Controls that stand in a sentence. Their labels are for screen readers: the words around them say the same to the eye. */

export function PickOne<Value extends string>({
  label,
  value,
  names,
  onChange,
}: {
  readonly label: string;
  readonly value: Value;
  readonly names: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}) {
  const options = Object.keys(names) as Value[];
  return (
    <select
      className="line-control line-select"
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option === event.target.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {options.map((option) => (
        <option key={option} value={option}>
          {names[option]}
        </option>
      ))}
    </select>
  );
}

/** The two ways of saying something: that it is so, and that it is not. */
export function YesOrNo({
  label,
  has,
  yes,
  no,
  onChange,
}: {
  readonly label: string;
  readonly has: boolean;
  readonly yes: string;
  readonly no: string;
  readonly onChange: (has: boolean) => void;
}) {
  return (
    <PickOne
      label={label}
      value={has ? 'yes' : 'no'}
      names={{ yes, no }}
      onChange={(value) => onChange(value === 'yes')}
    />
  );
}

type AmountProps = {
  readonly label: string;
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  /** Shown where it is empty; without one it cannot be. */
  readonly empty?: string;
  readonly onChange: (value: number | null) => void;
};

/** A number. What is typed stays as typed; only a number within the limits counts. */
export function Amount({ label, value, min, max, whole = true, empty, onChange }: AmountProps) {
  const [text, setText] = useState(value === null ? '' : String(value));
  const isWrong = (typed: string) => {
    if (typed.trim() === '') return empty === undefined;
    const number = Number(typed.replace(',', '.'));
    return Number.isNaN(number) || number < min || number > max || (whole && !Number.isInteger(number));
  };
  return (
    <input
      className="line-control line-amount"
      type="text"
      inputMode={whole ? 'numeric' : 'decimal'}
      aria-label={label}
      aria-invalid={isWrong(text) || undefined}
      autoComplete="off"
      maxLength={8}
      placeholder={empty}
      value={text}
      onChange={(event) => {
        const typed = event.target.value;
        setText(typed);
        if (isWrong(typed)) return;
        onChange(typed.trim() === '' ? null : Number(typed.replace(',', '.')));
      }}
    />
  );
}

/** A text, with what is on file offered while somebody types. */
export function Typed({
  label,
  value,
  hint,
  offered = [],
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  readonly offered?: readonly string[];
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <>
      <input
        className="line-control line-text"
        type="text"
        aria-label={label}
        list={offered.length > 0 ? id : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        placeholder={hint}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {offered.length > 0 && (
        <datalist id={id}>
          {[...new Set(offered)].map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** A test, condition and so on: one that is on file, or every one with these letters in its name. */
export function Concept({
  label,
  pick,
  hint,
  offered,
  onChange,
}: {
  readonly label: string;
  readonly pick: ConceptPick;
  readonly hint: string;
  readonly offered: readonly { readonly code: string; readonly label: string }[];
  readonly onChange: (pick: ConceptPick) => void;
}) {
  return (
    <>
      <Typed
        label={label}
        value={pick.label}
        hint={hint}
        offered={offered.map((each) => each.label)}
        onChange={(text) => {
          const known = offered.find((each) => each.label.toLowerCase() === text.trim().toLowerCase());
          onChange(
            known === undefined
              ? { code: '', label: text, match: 'contains' }
              : { code: known.code, label: known.label, match: 'exact' },
          );
        }}
      />
      {pick.match === 'contains' && pick.label.trim() !== '' && (
        <span className="line-aside">({segmentsText.containing(pick.label.trim())})</span>
      )}
    </>
  );
}
