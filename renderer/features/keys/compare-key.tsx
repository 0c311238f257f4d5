import { useCommand } from '../../engine/use-command.ts';
import { ownKeyText } from '../../text/keys.ts';
import { kitText } from '../../text/kit.ts';
import { keysText } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Fingerprint, FingerprintCode } from '../../ui/fingerprint.tsx';
import './keys.css';

/** Records that a person compared a fingerprint with its owner, group by group. */
export function CompareKey({
  fingerprint,
  address,
  onClose,
}: {
  readonly fingerprint: string;
  readonly address: string;
  readonly onClose: () => void;
}) {
  const compare = useCommand('keys.compare');
  return (
    <Dialog
      title={keysText.compareTitle}
      width="medium"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button
            variant="filled"
            busy={compare.running}
            onClick={async () => {
              const result = await compare.run({ fingerprint, address });
              if (result !== null && 'output' in result) onClose();
            }}
          >
            {keysText.same}
          </Button>
        </>
      }
    >
      <p>{keysText.compareWords}</p>
      <div className="key-codes">
        <Fingerprint value={fingerprint} large />
        <FingerprintCode value={fingerprint} label={ownKeyText.qr} />
      </div>
      <p>{keysText.compareScan}</p>
      <FailureBanner failure={compare.failure} />
    </Dialog>
  );
}
