import { type FormEvent, useState } from 'react';
import type { BackupFile } from '../../../main/contract/vault.ts';
import { useCommand } from '../../engine/use-command.ts';
import { formatMoment, formatSize } from '../../text/format.ts';
import { settingsText } from '../../text/settings.ts';
import { vaultText } from '../../text/vault.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { PassphraseField } from '../../ui/passphrase-field.tsx';
import { RadioCard, RadioGroup } from '../../ui/radio-card.tsx';
import { useToast } from '../../ui/toast.tsx';

export type RestoreFormProps = {
  /** Backups the program made by itself, newest first. */
  readonly backups: readonly BackupFile[];
  readonly onRestored?: () => void;
  readonly onBack?: { readonly label: string; readonly run: () => void };
};

/** Picks a backup and its passphrase; the engine opens and checks it before it takes its place. */
export function RestoreForm({ backups, onRestored, onBack }: RestoreFormProps) {
  const [chosen, setChosen] = useState<string | null>(backups[0]?.name ?? null);
  const [passphrase, setPassphrase] = useState('');
  const [tried, setTried] = useState(false);
  const restore = useCommand('vault.restoreBackup');
  const toast = useToast();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (passphrase === '') return;
    const result = await restore.run({ passphrase, backup: chosen });
    if (!result || 'failure' in result || !result.output) return;
    toast({ words: vaultText.restored(result.output.at) });
    onRestored?.();
  };

  return (
    <form className="vault-form" onSubmit={submit}>
      {backups.length > 0 && (
        <RadioGroup label={vaultText.restoreChoose}>
          {backups.slice(0, 3).map(({ name, at, size }, index) => (
            <RadioCard
              key={name}
              name="backup"
              checked={chosen === name}
              onChoose={() => setChosen(name)}
              title={formatMoment(at)}
              mark={index === 0 ? vaultText.restoreNewest : null}
            >
              {formatSize(size)}
            </RadioCard>
          ))}
          <RadioCard
            name="backup"
            checked={chosen === null}
            onChoose={() => setChosen(null)}
            title={vaultText.restoreFile}
          >
            {vaultText.restoreFileHint}
          </RadioCard>
        </RadioGroup>
      )}
      {backups.length === 0 && <p className="vault-actions-note">{vaultText.noBackups}</p>}
      <PassphraseField
        label={vaultText.restorePassphrase}
        value={passphrase}
        onChange={(value) => {
          setPassphrase(value);
          restore.clear();
        }}
        problem={tried && passphrase === '' ? settingsText.empty : null}
      />
      <FailureBanner failure={restore.failure} />
      <div className="vault-actions">
        <Button type="submit" variant="filled" keyHint="enter" busy={restore.running}>
          {vaultText.restoreAction}
        </Button>
        {restore.running && (
          <span className="vault-actions-note" role="status">
            {vaultText.restoring}
          </span>
        )}
        {!restore.running && onBack && (
          <Button variant="quiet" onClick={onBack.run}>
            {onBack.label}
          </Button>
        )}
      </div>
    </form>
  );
}
