import { type FormEvent, useState } from 'react';
import type { SettingsView } from '../../../main/contract/settings.ts';
import { useCommand } from '../../engine/use-command.ts';
import { describeFailure } from '../../text/errors.ts';
import { settingsText } from '../../text/settings.ts';
import { isLongEnough, vaultText } from '../../text/vault.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { PassphraseField } from '../../ui/passphrase-field.tsx';
import { SettingsRow } from '../../ui/settings-row.tsx';
import { useToast } from '../../ui/toast.tsx';
import { NewPassphrase } from '../vault/new-passphrase.tsx';
import { useStrength } from '../vault/use-strength.ts';

/** Sets a new passphrase with the current one. */
export function ChangePassphrase({ settings }: { readonly settings: SettingsView }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const strength = useStrength(next, settings.practice.name, settings.ownerName);
  const change = useCommand('vault.changePassphrase');
  const toast = useToast();
  const wrong = change.failure?.code === 'vault-wrong-passphrase' ? describeFailure(change.failure).title : null;
  const complete = current !== '' && isLongEnough(next);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!complete) return;
    const result = await change.run({ current, next });
    if (!result || 'failure' in result) return;
    setCurrent('');
    setNext('');
    toast({ words: vaultText.changed });
  };

  return (
    <SettingsRow title={settingsText.passphrase} words={settingsText.passphraseWords}>
      <form className="vault-form" onSubmit={submit}>
        <PassphraseField
          label={vaultText.currentPassphrase}
          value={current}
          onChange={(value) => {
            setCurrent(value);
            change.clear();
          }}
          autoComplete="current-password"
          problem={wrong}
        />
        <NewPassphrase label={vaultText.newPassphrase} value={next} onChange={setNext} strength={strength} />
        {!wrong && <FailureBanner failure={change.failure} />}
        <div className="settings-actions">
          <Button type="submit" disabled={!complete} busy={change.running}>
            {vaultText.changeAction}
          </Button>
        </div>
      </form>
    </SettingsRow>
  );
}
