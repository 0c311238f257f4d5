import { useState } from 'react';
import type { SettingsView } from '../../../main/contract/settings.ts';
import { useCommand } from '../../engine/use-command.ts';
import { settingsText } from '../../text/settings.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { RadioCard, RadioGroup } from '../../ui/radio-card.tsx';
import { SettingsRow } from '../../ui/settings-row.tsx';
import './theme-row.css';

const themes = ['system', 'light', 'dark'] as const;

/** Light, dark, or as the computer; takes effect at once. */
export function ThemeRow({ theme }: { readonly theme: SettingsView['theme'] }) {
  const change = useCommand('settings.change');
  const [picked, setPicked] = useState(theme);
  // The choice shows at once; if it fails, the saved one stands again beside the reason.
  const shown = change.running ? picked : theme;
  const choose = (name: SettingsView['theme']) => {
    setPicked(name);
    void change.run({ theme: name });
  };
  return (
    <SettingsRow title={settingsText.appearance} words={settingsText.appearanceWords}>
      <div className="theme-row">
        <RadioGroup label={settingsText.theme} hideLabel>
          {themes.map((name) => (
            <RadioCard
              key={name}
              name="theme"
              checked={shown === name}
              onChoose={() => choose(name)}
              title={settingsText.themes[name]}
            />
          ))}
        </RadioGroup>
      </div>
      <FailureBanner failure={change.failure} />
    </SettingsRow>
  );
}
