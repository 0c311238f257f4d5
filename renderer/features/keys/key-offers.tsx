import { Check, CircleAlert } from 'lucide-react';
import type { KeyOffer, KeySource } from '../../../main/contract/keys.ts';
import { useCommand } from '../../engine/use-command.ts';
import { formatDate } from '../../text/format.ts';
import { findKeyText } from '../../text/keys.ts';
import { kitText } from '../../text/kit.ts';
import { keyStatusNames } from '../../text/patients.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Fingerprint } from '../../ui/fingerprint.tsx';
import { useToast } from '../../ui/toast.tsx';
import './keys.css';

type KeyOffersProps = {
  readonly offers: readonly KeyOffer[];
  readonly source: KeySource;
  /** Whom they would be kept for; null: whoever each key names. */
  readonly address: string | null;
  readonly onClose: () => void;
};

/** What was found, each key with the addresses it can be kept for. Nothing is kept before somebody says so. */
export function KeyOffers({ offers, source, address, onClose }: KeyOffersProps) {
  return (
    <Dialog
      title={findKeyText.offersTitle}
      width="medium"
      onClose={onClose}
      actions={<Button onClick={onClose}>{kitText.close}</Button>}
    >
      <ul className="key-offers">
        {offers.map((offer) => (
          <Offer key={offer.fingerprint} offer={offer} source={source} address={address} onKept={onClose} />
        ))}
      </ul>
    </Dialog>
  );
}

function Offer({
  offer,
  source,
  address,
  onKept,
}: Pick<KeyOffersProps, 'source' | 'address'> & { readonly offer: KeyOffer; readonly onKept: () => void }) {
  const keep = useCommand('keys.keep');
  const toast = useToast();
  const wanted = address === null ? offer.addresses.slice(0, 5) : [address];
  const facts = [
    offer.algorithm,
    offer.expires === null ? null : findKeyText.expires(formatDate(offer.expires)),
    ...offer.addresses.slice(0, 5),
  ];
  const keepFor = async (one: string) => {
    const result = await keep.run({ address: one, key: offer.key, source });
    if (result === null || !('output' in result)) return;
    toast({ words: findKeyText.keptWords(one) });
    onKept();
  };
  return (
    <li className="key">
      <p className="key-name" dir="auto">
        {offer.userIds[0] ?? offer.fingerprint}
      </p>
      <Fingerprint value={offer.fingerprint} />
      <p className="key-facts">{facts.filter((fact) => fact !== null).join(' · ')}</p>
      {address !== null && !offer.addresses.includes(address.toLowerCase()) && (
        <Banner tone="amber" announce={null}>
          {findKeyText.notForAddress(address)}
        </Banner>
      )}
      {offer.rivals
        .filter((rival) => wanted.includes(rival.address))
        .map((rival) => (
          <Banner key={rival.address} tone="amber" announce={null}>
            {rival.compared ? findKeyText.rivalCompared(rival.address) : findKeyText.rival(rival.address)}
          </Banner>
        ))}
      <div className="key-foot">
        {offer.status !== 'usable' && (
          <Chip tone="red" icon={CircleAlert}>
            {keyStatusNames[offer.status]}
          </Chip>
        )}
        {wanted.map((one) =>
          offer.keptFor.includes(one.toLowerCase()) ? (
            <Chip key={one} tone="teal" icon={Check}>
              {findKeyText.keptFor(one)}
            </Chip>
          ) : (
            <Button key={one} size="small" busy={keep.running} onClick={() => keepFor(one)}>
              {findKeyText.keepFor(one)}
            </Button>
          ),
        )}
      </div>
      <FailureBanner failure={keep.failure} />
    </li>
  );
}
