import { useState } from 'react';
import type { MergeField, MergeFilter } from '../../../main/contract/templates.ts';
import { kitText } from '../../text/kit.ts';
import { fieldLabel, filterNames, templatesText } from '../../text/templates.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';

type Form = MergeFilter | 'as-it-is';
const forms: Readonly<Record<MergeField['kind'], readonly Form[]>> = {
  text: ['as-it-is', 'title_case'],
  number: ['as-it-is'],
  day: ['long_date', 'weekday', 'short_date'],
  moment: ['weekday', 'long_date', 'short_date', 'time'],
};

/** Asks which field, how it is written and what stands there where a patient has none. */
export function FieldDialog({
  fields,
  onInsert,
  onClose,
}: {
  readonly fields: readonly MergeField[];
  readonly onInsert: (tag: string) => void;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState('first_name');
  const [form, setForm] = useState<Form | null>(null);
  const [missing, setMissing] = useState<'hold' | 'instead'>('hold');
  const [instead, setInstead] = useState('');
  const [insteadMissing, setInsteadMissing] = useState(false);
  const possible = forms[fields.find((field) => field.name === name)?.kind ?? 'text'];
  const chosen = form !== null && possible.includes(form) ? form : (possible[0] ?? 'as-it-is');
  const insert = () => {
    if (missing === 'instead' && instead.trim() === '') return setInsteadMissing(true);
    const orElse = missing === 'instead' ? ` | default: "${instead.trim().replaceAll('"', "'")}"` : '';
    // "default" stands first: what follows it would be asked of the words instead, too.
    const written = chosen === 'as-it-is' ? '' : ` | ${chosen}`;
    onInsert(orElse !== '' && written !== '' ? withBoth(name, written, instead) : `{{ ${name}${written}${orElse} }}`);
  };
  return (
    <Dialog
      title={templatesText.fieldTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button variant="filled" onClick={insert}>
            {templatesText.fieldInsert}
          </Button>
        </>
      }
    >
      <div className="template-dialog">
        <Select
          label={templatesText.fieldWhich}
          value={name}
          options={fields.map((field) => ({ value: field.name, label: fieldLabel(field) }))}
          onChange={setName}
        />
        {possible.length > 1 && (
          <Select
            label={templatesText.fieldForm}
            value={chosen}
            options={possible.map((value) => ({
              value,
              label: value === 'as-it-is' ? templatesText.asItIs : filterNames[value],
            }))}
            onChange={setForm}
          />
        )}
        <Select
          label={templatesText.fieldMissing}
          value={missing}
          options={[
            { value: 'hold', label: templatesText.missingHold },
            { value: 'instead', label: templatesText.missingInstead },
          ]}
          onChange={setMissing}
        />
        {missing === 'instead' && (
          <TextField
            label={templatesText.instead}
            value={instead}
            maxLength={100}
            placeholder={templatesText.insteadHint}
            problem={insteadMissing ? templatesText.insteadMissing : null}
            onChange={(text) => {
              setInstead(text);
              setInsteadMissing(false);
            }}
          />
        )}
      </div>
    </Dialog>
  );
}

/** A way of writing asks for a value: where there may be none, a condition stands around it. */
function withBoth(name: string, written: string, instead: string): string {
  return `{% if ${name} %}{{ ${name}${written} }}{% else %}${instead.trim().replace(/[{}]/g, '')}{% endif %}`;
}
