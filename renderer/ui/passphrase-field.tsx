import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useId, useState } from 'react';
import { kitText } from '../text/kit.ts';
import { FieldFrame, type FieldFrameProps, fieldAttributes } from './field.tsx';
import { IconButton } from './icon-button.tsx';
import './passphrase-field.css';

export type PassphraseFieldProps = FieldFrameProps &
  Omit<ComponentProps<'input'>, 'id' | 'onChange' | 'type'> & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    /** "passphrase" or "password", for the words of the eye. */
    readonly what?: string;
  };

/** A secret that is typed. Pasting is allowed and the eye shows it (NIST SP 800-63B-4, 3.1.1.2). */
export function PassphraseField({
  label,
  hint,
  problem,
  optional,
  onChange,
  what = kitText.passphrase,
  ...rest
}: PassphraseFieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem ?? null} optional={optional ?? false}>
      <span className="passphrase-field">
        <input
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...rest}
          {...fieldAttributes(id, problem)}
          type={shown ? 'text' : 'password'}
          className="field-control passphrase-field-control"
          onChange={(event) => onChange(event.target.value)}
        />
        <IconButton
          className="passphrase-field-eye"
          icon={shown ? EyeOff : Eye}
          label={shown ? kitText.hide(what) : kitText.show(what)}
          onClick={() => setShown(!shown)}
        />
      </span>
    </FieldFrame>
  );
}
