import { useState } from 'react';
import type { MergeField } from '../../../main/contract/templates.ts';
import { kitText } from '../../text/kit.ts';
import { type ConditionHow, conditionNames, fieldLabel, templatesText } from '../../text/templates.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';

const ways: Readonly<Record<MergeField['kind'], readonly ConditionHow[]>> = {
  text: ['known', 'unknown', 'equals'],
  number: ['known', 'unknown', 'at-least', 'at-most', 'equals'],
  day: ['known', 'unknown'],
  moment: ['known', 'unknown'],
};
const operators = { equals: '==', 'at-least': '>=', 'at-most': '<=' } as const;

/** Asks for whom a text is; puts the lines in, with words to be written over. */
export function ConditionDialog({
  fields,
  onInsert,
  onClose,
}: {
  readonly fields: readonly MergeField[];
  readonly onInsert: (lines: readonly string[]) => void;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState('next_visit');
  const [how, setHow] = useState<ConditionHow>('known');
  const [value, setValue] = useState('');
  const [others, setOthers] = useState(false);
  const field = fields.find((each) => each.name === name);
  const possible = ways[field?.kind ?? 'text'];
  const chosen = possible.includes(how) ? how : 'known';
  const isNumber = field?.kind === 'number';
  const needsValue = chosen !== 'known' && chosen !== 'unknown';
  const wrong = needsValue && (isNumber ? value.trim() === '' || Number.isNaN(Number(value)) : value.trim() === '');
  const insert = () => {
    if (wrong) return;
    const literal = isNumber ? String(Number(value)) : `"${value.trim().replaceAll('"', "'").replace(/[{}%]/g, '')}"`;
    const begin =
      chosen === 'known'
        ? `{% if ${name} %}`
        : chosen === 'unknown'
          ? `{% unless ${name} %}`
          : `{% if ${name} ${operators[chosen]} ${literal} %}`;
    const end = chosen === 'unknown' ? '{% endunless %}' : '{% endif %}';
    const otherwise = others ? ['{% else %}', templatesText.conditionOther] : [];
    onInsert([begin, templatesText.conditionText, ...otherwise, end]);
  };
  return (
    <Dialog
      title={templatesText.conditionTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button variant="filled" disabled={wrong} onClick={insert}>
            {templatesText.conditionInsert}
          </Button>
        </>
      }
    >
      <div className="template-dialog">
        <Select
          label={templatesText.conditionWhich}
          value={name}
          options={fields.map((each) => ({ value: each.name, label: fieldLabel(each) }))}
          onChange={setName}
        />
        <Select
          label={templatesText.conditionHow}
          value={chosen}
          options={possible.map((each) => ({ value: each, label: conditionNames[each] }))}
          onChange={setHow}
        />
        {needsValue && (
          <TextField
            label={templatesText.conditionValue}
            value={value}
            maxLength={100}
            inputMode={isNumber ? 'decimal' : 'text'}
            onChange={setValue}
          />
        )}
        <Checkbox checked={others} onChange={setOthers}>
          {templatesText.conditionElse}
        </Checkbox>
      </div>
    </Dialog>
  );
}
