import { useState } from 'react';
import { useQuery } from '../../engine/use-query.ts';
import { certificatesText } from '../../text/certificates.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { SettingsRow } from '../../ui/settings-row.tsx';
import { addressForm } from '../keys/address-form.ts';
import { AddCertificate, CertificateList } from './address-certificates.tsx';

/** Everybody else's certificates, patients' or not. */
export function OtherCertificatesSection() {
  const kept = useQuery('certificates.all', {}, { refreshOn: ['certificates.changed'] });
  const [address, setAddress] = useState('');
  const typed = address.trim().toLowerCase();
  return (
    <SettingsRow title={certificatesText.othersTitle} words={certificatesText.othersWords}>
      <FailureBanner failure={kept.failure} />
      {kept.data?.length === 0 && <p>{certificatesText.othersNone}</p>}
      <CertificateList certificates={kept.data ?? []} />
      <TextField
        label={certificatesText.othersFor}
        hint={certificatesText.othersForWords}
        value={address}
        onChange={setAddress}
      />
      {addressForm.test(typed) && <AddCertificate addresses={[typed]} />}
    </SettingsRow>
  );
}
