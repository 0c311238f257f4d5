import { Check, CircleAlert, CircleHelp, Clock, FileBadge, PenLine, ShieldPlus } from 'lucide-react';
import { useState } from 'react';
import type { OwnCertificateView, RootView } from '../../../main/contract/certificates.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { certificateLine, certificatesText, ownCertificateText, trustText } from '../../text/certificates.ts';
import { formatDate } from '../../text/format.ts';
import { keyStatusNames } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import '../certificates/certificates.css';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Fingerprint } from '../../ui/fingerprint.tsx';
import { SettingsRow } from '../../ui/settings-row.tsx';
import '../keys/keys.css';
import { ImportCertificate } from './import-certificate.tsx';

const soon = 45 * 24 * 3_600_000;

/** The practice's S/MIME certificates, and the authorities its owner trusts beside those of the computer. */
export function CertificateSection() {
  const own = useQuery('certificates.own', {}, { refreshOn: ['certificates.changed'] });
  const [importing, setImporting] = useState(false);
  return (
    <>
      <SettingsRow title={ownCertificateText.title} words={ownCertificateText.words}>
        <FailureBanner failure={own.failure} />
        {own.data?.length === 0 && <p>{ownCertificateText.none}</p>}
        {own.data && own.data.length > 0 && (
          <ul className="own-certificates">
            {own.data.map((item) => (
              <OwnCertificate key={item.fingerprint} item={item} />
            ))}
          </ul>
        )}
        <div className="settings-actions">
          <Button icon={FileBadge} onClick={() => setImporting(true)}>
            {ownCertificateText.importAction}
          </Button>
        </div>
        {importing && <ImportCertificate onClose={() => setImporting(false)} />}
      </SettingsRow>
      <Roots />
    </>
  );
}

function OwnCertificate({ item }: { readonly item: OwnCertificateView }) {
  const [asking, setAsking] = useState(false);
  const remove = useCommand('certificates.removeOwn');
  const runsOut = item.status === 'usable' && item.expires - Date.now() < soon;
  return (
    <li className="own-certificate">
      <p className="key-name" dir="auto">
        {item.name}
      </p>
      <p className="key-facts">
        {item.addresses.join(', ')} · {certificateLine(item)}
      </p>
      <Fingerprint value={item.fingerprint} />
      <div className="own-certificate-chips">
        {item.inUse && (
          <Chip tone="teal" icon={PenLine}>
            {ownCertificateText.inUse}
          </Chip>
        )}
        {item.status === 'usable' || item.canSign ? (
          <Chip tone={item.trust === 'trusted' ? 'teal' : 'amber'} icon={item.trust === 'trusted' ? Check : CircleHelp}>
            {trustText(item.trust)}
          </Chip>
        ) : (
          <Chip tone="red" icon={CircleAlert}>
            {keyStatusNames[item.status]}
          </Chip>
        )}
        {item.canSign && !item.canEncrypt && (
          <Chip tone="amber" icon={CircleAlert}>
            {ownCertificateText.signsOnly}
          </Chip>
        )}
        {item.canEncrypt && !item.canSign && (
          <Chip tone="amber" icon={CircleAlert}>
            {ownCertificateText.receivesOnly}
          </Chip>
        )}
        {!item.namesAccount && (
          <Chip tone="amber" icon={CircleAlert}>
            {ownCertificateText.notForAccount}
          </Chip>
        )}
        {runsOut && (
          <Chip tone="amber" icon={Clock}>
            {ownCertificateText.soon(formatDate(item.expires))}
          </Chip>
        )}
        <Button size="small" variant="quiet" onClick={() => setAsking(true)}>
          {certificatesText.remove}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={ownCertificateText.removeTitle}
          yes={certificatesText.remove}
          danger
          command={remove}
          onYes={() => remove.run({ fingerprint: item.fingerprint })}
          onClose={() => setAsking(false)}
        >
          <p>{ownCertificateText.removeWords}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}

function Roots() {
  const roots = useQuery('certificates.roots', {}, { refreshOn: ['certificates.changed'] });
  const add = useCommand('certificates.addRoot');
  return (
    <SettingsRow title={ownCertificateText.rootsTitle} words={ownCertificateText.rootsWords}>
      <FailureBanner failure={roots.failure} />
      {roots.data?.length === 0 && <p>{ownCertificateText.rootsNone}</p>}
      {roots.data && roots.data.length > 0 && (
        <ul className="own-certificates">
          {roots.data.map((item) => (
            <Root key={item.fingerprint} item={item} />
          ))}
        </ul>
      )}
      <div className="settings-actions">
        <FileButton
          icon={ShieldPlus}
          accept=".cer,.crt,.pem,.der"
          busy={add.running}
          label={ownCertificateText.rootAdd}
          onPick={async (file) => void (await add.run({ file: new Uint8Array(await file.arrayBuffer()) }))}
        />
      </div>
      <FailureBanner failure={add.failure} />
    </SettingsRow>
  );
}

function Root({ item }: { readonly item: RootView }) {
  const [asking, setAsking] = useState(false);
  const remove = useCommand('certificates.removeRoot');
  return (
    <li className="own-certificate">
      <p className="key-name" dir="auto">
        {item.name}
      </p>
      <p className="key-facts">{certificateLine(item)}</p>
      <Fingerprint value={item.fingerprint} />
      <div className="own-certificate-chips">
        <span className="settings-note">{ownCertificateText.rootAdded(formatDate(item.addedAt), item.addedBy)}</span>
        <Button size="small" variant="quiet" onClick={() => setAsking(true)}>
          {certificatesText.remove}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={ownCertificateText.rootRemoveTitle}
          yes={certificatesText.remove}
          danger
          command={remove}
          onYes={() => remove.run({ fingerprint: item.fingerprint })}
          onClose={() => setAsking(false)}
        >
          <p>{ownCertificateText.rootRemoveWords}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
