import { useCommand } from '../../engine/use-command.ts';
import { kitText } from '../../text/kit.ts';
import { keysText } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';

type Group = { readonly at: number; readonly digits: string };

/** A fingerprint in groups of four, as people read it out. */
export function Fingerprint({ value, large = false }: { readonly value: string; readonly large?: boolean }) {
  const groups: readonly Group[] = [...value.toUpperCase().matchAll(/.{1,4}/g)].map((match) => ({
    at: match.index,
    digits: match[0],
  }));
  return (
    <p className={large ? 'fingerprint fingerprint-large' : 'fingerprint'}>
      {groups.map(({ at, digits }) => (
        <span key={at}>{digits}</span>
      ))}
    </p>
  );
}

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
  const compare = useCommand('patients.compareKey');
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
      <Fingerprint value={fingerprint} large />
      <FailureBanner failure={compare.failure} />
    </Dialog>
  );
}
