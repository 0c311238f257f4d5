import type { SettingsView } from '../../../main/contract/settings.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { accountText } from '../../text/account.ts';
import { settingsText } from '../../text/settings.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { SettingsRow } from '../../ui/settings-row.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AccountForm } from '../account/account-form.tsx';
import { connectionWords } from '../account/connection-words.ts';

/** The mail account: how it stands, and its form. */
export function AccountSection({ settings }: { readonly settings: SettingsView }) {
  const account = useQuery('account.get', {}, { refreshOn: ['account.connection'] });
  const sync = useCommand('account.syncNow');
  if (account.loading) return <Skeleton lines={5} />;
  const connection = account.data && connectionWords(account.data.connection);
  return (
    <>
      <FailureBanner failure={account.failure} />
      {account.data && connection && (
        <SettingsRow title={accountText.connection} words={accountText.passwordIn[account.data.passwordIn]}>
          <p>
            <strong>{connection.words}</strong>
            {connection.more && <span className="settings-note"> {connection.more}</span>}
          </p>
          <Button busy={sync.running} onClick={() => void sync.run({})}>
            {accountText.syncNow}
          </Button>
          <FailureBanner failure={sync.failure} />
        </SettingsRow>
      )}
      <SettingsRow title={settingsText.accountTab} words={accountText.words}>
        <AccountForm
          key={account.data?.address ?? ''}
          account={account.data}
          practiceName={settings.practice.name}
          onSaved={account.refresh}
        />
      </SettingsRow>
    </>
  );
}
