import { type FormEvent, useState } from 'react';
import type { RecoveryKit } from '../../../main/contract/vault.ts';
import { useCommand } from '../../engine/use-command.ts';
import { accountText } from '../../text/account.ts';
import { settingsText } from '../../text/settings.ts';
import { isLongEnough, vaultText } from '../../text/vault.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { isAddress } from '../account/use-preset.ts';
import { NewPassphrase } from './new-passphrase.tsx';
import { useStrength } from './use-strength.ts';

export type PracticeFormProps = {
  /** Before the vault is made: from here on the first run stays until its end. */
  readonly onBegin: () => void;
  readonly onCreated: (kit: RecoveryKit, address: string) => void;
  readonly onRestore: () => void;
};

const empty = { name: '', telephone: '', postalAddress: '', ownerName: '', address: '' };

/** The first step: who the practice is, and the passphrase that locks its mail. */
export function PracticeForm({ onBegin, onCreated, onRestore }: PracticeFormProps) {
  const [typed, setTyped] = useState(empty);
  const [passphrase, setPassphrase] = useState('');
  const [tried, setTried] = useState(false);
  const strength = useStrength(passphrase, typed.name, typed.ownerName);
  const create = useCommand('vault.create');
  const set = (name: keyof typeof empty) => (value: string) => setTyped({ ...typed, [name]: value });
  const missing = (value: string) => (tried && value.trim() === '' ? settingsText.empty : null);
  const filled = Object.values(typed).every((value) => value.trim() !== '');
  const complete = filled && isAddress(typed.address) && isLongEnough(passphrase);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!complete) return;
    onBegin();
    const { ownerName, address, ...practice } = typed;
    const result = await create.run({ practice, ownerName, address, passphrase });
    if (result && 'output' in result) onCreated(result.output, address);
  };

  return (
    <form className="vault-form" onSubmit={submit} noValidate>
      <div className="vault-form-pair">
        <TextField
          label={vaultText.practiceName}
          value={typed.name}
          onChange={set('name')}
          maxLength={200}
          autoFocus
          problem={missing(typed.name)}
        />
        <TextField
          label={vaultText.telephone}
          value={typed.telephone}
          onChange={set('telephone')}
          maxLength={200}
          inputMode="tel"
          hint={vaultText.telephoneHint}
          problem={missing(typed.telephone)}
        />
      </div>
      <TextArea
        label={vaultText.postalAddress}
        value={typed.postalAddress}
        onChange={set('postalAddress')}
        maxLength={2_000}
        rows={2}
        problem={missing(typed.postalAddress)}
      />
      <div className="vault-form-pair">
        <TextField
          label={vaultText.ownerName}
          value={typed.ownerName}
          onChange={set('ownerName')}
          maxLength={200}
          hint={vaultText.ownerHint}
          problem={missing(typed.ownerName)}
        />
        <TextField
          label={vaultText.address}
          value={typed.address}
          onChange={(address) => set('address')(address.trim())}
          maxLength={254}
          type="email"
          hint={vaultText.addressHint}
          problem={tried && !isAddress(typed.address) ? accountText.invalidAddress : null}
        />
      </div>
      <NewPassphrase
        label={vaultText.passphrase}
        value={passphrase}
        onChange={setPassphrase}
        strength={strength}
        tried={tried}
      />
      <FailureBanner failure={create.failure} />
      <div className="vault-actions">
        <Button type="submit" variant="filled" keyHint="enter" busy={create.running}>
          {vaultText.create}
        </Button>
        {create.running ? (
          <span className="vault-actions-note" role="status">
            {vaultText.creating}
          </span>
        ) : (
          <Button variant="quiet" onClick={onRestore}>
            {vaultText.haveBackup}
          </Button>
        )}
      </div>
    </form>
  );
}
