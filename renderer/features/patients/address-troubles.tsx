import type { AddressTrouble } from '../../../main/contract/patients.ts';
import { useCommand } from '../../engine/use-command.ts';
import { returnedText } from '../../text/returned-mail.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';

/** Addresses to which mail came back, until somebody writes from them or a person says that they work. */
export function AddressTroubles({ troubles }: { readonly troubles: readonly AddressTrouble[] }) {
  const clear = useCommand('patients.clearAddress');
  return (
    <>
      <FailureBanner failure={clear.failure} />
      {troubles.map(({ address, at }) => (
        <Banner
          key={address}
          tone="amber"
          announce={null}
          title={returnedText.trouble(address, at)}
          actions={
            <Button
              size="small"
              busy={clear.running}
              title={returnedText.worksTitle(address)}
              onClick={() => void clear.run({ address })}
            >
              {returnedText.works}
            </Button>
          }
        >
          {returnedText.troubleWords}
        </Banner>
      ))}
    </>
  );
}
