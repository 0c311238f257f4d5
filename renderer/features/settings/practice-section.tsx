import { type FormEvent, useState } from 'react';
import type { SettingsView } from '../../../main/contract/settings.ts';
import { useCommand } from '../../engine/use-command.ts';
import { settingsText } from '../../text/settings.ts';
import { vaultText } from '../../text/vault.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { SettingsRow } from '../../ui/settings-row.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { ThemeRow } from './theme-row.tsx';

/** Who the practice is, its signature, and how the window looks. */
export function PracticeSection({ settings }: { readonly settings: SettingsView }) {
  const before = { ...settings.practice, ownerName: settings.ownerName, signature: settings.signature };
  const [typed, setTyped] = useState(before);
  const change = useCommand('settings.change');
  const toast = useToast();
  const set = (name: keyof typeof before) => (value: string) => setTyped({ ...typed, [name]: value });
  const { signature, ...needed } = typed;
  const empty = (value: string) => (value.trim() === '' ? settingsText.empty : null);
  const changed = JSON.stringify(typed) !== JSON.stringify(before);
  const complete = Object.values(needed).every((value) => value.trim() !== '');

  const save = async () => {
    if (!changed || !complete) return;
    const { ownerName, ...practice } = needed;
    const result = await change.run({ practice, ownerName, signature });
    if (result && 'output' in result) toast({ words: settingsText.saved });
  };
  useKeys([{ keys: appKeys.save, run: () => void save(), when: !change.running }]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };

  return (
    <>
      <form onSubmit={submit}>
        <SettingsRow title={settingsText.profile} words={settingsText.profileWords}>
          <div className="account-form-pair">
            <TextField
              label={vaultText.practiceName}
              value={typed.name}
              maxLength={200}
              onChange={set('name')}
              problem={empty(typed.name)}
            />
            <TextField
              label={vaultText.telephone}
              value={typed.telephone}
              maxLength={200}
              onChange={set('telephone')}
              problem={empty(typed.telephone)}
            />
          </div>
          <TextArea
            label={vaultText.postalAddress}
            value={typed.postalAddress}
            rows={2}
            maxLength={2_000}
            onChange={set('postalAddress')}
            problem={empty(typed.postalAddress)}
          />
          <TextField
            label={vaultText.ownerName}
            value={typed.ownerName}
            maxLength={200}
            onChange={set('ownerName')}
            problem={empty(typed.ownerName)}
          />
          <TextArea
            label={settingsText.signature}
            value={signature}
            rows={4}
            maxLength={2_000}
            onChange={set('signature')}
            hint={settingsText.signatureWords}
          />
          <FailureBanner failure={change.failure} />
          <div className="settings-actions">
            <Button
              type="submit"
              variant="filled"
              keyHint={appKeys.save}
              aria-keyshortcuts={ariaKeys(appKeys.save)}
              disabled={!changed || !complete}
              busy={change.running}
            >
              {settingsText.save}
            </Button>
            {!changed && <span className="settings-note">{settingsText.unchanged}</span>}
          </div>
        </SettingsRow>
      </form>
      <ThemeRow theme={settings.theme} />
    </>
  );
}
