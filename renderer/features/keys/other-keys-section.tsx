import { useState } from 'react';
import { useQuery } from '../../engine/use-query.ts';
import { ownKeyText } from '../../text/keys.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { SettingsRow } from '../../ui/settings-row.tsx';
import { AddKey } from './add-key.tsx';
import { addressForm } from './address-form.ts';
import { KeyLine } from './key-line.tsx';

/** Everybody else's keys, patients' or not. */
export function OtherKeysSection() {
  const keys = useQuery('keys.list', {}, { refreshOn: ['keys.changed'] });
  const [address, setAddress] = useState('');
  const typed = address.trim().toLowerCase();
  return (
    <SettingsRow title={ownKeyText.othersTitle} words={ownKeyText.othersWords}>
      <FailureBanner failure={keys.failure} />
      {keys.data?.length === 0 && <p>{ownKeyText.othersNone}</p>}
      {keys.data !== null && keys.data.length > 0 && (
        <ul className="keys">
          {keys.data.map((key) => (
            <KeyLine key={`${key.fingerprint} ${key.address}`} item={key} />
          ))}
        </ul>
      )}
      <TextField label={ownKeyText.addFor} hint={ownKeyText.addForWords} value={address} onChange={setAddress} />
      {addressForm.test(typed) && <AddKey addresses={[typed]} />}
    </SettingsRow>
  );
}
