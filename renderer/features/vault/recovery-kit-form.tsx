import { Download, Printer } from 'lucide-react';
import { useState } from 'react';
import type { RecoveryKit } from '../../../main/contract/vault.ts';
import { callShell } from '../../engine/call.ts';
import { useCommand } from '../../engine/use-command.ts';
import { vaultText } from '../../text/vault.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys } from '../../ui/keys.ts';
import { PrintSheet } from '../../ui/print-sheet.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { KitSheet, RecoveryCode } from './kit-sheet.tsx';
import './recovery-kit-form.css';

export type RecoveryKitFormProps = {
  readonly kit: RecoveryKit;
  /** The words of the filled button. */
  readonly action: string;
  readonly onConfirmed: () => void;
};

/** The code to print or save. It goes on only when a person says that it was. */
export function RecoveryKitForm({ kit, action, onConfirmed }: RecoveryKitFormProps) {
  const [kept, setKept] = useState(false);
  const [saved, setSaved] = useState(false);
  const save = useCommand('vault.saveRecoveryKit');
  const confirm = useCommand('vault.confirmRecoveryKit');
  const print = () => void callShell('shell.print').catch(() => undefined);
  useKeys([
    { keys: 'mod+p', run: print },
    { keys: appKeys.save, run: () => void saveFile(), when: !save.running },
    { keys: 'enter', run: () => void goOn(), when: kept && !confirm.running },
  ]);

  const saveFile = async () => {
    const result = await save.run({});
    if (result && 'output' in result && result.output.saved) setSaved(true);
  };
  const goOn = async () => {
    const result = await confirm.run({});
    if (result && 'output' in result) onConfirmed();
  };

  return (
    <form
      className="vault-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (kept && !confirm.running) void goOn();
      }}
    >
      <section className="recovery-kit" aria-label={vaultText.kitCode}>
        <div className="recovery-kit-head">
          <strong>{kit.practiceName}</strong>
          <span>{vaultText.kitMade(kit.madeAt)}</span>
        </div>
        <RecoveryCode code={kit.code} />
        <p className="recovery-kit-note">{vaultText.kitKeyShort}</p>
        <div className="recovery-kit-foot">
          <Button icon={Printer} keyHint="mod+p" onClick={print}>
            {vaultText.print}
          </Button>
          <Button icon={Download} keyHint={appKeys.save} busy={save.running} onClick={saveFile}>
            {vaultText.saveFile}
          </Button>
          <span className="vault-actions-note" role="status">
            {saved && vaultText.savedFile}
          </span>
        </div>
      </section>
      <p className="recovery-kit-keep">{vaultText.kitKeep}</p>
      <Checkbox checked={kept} onChange={setKept}>
        {vaultText.kitConfirm}
      </Checkbox>
      <FailureBanner failure={save.failure ?? confirm.failure} />
      <div className="vault-actions">
        <Button
          type="submit"
          variant="filled"
          keyHint="enter"
          disabled={!kept}
          busy={confirm.running}
          aria-describedby="kit-first"
        >
          {action}
        </Button>
        <span id="kit-first" className="vault-actions-note">
          {!kept && vaultText.kitFirst}
        </span>
      </div>
      <PrintSheet>
        <KitSheet kit={kit} />
      </PrintSheet>
    </form>
  );
}
