import { ClipboardPaste, FileKey, Search } from 'lucide-react';
import { useRef, useState } from 'react';
import type { KeyOffer, KeySource } from '../../../main/contract/keys.ts';
import { useCommand } from '../../engine/use-command.ts';
import { findKeyText } from '../../text/keys.ts';
import { keysText } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Select } from '../../ui/select.tsx';
import './keys.css';
import { KeyOffers } from './key-offers.tsx';
import { PasteKey } from './paste-key.tsx';
import { useReadKeys } from './use-read-keys.ts';

type Found = { readonly offers: readonly KeyOffer[]; readonly source: KeySource };

/** The ways to a key for one of these addresses: a file, the clipboard, their own mail provider, the key server. */
export function AddKey({ addresses }: { readonly addresses: readonly string[] }) {
  const picker = useRef<HTMLInputElement>(null);
  const [picked, setAddress] = useState(addresses[0] ?? '');
  const address = addresses.includes(picked) ? picked : (addresses[0] ?? '');
  const [found, setFound] = useState<Found | null>(null);
  const [pasting, setPasting] = useState(false);
  const [nothing, setNothing] = useState(false);
  const read = useReadKeys();
  const lookUp = useCommand('keys.lookUp');

  const show = (offers: readonly KeyOffer[] | null, source: KeySource) => {
    setNothing(offers !== null && offers.length === 0);
    setFound(offers === null || offers.length === 0 ? null : { offers, source });
  };
  const pick = async (file: File | undefined) => {
    if (file) show(await read.run(new Uint8Array(await file.arrayBuffer())), 'file');
  };
  const ask = async (at: 'wkd' | 'key-server') => {
    setNothing(false);
    const result = await lookUp.run({ address, at });
    show(result !== null && 'output' in result ? result.output : null, at);
  };

  return (
    <div className="key-add">
      {addresses.length > 1 && (
        <Select
          label={keysText.address}
          value={address}
          options={addresses.map((value) => ({ value, label: value }))}
          onChange={setAddress}
        />
      )}
      <div className="key-add-ways">
        <Button icon={FileKey} busy={read.running} onClick={() => picker.current?.click()}>
          {findKeyText.fromFile}
        </Button>
        <Button icon={ClipboardPaste} onClick={() => setPasting(true)}>
          {findKeyText.paste}
        </Button>
        <Button icon={Search} busy={lookUp.running} onClick={() => ask('wkd')}>
          {findKeyText.askDomain(address.split('@')[1] ?? '')}
        </Button>
        <Button icon={Search} busy={lookUp.running} onClick={() => ask('key-server')}>
          {findKeyText.askServer}
        </Button>
      </div>
      <p className="key-add-note" role="status">
        {nothing ? findKeyText.nothing : findKeyText.lookUpWords}
      </p>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".asc,.gpg,.pgp,.key,.pub,.txt"
        onChange={(event) => {
          void pick(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <FailureBanner failure={read.failure ?? lookUp.failure} />
      {pasting && (
        <PasteKey
          onClose={() => setPasting(false)}
          onFound={(offers) => {
            setPasting(false);
            show(offers, 'clipboard');
          }}
        />
      )}
      {found && <KeyOffers {...found} address={address} onClose={() => setFound(null)} />}
    </div>
  );
}
