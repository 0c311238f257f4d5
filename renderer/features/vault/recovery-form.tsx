import { type FormEvent, useState } from 'react';
import { useCommand } from '../../engine/use-command.ts';
import { describeFailure } from '../../text/errors.ts';
import { kitText } from '../../text/kit.ts';
import { settingsText } from '../../text/settings.ts';
import { isLongEnough, vaultText } from '../../text/vault.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { useEscape } from '../../ui/use-keys.ts';
import { NewPassphrase } from './new-passphrase.tsx';
import { useStrength } from './use-strength.ts';
import { VaultPage } from './vault-page.tsx';

/** The way back when the passphrase is forgotten: the code of the kit, and a new passphrase. */
export function RecoveryForm({ onBack }: { readonly onBack: () => void }) {
  const [code, setCode] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [tried, setTried] = useState(false);
  const strength = useStrength(passphrase, '', '');
  const unlock = useCommand('vault.unlockWithRecoveryCode');
  useEscape(onBack);
  const wrong = unlock.failure?.code === 'vault-wrong-recovery-code' ? describeFailure(unlock.failure) : null;
  const missing = tried && code.trim() === '' ? settingsText.empty : null;
  const complete = code.trim() !== '' && isLongEnough(passphrase);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (complete) void unlock.run({ code, newPassphrase: passphrase });
  };

  return (
    <VaultPage title={vaultText.recoveryTitle} words={vaultText.recoveryWords}>
      <form className="vault-form" onSubmit={submit}>
        <TextField
          label={vaultText.recoveryCode}
          value={code}
          onChange={(value) => {
            setCode(value);
            unlock.clear();
          }}
          maxLength={200}
          autoFocus
          autoCapitalize="characters"
          problem={wrong ? `${wrong.title}. ${wrong.next}` : missing}
        />
        <NewPassphrase
          label={vaultText.newPassphrase}
          value={passphrase}
          onChange={setPassphrase}
          strength={strength}
          tried={tried}
        />
        {!wrong && <FailureBanner failure={unlock.failure} />}
        <div className="vault-actions">
          <Button type="submit" variant="filled" keyHint="enter" busy={unlock.running}>
            {vaultText.recoverAction}
          </Button>
          <Button variant="quiet" keyHint="escape" onClick={onBack}>
            {kitText.back}
          </Button>
        </div>
      </form>
    </VaultPage>
  );
}
