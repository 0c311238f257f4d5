import { useState } from 'react';
import { certificatesText } from '../../text/certificates.ts';
import { TextField } from '../../ui/field.tsx';
import { SettingsRow } from '../../ui/settings-row.tsx';
import { addressForm } from '../keys/address-form.ts';
import { KeptCertificates } from './address-certificates.tsx';

/** The certificates of anybody by their address, since a colleague has no page that shows them. */
export function OtherCertificatesSection() {
  const [address, setAddress] = useState('');
  const typed = address.trim().toLowerCase();
  return (
    <SettingsRow title={certificatesText.othersTitle} words={certificatesText.othersWords}>
      <TextField label={certificatesText.othersFor} value={address} onChange={setAddress} />
      {addressForm.test(typed) && <KeptCertificates addresses={[typed]} />}
    </SettingsRow>
  );
}
