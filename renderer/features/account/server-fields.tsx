import type { ServerSettings } from '../../../main/contract/account.ts';
import { accountText, securityNames } from '../../text/account.ts';
import { TextField } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import './server-fields.css';

export type ServerFieldsProps = {
  readonly legend: string;
  readonly value: ServerSettings;
  readonly onChange: (value: ServerSettings) => void;
};

const securities = [
  { value: 'implicit', label: securityNames.implicit },
  { value: 'starttls', label: securityNames.starttls },
] as const;

/** One server: its name, its port, and how its line is protected. */
export function ServerFields({ legend, value, onChange }: ServerFieldsProps) {
  return (
    <fieldset className="server-fields">
      <legend className="server-fields-legend">{legend}</legend>
      <div className="server-fields-row">
        <TextField
          label={accountText.host}
          value={value.host}
          maxLength={253}
          onChange={(host) => onChange({ ...value, host: host.trim() })}
        />
        <TextField
          label={accountText.port}
          value={value.port === 0 ? '' : String(value.port)}
          inputMode="numeric"
          maxLength={5}
          onChange={(port) => onChange({ ...value, port: Math.min(65_535, Number(port.replace(/\D/g, ''))) })}
        />
        <Select
          label={accountText.security}
          value={value.security}
          options={securities}
          onChange={(security) => onChange({ ...value, security })}
        />
      </div>
    </fieldset>
  );
}
