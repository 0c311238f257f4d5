import type { PassphraseStrength } from '../../../main/contract/vault.ts';
import { newPassphraseProblem, vaultText } from '../../text/vault.ts';
import { PassphraseField } from '../../ui/passphrase-field.tsx';
import './new-passphrase.css';
import { StrengthMeter } from './strength-meter.tsx';

export type NewPassphraseProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly strength: PassphraseStrength | null;
  /** True after a try: what is missing then stands in red. */
  readonly tried?: boolean;
};

/** A passphrase that is made up now: field, eye, meter. Typed once: the eye shows it, and the kit opens if it is lost. */
export function NewPassphrase({ label, value, onChange, strength, tried = false }: NewPassphraseProps) {
  const refused = tried && strength?.acceptable !== true;
  return (
    <div className="new-passphrase">
      <PassphraseField
        label={label}
        value={value}
        onChange={onChange}
        problem={refused ? newPassphraseProblem(value, strength) : null}
        hint={vaultText.passphraseHint}
        autoComplete="new-password"
      />
      <StrengthMeter passphrase={value} strength={strength} />
    </div>
  );
}
