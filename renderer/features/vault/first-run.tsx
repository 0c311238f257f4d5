import { useState } from 'react';
import type { RecoveryKit } from '../../../main/contract/vault.ts';
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

/** The three steps from nothing to an inbox. `onDone` when the last is done or put off. */
export function FirstRun({ onStarted, onDone }: { readonly onStarted: () => void; readonly onDone: () => void }) {
  const [stage, setStage] = useState<Stage>({ at: 'practice' });
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
          onConfirmed={() => setStage({ at: 'account', practiceName: stage.kit.practiceName, address: stage.address })}
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
