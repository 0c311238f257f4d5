import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { VaultStatus } from '../../../main/contract/vault.ts';
import { useCommand } from '../../engine/use-command.ts';
import { describeFailure } from '../../text/errors.ts';
import { formatWait } from '../../text/format.ts';
import { vaultText } from '../../text/vault.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { PassphraseField } from '../../ui/passphrase-field.tsx';
import { RecoveryForm } from './recovery-form.tsx';
import { RestoreScreen } from './restore-screen.tsx';
import { useWait } from './use-wait.ts';
import './unlock-screen.css';
import { VaultPage } from './vault-page.tsx';

export type UnlockScreenProps = {
  readonly status: VaultStatus;
  /** Asks for the status again, for the wait after a wrong try. */
  readonly onTried: () => void;
  /** A quiet line above the field: that the engine restarted. */
  readonly notice?: ReactNode;
};

/** Asks for the passphrase: of the vault, or of the window alone while the engine goes on. */
export function UnlockScreen({ status, onTried, notice }: UnlockScreenProps) {
  const [way, setWay] = useState<'passphrase' | 'code' | 'backup'>('passphrase');
  const toPassphrase = () => setWay('passphrase');
  const isWindow = status.state === 'window-locked';
  if (way === 'code') return <RecoveryForm onBack={toPassphrase} />;
  if (way === 'backup') return <RestoreScreen backups={status.backups} onBack={toPassphrase} />;
  return (
    <VaultPage
      title={isWindow ? vaultText.windowLockedTitle : vaultText.unlockTitle}
      words={isWindow ? vaultText.windowLockedWords : vaultText.unlockWords}
    >
      {notice}
      <UnlockForm status={status} onTried={onTried} />
      {!isWindow && (
        <div className="unlock-ways">
          <Button variant="quiet" onClick={() => setWay('code')}>
            {vaultText.useRecovery}
          </Button>
          <Button variant="quiet" onClick={() => setWay('backup')}>
            {vaultText.restoreTitle}
          </Button>
        </div>
      )}
    </VaultPage>
  );
}

function UnlockForm({ status, onTried }: Pick<UnlockScreenProps, 'status' | 'onTried'>) {
  const [passphrase, setPassphrase] = useState('');
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const unlock = useCommand('vault.unlock');
  const wait = useWait(status.waitMs, tries);
  const waiting = wait > 0;
  const { tooEarly = false } = unlock.failure?.facts ?? {};
  const wrong = unlock.failure?.code === 'vault-wrong-passphrase' ? describeFailure(unlock.failure) : null;

  useEffect(() => {
    if (!waiting) form.current?.querySelector('input')?.focus();
  }, [waiting]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    form.current?.querySelector('input')?.focus();
    if (waiting || passphrase === '') return;
    const result = await unlock.run({ passphrase });
    if (result && 'failure' in result) {
      form.current?.querySelector('input')?.select();
      setTries((before) => before + 1);
    }
    onTried();
  };

  return (
    <form ref={form} className="vault-form" onSubmit={submit}>
      <PassphraseField
        label={vaultText.passphrase}
        value={passphrase}
        onChange={(value) => {
          setPassphrase(value);
          unlock.clear();
        }}
        autoComplete="current-password"
        problem={wrong && !waiting ? `${wrong.title}. ${wrong.happened}` : null}
        readOnly={waiting}
      />
      {waiting && (
        <div className="unlock-wait">
          <strong role="timer">{vaultText.waitWords(formatWait(wait))}</strong>
          <span>
            {wrong && !tooEarly && `${wrong.title}. `}
            {vaultText.waitReason}
          </span>
        </div>
      )}
      {!wrong && <FailureBanner failure={unlock.failure} />}
      <div className="vault-actions">
        <Button type="submit" variant="filled" keyHint="enter" busy={unlock.running} disabled={waiting}>
          {vaultText.unlock}
        </Button>
        <span className="vault-actions-note" role="status">
          {unlock.running && vaultText.unlocking}
        </span>
      </div>
    </form>
  );
}
