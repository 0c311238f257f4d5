import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { PatientProfile, Sex } from '../../../main/contract/patients.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { kitText } from '../../text/kit.ts';
import { profileText, sexNames } from '../../text/patient-table.ts';
import { patientsText } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { type Fact, Facts } from './facts.tsx';

/** What is on file about a person beside what letters need: read, and changed in place. */
export function PatientProfilePanel({ patientId }: { readonly patientId: string }) {
  const profile = useQuery('patients.profile', { patientId }, { refreshOn: ['patients.changed'] });
  const [editing, setEditing] = useState(false);
  const facts = profile.data === null ? [] : factsOf(profile.data);
  return (
    <section className="panel" aria-labelledby="patient-profile">
      <header className="panel-head">
        <h2 id="patient-profile">{profileText.title}</h2>
        {!editing && profile.data !== null && (
          <Button
            size="small"
            icon={Pencil}
            aria-label={`${patientsText.edit}: ${profileText.title}`}
            onClick={() => setEditing(true)}
          >
            {patientsText.edit}
          </Button>
        )}
      </header>
      <FailureBanner failure={profile.failure} />
      {editing && profile.data !== null ? (
        <ProfileForm patientId={patientId} start={profile.data} onDone={() => setEditing(false)} />
      ) : facts.some(([, value]) => value !== '') ? (
        <Facts className="facts" facts={facts} />
      ) : (
        profile.data !== null && <p className="panel-words">{profileText.nothing}</p>
      )}
    </section>
  );
}

function factsOf(profile: PatientProfile): readonly Fact[] {
  const place = [profile.city, [profile.region, profile.postalCode].filter(Boolean).join(' ')].filter(Boolean);
  return [
    [profileText.sex, profile.sex === 'unknown' ? '' : sexNames[profile.sex]],
    [profileText.address, [profile.street, ...place].filter(Boolean).join(', ')],
    [profileText.doctor, profile.doctor],
    [profileText.tags, profile.tags.join(', ')],
    ...profile.fields.map(({ name, value }): Fact => [name, value]),
  ];
}

const sexes = (['unknown', 'female', 'male', 'other'] as const).map((value) => ({ value, label: sexNames[value] }));
const lines = ['givenName', 'familyName', 'street', 'city', 'region', 'postalCode', 'doctor'] as const;

function ProfileForm({
  patientId,
  start,
  onDone,
}: {
  readonly patientId: string;
  readonly start: PatientProfile;
  readonly onDone: () => void;
}) {
  const [profile, setProfile] = useState(start);
  const [tags, setTags] = useState(start.tags.join(', '));
  const change = useCommand('patients.changeProfile');
  return (
    <form
      className="patient-form"
      onSubmit={async (event) => {
        event.preventDefault();
        const split = tags.split(',').map((tag) => tag.trim().slice(0, 200));
        const said = { ...profile, tags: [...new Set(split.filter((tag) => tag !== ''))].slice(0, 50) };
        const result = await change.run({ patientId, profile: said });
        if (result !== null && 'output' in result) onDone();
      }}
    >
      <div className="patient-form-fields">
        {lines.map((name) => (
          <TextField
            key={name}
            label={profileText[name]}
            optional
            dir="auto"
            maxLength={200}
            value={profile[name]}
            onChange={(value) => setProfile({ ...profile, [name]: value })}
          />
        ))}
        <Select<Sex>
          label={profileText.sex}
          value={profile.sex}
          options={sexes}
          onChange={(sex) => setProfile({ ...profile, sex })}
        />
        <TextField label={profileText.tags} optional hint={profileText.tagsHint} value={tags} onChange={setTags} />
        {profile.fields.map(({ name, value }, at) => (
          <TextField
            key={name}
            label={name}
            maxLength={200}
            value={value}
            onChange={(next) => setProfile({ ...profile, fields: profile.fields.with(at, { name, value: next }) })}
          />
        ))}
      </div>
      <FailureBanner failure={change.failure} />
      <div className="patient-form-foot">
        <Button type="submit" variant="filled" keyHint="enter" busy={change.running}>
          {patientsText.save}
        </Button>
        <Button onClick={onDone}>{kitText.cancel}</Button>
      </div>
    </form>
  );
}
