import { useState } from 'react';
import type { RecoveryKit } from '../../../main/contract/vault.ts';
import { useQuery } from '../../engine/use-query.ts';
import { accountText } from '../../text/account.ts';
import { vaultText } from '../../text/vault.ts';
import { AccountForm } from '../account/account-form.tsx';
import { PracticeForm } from './practice-form.tsx';
import { RecoveryKitForm } from './recovery-kit-form.tsx';
import { RestoreScreen } from './restore-screen.tsx';
import { SetupSteps } from './setup-steps.tsx';
import { VaultPage } from './vault-page.tsx';

type Stage =
  | { readonly at: 'practice' }
  | { readonly at: 'restore' }
  | { readonly at: 'kit'; readonly kit: RecoveryKit; readonly address: string }
  | { readonly at: 'account'; readonly practiceName: string; readonly address: string };

export type FirstRunProps = {
  /** A kit that was made, and that nobody has said to be kept: the first run goes on there. */
  readonly kit?: RecoveryKit;
  readonly onStarted: () => void;
  /** The last step is done or put off. */
  readonly onDone: () => void;
};

/** The three steps from nothing to an inbox. */
export function FirstRun({ kit, onStarted, onDone }: FirstRunProps) {
  const [stage, setStage] = useState<Stage>(kit ? { at: 'kit', kit, address: '' } : { at: 'practice' });
  const account = useQuery('account.get', kit ? {} : null);
  if (stage.at === 'restore') return <RestoreScreen backups={[]} onBack={() => setStage({ at: 'practice' })} />;
  if (stage.at === 'practice') {
    return (
      <VaultPage
        key={stage.at}
        wide
        title={vaultText.practiceTitle}
        words={vaultText.practiceWords}
        aside={<SetupSteps step={0} />}
      >
        <PracticeForm
          onBegin={onStarted}
          onCreated={(kit, address) => setStage({ at: 'kit', kit, address })}
          onRestore={() => setStage({ at: 'restore' })}
        />
      </VaultPage>
    );
  }
  if (stage.at === 'kit') {
    return (
      <VaultPage
        key={stage.at}
        wide
        title={vaultText.kitTitle}
        words={vaultText.kitWords}
        aside={<SetupSteps step={1} />}
      >
        <RecoveryKitForm
          kit={stage.kit}
          action={vaultText.kitContinue}
          onConfirmed={() => {
            // A kit that was renewed later: the account is there.
            if (account.data) onDone();
            else setStage({ at: 'account', practiceName: stage.kit.practiceName, address: stage.address });
          }}
        />
      </VaultPage>
    );
  }
  return (
    <VaultPage key={stage.at} wide title={accountText.title} words={accountText.words} aside={<SetupSteps step={2} />}>
      <AccountForm
        account={null}
        practiceName={stage.practiceName}
        address={stage.address}
        onSaved={onDone}
        onLater={onDone}
      />
    </VaultPage>
  );
}
