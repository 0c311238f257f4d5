import { CircleAlert } from 'lucide-react';
import type { ErrorCode } from '../../../main/contract/errors.ts';
import type { VaultStatus } from '../../../main/contract/vault.ts';
import { callShell } from '../../engine/call.ts';
import { describeFailure } from '../../text/errors.ts';
import { frameText } from '../../text/frame.ts';
import { mendedByBackup, vaultText } from '../../text/vault.ts';
import { Button } from '../../ui/button.tsx';
import { ariaKeys } from '../../ui/keys.ts';
import './broken-screen.css';
import { RestoreForm } from './restore-form.tsx';
import { VaultPage } from './vault-page.tsx';

/** A vault that cannot be opened: what is wrong with it, and the one way on. */
export function BrokenScreen({
  status,
  onTryAgain,
}: {
  readonly status: VaultStatus;
  readonly onTryAgain: () => void;
}) {
  const code: ErrorCode = status.problem ?? 'unexpected';
  const { title, happened, next } = describeFailure({ code, facts: {} });
  const quit = { label: frameText.quit, run: () => void callShell('shell.quit').catch(() => undefined) };
  return (
    <VaultPage
      title={title}
      words={
        <>
          <p className="broken-words" role="alert">
            <CircleAlert size={16} aria-hidden />
            <span>{happened}</span>
          </p>
          <p>{next}</p>
        </>
      }
    >
      {mendedByBackup.includes(code) ? (
        <RestoreForm backups={status.backups} onBack={quit} />
      ) : (
        <div className="vault-actions">
          {/* This program does not learn what a newer one did, however often it tries. */}
          {code !== 'vault-from-future' && (
            <Button
              variant="filled"
              autoFocus
              keyHint="enter"
              aria-keyshortcuts={ariaKeys('enter')}
              onClick={onTryAgain}
            >
              {vaultText.checkAgain}
            </Button>
          )}
          <Button variant={code === 'vault-from-future' ? 'filled' : 'quiet'} onClick={quit.run}>
            {quit.label}
          </Button>
        </div>
      )}
    </VaultPage>
  );
}
