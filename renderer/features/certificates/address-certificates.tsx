import { Check, CircleAlert, CircleHelp, FileBadge } from 'lucide-react';
import { useState } from 'react';
import type { CertificateView } from '../../../main/contract/certificates.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { certificateLine, certificatesText, revocationText, trustText } from '../../text/certificates.ts';
import { formatDate } from '../../text/format.ts';
import { keyStatusNames, keysText } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Fingerprint } from '../../ui/fingerprint.tsx';
import { MailAddress } from '../../ui/mail-address.tsx';
import { Select } from '../../ui/select.tsx';
import '../keys/keys.css';
import './certificates.css';

/** The S/MIME certificates kept for some addresses, as a panel of a person's page. */
export function AddressCertificates({ addresses }: { readonly addresses: readonly string[] }) {
  return (
    <section className="panel" aria-labelledby="address-certificates">
      <header className="panel-head">
        <h2 id="address-certificates">{certificatesText.title}</h2>
      </header>
      <KeptCertificates addresses={addresses} />
    </section>
  );
}

/** What is kept for some addresses: to compare, to remove, and to add to from a file. */
export function KeptCertificates({ addresses }: { readonly addresses: readonly string[] }) {
  const kept = useQuery('certificates.list', { addresses: [...addresses] }, { refreshOn: ['certificates.changed'] });
  const list = kept.data ?? [];
  return (
    <>
      <FailureBanner failure={kept.failure} />
      {list.length === 0 && <p className="panel-words">{certificatesText.none}</p>}
      <CertificateList certificates={list} />
      {addresses.length > 0 && <AddCertificate addresses={addresses} />}
    </>
  );
}

/** Certificates to compare or to remove. */
export function CertificateList({ certificates }: { readonly certificates: readonly CertificateView[] }) {
  if (certificates.length === 0) return null;
  return (
    <ul className="keys">
      {certificates.map((item) => (
        <CertificateItem key={`${item.fingerprint} ${item.address}`} item={item} />
      ))}
    </ul>
  );
}

function CertificateItem({ item }: { readonly item: CertificateView }) {
  const [dialog, setDialog] = useState<'none' | 'compare' | 'remove'>('none');
  const compare = useCommand('certificates.compare');
  const remove = useCommand('certificates.remove');
  const { address, fingerprint } = item;
  const close = () => setDialog('none');
  return (
    <li className="key">
      <p className="key-name" dir="auto">
        {item.name}
      </p>
      <p className="key-facts">{certificateLine(item)}</p>
      <p className="key-facts">
        <MailAddress address={address} /> ·{' '}
        {item.source === 'file' ? certificatesText.fromFile : certificatesText.fromMail} · {revocationText(item)}
      </p>
      <div className="key-foot">
        <StateChips item={item} />
        {item.comparedAt === null && (
          <Button size="small" onClick={() => setDialog('compare')}>
            {certificatesText.compare}
          </Button>
        )}
        <Button size="small" variant="quiet" onClick={() => setDialog('remove')}>
          {certificatesText.remove}
        </Button>
      </div>
      {dialog === 'compare' && (
        <ConfirmDialog
          title={certificatesText.compareTitle}
          yes={keysText.same}
          command={compare}
          onYes={() => compare.run({ fingerprint, address })}
          onClose={close}
        >
          <p>{certificatesText.compareWords}</p>
          <Fingerprint value={fingerprint} large />
        </ConfirmDialog>
      )}
      {dialog === 'remove' && (
        <ConfirmDialog
          title={certificatesText.removeTitle}
          yes={certificatesText.remove}
          danger
          command={remove}
          onYes={() => remove.run({ fingerprint, address })}
          onClose={close}
        >
          <p>{certificatesText.removeWords}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}

function StateChips({ item }: { readonly item: CertificateView }) {
  const good = item.trust === 'trusted' && item.namesAddress;
  return (
    <>
      {item.status !== 'usable' && (
        <Chip tone="red" icon={CircleAlert}>
          {keyStatusNames[item.status]}
        </Chip>
      )}
      {item.comparedAt !== null && (
        <Chip tone="teal" icon={Check}>
          {certificatesText.compared(formatDate(item.comparedAt), item.comparedBy ?? '')}
        </Chip>
      )}
      {item.status === 'usable' && (
        <Chip tone={good ? 'teal' : 'amber'} icon={good ? Check : CircleHelp}>
          {trustText(item.trust)}
        </Chip>
      )}
      {!item.namesAddress && (
        <Chip tone="amber" icon={CircleHelp}>
          {certificatesText.otherAddress}
        </Chip>
      )}
    </>
  );
}

/** Takes a certificate for one of these addresses out of a file. */
export function AddCertificate({ addresses }: { readonly addresses: readonly string[] }) {
  const add = useCommand('certificates.add');
  const [address, setAddress] = useState(addresses[0] ?? '');
  const known = addresses.includes(address) ? address : (addresses[0] ?? '');
  return (
    <div className="panel-foot key-add">
      {addresses.length > 1 && (
        <Select
          label={certificatesText.address}
          value={known}
          options={addresses.map((value) => ({ value, label: value }))}
          onChange={setAddress}
        />
      )}
      <FileButton
        icon={FileBadge}
        accept=".cer,.crt,.pem,.der,.p7b,.p7c"
        busy={add.running}
        label={certificatesText.add}
        onPick={async (file) =>
          void (await add.run({ address: known, file: new Uint8Array(await file.arrayBuffer()) }))
        }
      />
      <FailureBanner failure={add.failure} />
    </div>
  );
}
