import { FileKey } from 'lucide-react';
import { useRef, useState } from 'react';
import type { KeyView, PatientDetail } from '../../../main/contract/patients.ts';
import { useCommand } from '../../engine/use-command.ts';
import { formatDate } from '../../text/format.ts';
import { kitText } from '../../text/kit.ts';
import { keyStatusNames, keysText } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Select } from '../../ui/select.tsx';
import { CompareKey, Fingerprint } from './compare-key.tsx';

/** The OpenPGP keys of a patient's addresses. */
export function PatientKeys({ patient }: { readonly patient: PatientDetail }) {
  return (
    <section className="panel" aria-labelledby="patient-keys">
      <header className="panel-head">
        <h2 id="patient-keys">{keysText.title}</h2>
      </header>
      {patient.keys.length === 0 && <p className="panel-words">{keysText.none}</p>}
      {patient.keys.length > 0 && (
        <ul className="keys">
          {patient.keys.map((key) => (
            <KeyLine key={`${key.fingerprint} ${key.address}`} item={key} />
          ))}
        </ul>
      )}
      {patient.addresses.length > 0 && <AddKey addresses={patient.addresses} />}
    </section>
  );
}

function KeyLine({ item }: { readonly item: KeyView }) {
  const [dialog, setDialog] = useState<'none' | 'compare' | 'remove'>('none');
  const remove = useCommand('patients.removeKey');
  const { address } = item;
  const facts = [
    item.algorithm,
    item.source === 'file' ? keysText.fromFile : keysText.fromAutocrypt,
    item.expires === null ? null : keysText.expires(formatDate(item.expires)),
  ];
  return (
    <li className="key">
      <Fingerprint value={item.fingerprint} />
      <p className="key-facts">
        {address} · {facts.filter((fact) => fact !== null).join(' · ')}
      </p>
      <div className="key-foot">
        {item.status !== 'usable' && <Chip tone="red">{keyStatusNames[item.status]}</Chip>}
        {item.comparedAt === null ? (
          <Chip tone="amber">{keysText.notCompared}</Chip>
        ) : (
          <Chip tone="teal">{keysText.compared(formatDate(item.comparedAt), item.comparedBy ?? '')}</Chip>
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

function AddKey({ addresses }: { readonly addresses: readonly string[] }) {
  const picker = useRef<HTMLInputElement>(null);
  const add = useCommand('patients.addKey');
  const [address, setAddress] = useState(addresses[0] ?? '');
  const known = addresses.includes(address) ? address : (addresses[0] ?? '');
  const pick = async (file: File | undefined) => {
    if (!file) return;
    await add.run({ address: known, key: new Uint8Array(await file.arrayBuffer()) });
  };
  return (
    <div className="panel-foot key-add">
      {addresses.length > 1 && (
        <Select
          label={keysText.address}
          value={known}
          options={addresses.map((value) => ({ value, label: value }))}
          onChange={setAddress}
        />
      )}
      <Button icon={FileKey} busy={add.running} onClick={() => picker.current?.click()}>
        {keysText.add}
      </Button>
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
      <FailureBanner failure={add.failure} />
    </div>
  );
}
