import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { PatientInput } from '../../../main/contract/patients.ts';
import { kitText } from '../../text/kit.ts';
import { deviceNames, patientsText } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { isAddress, isPastDay } from './patient-input.ts';
import './patient-form.css';

type PatientFormProps = {
  readonly start: PatientInput;
  readonly submitLabel: string;
  readonly running: boolean;
  readonly failure: Failure | null;
  readonly onSubmit: (patient: PatientInput) => void;
  readonly onCancel?: () => void;
  /** Only what tells patients apart; the rest is filled in later, on the patient page. */
  readonly short?: boolean;
};

type Problems = { readonly name: boolean; readonly birthDate: boolean; readonly addresses: ReadonlySet<string> };

const noProblems: Problems = { name: false, birthDate: false, addresses: new Set() };
const devices = (['unknown', 'computer', 'android', 'iphone'] as const).map((value) => ({
  value,
  label: deviceNames[value],
}));

function problemsOf({ name, birthDate, addresses }: PatientInput): Problems {
  return {
    name: name.trim() === '',
    birthDate: birthDate !== null && !isPastDay(birthDate),
    addresses: new Set(addresses.filter((address) => address.trim() !== '' && !isAddress(address.trim()))),
  };
}

function tidy(patient: PatientInput): PatientInput {
  const addresses = patient.addresses.map((address) => address.trim()).filter((address) => address !== '');
  return { ...patient, name: patient.name.trim(), addresses };
}

/** What is on file about a patient, to be made or changed. */
export function PatientForm(props: PatientFormProps) {
  const { start, submitLabel, running, failure, onSubmit, onCancel, short = false } = props;
  const [patient, setPatient] = useState(start);
  const [problems, setProblems] = useState(noProblems);
  const change = (patch: Partial<PatientInput>) => {
    setPatient({ ...patient, ...patch });
    setProblems(noProblems);
  };
  return (
    <form
      className="patient-form"
      onSubmit={(event) => {
        event.preventDefault();
        const found = problemsOf(patient);
        setProblems(found);
        if (!found.name && !found.birthDate && found.addresses.size === 0) onSubmit(tidy(patient));
      }}
    >
      <div className="patient-form-fields">
        <TextField
          label={patientsText.name}
          value={patient.name}
          dir="auto"
          autoFocus
          maxLength={200}
          problem={problems.name ? patientsText.nameMissing : null}
          onChange={(name) => change({ name })}
        />
        <TextField
          label={patientsText.birthDate}
          type="date"
          optional
          value={patient.birthDate ?? ''}
          problem={problems.birthDate ? patientsText.birthDateWrong : null}
          onChange={(day) => change({ birthDate: day === '' ? null : day })}
        />
        <TextField
          label={patientsText.recordNumber}
          optional
          maxLength={200}
          value={patient.recordNumber}
          onChange={(recordNumber) => change({ recordNumber })}
        />
        <TextField
          label={patientsText.telephone}
          optional
          type="tel"
          maxLength={200}
          value={patient.telephone}
          onChange={(telephone) => change({ telephone })}
        />
      </div>
      {!short && <MoreFields patient={patient} problems={problems.addresses} onChange={change} />}
      <FailureBanner failure={failure} />
      <div className="patient-form-foot">
        <Button type="submit" variant="filled" keyHint="enter" busy={running}>
          {submitLabel}
        </Button>
        {onCancel && <Button onClick={onCancel}>{kitText.cancel}</Button>}
      </div>
    </form>
  );
}

function MoreFields({
  patient,
  problems,
  onChange,
}: {
  readonly patient: PatientInput;
  readonly problems: ReadonlySet<string>;
  readonly onChange: (patch: Partial<PatientInput>) => void;
}) {
  return (
    <>
      <Addresses start={patient.addresses} problems={problems} onChange={(addresses) => onChange({ addresses })} />
      <div className="patient-form-fields">
        <Select
          label={patientsText.device}
          value={patient.device}
          options={devices}
          onChange={(device) => onChange({ device })}
        />
        <TextArea
          label={patientsText.note}
          optional
          rows={2}
          dir="auto"
          maxLength={2_000}
          value={patient.note}
          onChange={(note) => onChange({ note })}
        />
      </div>
    </>
  );
}

type Line = { readonly key: number; readonly text: string };

/** One line stands ready where there is no address yet. */
function linesOf(addresses: readonly string[]): readonly Line[] {
  return (addresses.length === 0 ? [''] : addresses).map((text, key) => ({ key, text }));
}

function Addresses({
  start,
  problems,
  onChange,
}: {
  readonly start: readonly string[];
  readonly problems: ReadonlySet<string>;
  readonly onChange: (addresses: string[]) => void;
}) {
  const [lines, setLines] = useState(() => linesOf(start));
  const take = (next: readonly Line[]) => {
    setLines(next);
    onChange(next.map(({ text }) => text));
  };
  return (
    <div className="patient-addresses">
      {lines.map(({ key, text }, at) => (
        <div key={key} className="patient-address">
          <TextField
            label={patientsText.addressLabel(at + 1)}
            inputMode="email"
            maxLength={254}
            value={text}
            problem={problems.has(text) ? patientsText.addressWrong : null}
            onChange={(next) => take(lines.map((line) => (line.key === key ? { key, text: next } : line)))}
          />
          {lines.length > 1 && (
            <IconButton
              icon={X}
              label={patientsText.removeAddress(text)}
              onClick={() => take(lines.filter((line) => line.key !== key))}
            />
          )}
        </div>
      ))}
      {lines.length < 20 && (
        <Button
          variant="quiet"
          size="small"
          icon={Plus}
          onClick={() => take([...lines, { key: Math.max(...lines.map(({ key }) => key)) + 1, text: '' }])}
        >
          {patientsText.addAddress}
        </Button>
      )}
    </div>
  );
}
