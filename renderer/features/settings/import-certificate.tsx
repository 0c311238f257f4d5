import { FileBadge } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useCommand } from '../../engine/use-command.ts';
import { ownCertificateText } from '../../text/certificates.ts';
import { describeFailure } from '../../text/errors.ts';
import { kitText } from '../../text/kit.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { PassphraseField } from '../../ui/passphrase-field.tsx';
import { useToast } from '../../ui/toast.tsx';

/** Takes the practice's certificate out of a .p12 file, with the password of the file. */
export function ImportCertificate({ onClose }: { readonly onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const load = useCommand('certificates.importOwn');
  const toast = useToast();
  const isWrong = load.failure?.code === 'certificate-unreadable' && load.failure.facts.reason === 'wrong-password';
  const wrong = isWrong && load.failure ? describeFailure(load.failure).happened : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (file === null) {
      setMissing(true);
      return;
    }
    const result = await load.run({ file: new Uint8Array(await file.arrayBuffer()), password });
    if (result === null || !('output' in result)) return;
    toast({ words: ownCertificateText.imported });
    onClose();
  };

  return (
    <Dialog title={ownCertificateText.importTitle} onClose={onClose}>
      <p>{ownCertificateText.importWords}</p>
      <form className="vault-form" onSubmit={submit}>
        <FileButton
          icon={FileBadge}
          accept=".p12,.pfx"
          label={file === null ? ownCertificateText.pick : ownCertificateText.picked(file.name)}
          onPick={(picked) => {
            setFile(picked);
            setMissing(false);
          }}
        />
        <p role="status">{missing ? ownCertificateText.missing : ''}</p>
        <PassphraseField
          label={ownCertificateText.password}
          what="password"
          value={password}
          onChange={setPassword}
          problem={wrong}
        />
        {!isWrong && <FailureBanner failure={load.failure} />}
        <div className="dialog-actions">
          <Button keyHint="escape" onClick={onClose}>
            {kitText.cancel}
          </Button>
          <Button type="submit" variant="filled" keyHint="enter" busy={load.running}>
            {ownCertificateText.importYes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
