import { useState } from 'react';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { settingsText } from '../../text/settings.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { SettingsRow } from '../../ui/settings-row.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { SetAside } from './set-aside.tsx';

/** Saving a backup, and putting one back. */
export function BackupSection({ lock }: { readonly lock: () => void }) {
  const [savedWords, setSavedWords] = useState<string | null>(null);
  const status = useQuery('vault.status', {}, { refreshOn: ['vault.changed'] });
  const save = useCommand('vault.saveBackup');
  const backups = status.data?.backups ?? [];
  const newest = backups[0];

  const saveNow = async () => {
    setSavedWords(null);
    const result = await save.run({});
    if (!result || 'failure' in result || !result.output) return;
    setSavedWords(settingsText.backupSaved(result.output.name, result.output.size));
    status.refresh();
  };
  useKeys([{ keys: appKeys.save, run: () => void saveNow(), when: !save.running }]);

  return (
    <>
      <SettingsRow title={settingsText.backup} words={settingsText.backupWords}>
        <div className="settings-actions">
          <Button
            variant="filled"
            keyHint={appKeys.save}
            aria-keyshortcuts={ariaKeys(appKeys.save)}
            busy={save.running}
            onClick={saveNow}
          >
            {settingsText.backupAction}
          </Button>
          <span className="settings-note" role="status">
            {save.running ? settingsText.backupRunning : newest && settingsText.backupMade(newest.at)}
          </span>
        </div>
        {savedWords && <Banner tone="good">{savedWords}</Banner>}
        <FailureBanner failure={save.failure} />
      </SettingsRow>
      <SettingsRow title={settingsText.restore} words={settingsText.restoreWords}>
        <Button keyHint={appKeys.lock} onClick={lock}>
          {settingsText.restoreAction}
        </Button>
      </SettingsRow>
      <SetAside />
    </>
  );
}
