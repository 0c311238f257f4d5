import { FileKey } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useCommand } from '../../engine/use-command.ts';
import { ownKeyText } from '../../text/keys.ts';
import { kitText } from '../../text/kit.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { PassphraseField } from '../../ui/passphrase-field.tsx';
import { RadioCard, RadioGroup } from '../../ui/radio-card.tsx';
import { useToast } from '../../ui/toast.tsx';

type Picked = { readonly name: string; readonly key: Uint8Array<ArrayBuffer> };

/** Takes over a private key from another program; the one in use stays for its mail. */
export function ImportKey({ onClose }: { readonly onClose: () => void }) {
  const picker = useRef<HTMLInputElement>(null);
  const [picked, setPicked] = useState<Picked | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [use, setUse] = useState<'present' | 'old-mail' | null>(null);
  const take = useCommand('keys.importOwn');
  const toast = useToast();
  const pick = async (file: File | undefined) => {
    if (file) setPicked({ name: file.name, key: new Uint8Array(await file.arrayBuffer()) });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (picked === null || use === null) return;
    const result = await take.run({ key: picked.key, passphrase, use });
    if (result === null || !('output' in result)) return;
    toast({ words: ownKeyText.imported });
    onClose();
  };
  return (
    <Dialog title={ownKeyText.importTitle} width="medium" onClose={onClose}>
      <p>{ownKeyText.importWords}</p>
      <form className="vault-form" onSubmit={submit}>
        <div className="settings-actions">
          <Button icon={FileKey} onClick={() => picker.current?.click()}>
            {ownKeyText.pick}
          </Button>
          <span role="status">{picked && ownKeyText.picked(picked.name)}</span>
        </div>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".asc,.gpg,.pgp,.key,.txt"
          onChange={(event) => {
            void pick(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <PassphraseField
          label={ownKeyText.passphrase}
          hint={ownKeyText.passphraseHint}
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="off"
        />
        <RadioGroup label={ownKeyText.use}>
          <RadioCard
            name="key-use"
            checked={use === 'present'}
            onChoose={() => setUse('present')}
            title={ownKeyText.usePresent}
          >
            {ownKeyText.usePresentWords}
          </RadioCard>
          <RadioCard
            name="key-use"
            checked={use === 'old-mail'}
            onChoose={() => setUse('old-mail')}
            title={ownKeyText.useOld}
          >
            {ownKeyText.useOldWords}
          </RadioCard>
        </RadioGroup>
        <FailureBanner failure={take.failure} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button type="submit" variant="filled" disabled={picked === null || use === null} busy={take.running}>
            {ownKeyText.import}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
