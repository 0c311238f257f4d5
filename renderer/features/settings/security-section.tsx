import type { SettingsView } from '../../../main/contract/settings.ts';
import { useCommand } from '../../engine/use-command.ts';
import { settingsText } from '../../text/settings.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingsRow } from '../../ui/settings-row.tsx';
import { ChangePassphrase } from './change-passphrase.tsx';
import { RenewKit } from './renew-kit.tsx';

const choices = [1, 2, 5, 10, 15, 20, 30, 45, 60];

/** When the window locks, the passphrase, and the recovery kit. */
export function SecuritySection({ settings }: { readonly settings: SettingsView }) {
  const change = useCommand('settings.change');
  const minutes = [...new Set([...choices, settings.idleMinutes])].sort((a, b) => a - b);
  return (
    <>
      <SettingsRow title={settingsText.idle} words={settingsText.idleWords}>
        <div className="settings-narrow">
          <Select
            label={settingsText.idleLabel}
            value={String(settings.idleMinutes)}
            options={minutes.map((count) => ({ value: String(count), label: settingsText.idleChoice(count) }))}
            onChange={(value) => void change.run({ idleMinutes: Number(value) })}
          />
        </div>
        <FailureBanner failure={change.failure} />
      </SettingsRow>
      <ChangePassphrase settings={settings} />
      <RenewKit />
    </>
  );
}
