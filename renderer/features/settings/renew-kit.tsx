import { type FormEvent, useState } from 'react';
import type { RecoveryKit } from '../../../main/contract/vault.ts';
import { useCommand } from '../../engine/use-command.ts';
import { describeFailure } from '../../text/errors.ts';
import { kitText } from '../../text/kit.ts';
import { settingsText } from '../../text/settings.ts';
import { vaultText } from '../../text/vault.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { PassphraseField } from '../../ui/passphrase-field.tsx';
import { SettingsRow } from '../../ui/settings-row.tsx';
import { RecoveryKitForm } from '../vault/recovery-kit-form.tsx';

/** Makes a new recovery kit, which ends the old one. */
export function RenewKit() {
  const [open, setOpen] = useState(false);
  return (
    <SettingsRow title={settingsText.kit} words={settingsText.kitWords}>
      <Button onClick={() => setOpen(true)}>{settingsText.kitAction}</Button>
      {open && <RenewKitDialog onClose={() => setOpen(false)} />}
    </SettingsRow>
  );
}

function RenewKitDialog({ onClose }: { readonly onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [kit, setKit] = useState<RecoveryKit | null>(null);
  const renew = useCommand('vault.renewRecoveryKit');
  const wrong = renew.failure?.code === 'vault-wrong-passphrase' ? describeFailure(renew.failure).title : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (passphrase === '') return;
    const result = await renew.run({ passphrase });
    if (result && 'output' in result) setKit(result.output);
  };

  if (kit) {
    return (
      // Only the box closes it: with a stray Esc the new code would be lost.
      <Dialog title={vaultText.kitTitle} width="medium" onClose={() => undefined}>
        <RecoveryKitForm kit={kit} action={vaultText.kitDone} onConfirmed={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog title={settingsText.kitAction} onClose={onClose}>
      <p>{settingsText.kitConfirmWords}</p>
      <form className="vault-form" onSubmit={submit}>
        <PassphraseField
          label={vaultText.passphrase}
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="current-password"
          problem={wrong}
        />
        {!wrong && <FailureBanner failure={renew.failure} />}
        <div className="dialog-actions">
          <Button keyHint="escape" onClick={onClose}>
            {kitText.cancel}
          </Button>
          <Button type="submit" variant="filled" keyHint="enter" disabled={passphrase === ''} busy={renew.running}>
            {settingsText.kitAction}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
