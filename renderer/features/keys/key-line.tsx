import { Check, CircleAlert, CircleHelp } from 'lucide-react';
import { useState } from 'react';
import type { KeyView } from '../../../main/contract/keys.ts';
import { useCommand } from '../../engine/use-command.ts';
import { formatDate } from '../../text/format.ts';
import { keySourceNames } from '../../text/keys.ts';
import { kitText } from '../../text/kit.ts';
import { keyStatusNames, keysText } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Fingerprint } from '../../ui/fingerprint.tsx';
import { MailAddress } from '../../ui/mail-address.tsx';
import './keys.css';
import { CompareKey } from './compare-key.tsx';

/** One key that is kept for an address, with what can be done about it. */
export function KeyLine({ item }: { readonly item: KeyView }) {
  const [dialog, setDialog] = useState<'none' | 'compare' | 'remove'>('none');
  const remove = useCommand('keys.remove');
  const { address } = item;
  const facts = [
    item.algorithm,
    keySourceNames[item.source],
    item.expires === null ? null : keysText.expires(formatDate(item.expires)),
  ];
  return (
    <li className="key">
      <p className="key-name">
        <MailAddress address={address} />
      </p>
      <Fingerprint value={item.fingerprint} />
      <p className="key-facts">{facts.filter((fact) => fact !== null).join(' · ')}</p>
      <div className="key-foot">
        {item.status !== 'usable' && (
          <Chip tone="red" icon={CircleAlert}>
            {keyStatusNames[item.status]}
          </Chip>
        )}
        {item.comparedAt === null ? (
          <Chip tone="amber" icon={CircleHelp}>
            {keysText.notCompared}
          </Chip>
        ) : (
          <Chip tone="teal" icon={Check}>
            {keysText.compared(formatDate(item.comparedAt), item.comparedBy ?? '')}
          </Chip>
        )}
        {item.comparedAt === null && (
          <Button size="small" onClick={() => setDialog('compare')}>
            {keysText.compare}
          </Button>
        )}
        <Button size="small" variant="quiet" onClick={() => setDialog('remove')}>
          {keysText.remove}
        </Button>
      </div>
      {dialog === 'compare' && (
        <CompareKey fingerprint={item.fingerprint} address={address} onClose={() => setDialog('none')} />
      )}
      {dialog === 'remove' && (
        <Dialog
          title={keysText.removeTitle}
          onClose={() => setDialog('none')}
          actions={
            <>
              <Button onClick={() => setDialog('none')}>{kitText.cancel}</Button>
              <Button
                variant="danger"
                busy={remove.running}
                onClick={async () => {
                  const result = await remove.run({ fingerprint: item.fingerprint, address });
                  if (result !== null && 'output' in result) setDialog('none');
                }}
              >
                {keysText.remove}
              </Button>
            </>
          }
        >
          <p>{keysText.removeWords}</p>
          <FailureBanner failure={remove.failure} />
        </Dialog>
      )}
    </li>
  );
}
