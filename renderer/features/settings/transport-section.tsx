import type { SettingsView } from '../../../main/contract/settings.ts';
import { useCommand } from '../../engine/use-command.ts';
import { transportText } from '../../text/transport.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingsRow } from '../../ui/settings-row.tsx';
import { ListedDomains } from './listed-domains.tsx';
import { ResolverRow } from './resolver-row.tsx';

const choices = ['when-offered', 'always'] as const;

/** What "verified TLS" may rest on: the resolver, REQUIRETLS, and the domains somebody vouches for. */
export function TransportSection({ settings }: { readonly settings: SettingsView }) {
  const change = useCommand('settings.change');
  return (
    <>
      <ResolverRow key={JSON.stringify(settings.resolver)} resolver={settings.resolver} />
      <SettingsRow title={transportText.requireTls} words={transportText.requireTlsWords}>
        <div className="settings-narrow">
          <Select
            label={transportText.requireTlsLabel}
            value={settings.requireTls}
            options={choices.map((value) => ({ value, label: transportText.requireTlsChoices[value] }))}
            onChange={(requireTls) => void change.run({ requireTls })}
          />
        </div>
        <FailureBanner failure={change.failure} />
      </SettingsRow>
      <ListedDomains />
    </>
  );
}
