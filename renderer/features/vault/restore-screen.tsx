import type { BackupFile } from '../../../main/contract/vault.ts';
import { kitText } from '../../text/kit.ts';
import { vaultText } from '../../text/vault.ts';
import { useEscape } from '../../ui/use-keys.ts';
import { RestoreForm } from './restore-form.tsx';
import { VaultPage } from './vault-page.tsx';

/** Restoring on a computer where nothing is set up, in place of the first run. */
export function RestoreScreen({
  backups,
  onBack,
}: {
  readonly backups: readonly BackupFile[];
  readonly onBack: () => void;
}) {
  useEscape(onBack);
  return (
    <VaultPage title={vaultText.restoreTitle} words={vaultText.restoreWords}>
      <RestoreForm backups={backups} onBack={{ label: kitText.back, run: onBack }} />
    </VaultPage>
  );
}
