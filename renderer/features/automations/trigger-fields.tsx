import { useId } from 'react';
import type { AutomationContent, AutomationTrigger } from '../../../main/contract/automations.ts';
import { useQuery } from '../../engine/use-query.ts';
import { automationsText, triggerKind, triggerStarts } from '../../text/automations.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { TextField } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { WholeField } from './whole-field.tsx';

type TriggerFieldsProps = {
  readonly content: AutomationContent;
  readonly onChange: (more: Partial<AutomationContent>) => void;
};

const { form } = automationsText;
const kinds = Object.keys(form.triggers) as (keyof typeof form.triggers)[];
/** When nothing leaves, unless somebody says otherwise. */
export const night = { from: '20:00', until: '08:00' };
const isClock = (typed: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(typed);

/** What a letter is about, and when it leaves. */
export function TriggerFields({ content, onChange }: TriggerFieldsProps) {
  const { trigger, at, quiet } = content;
  const byHours = 'unit' in trigger && trigger.unit === 'hours';
  return (
    <>
      <Select
        label={form.trigger}
        value={triggerKind(trigger)}
        options={kinds.map((kind) => ({ value: kind, label: form.triggers[kind] }))}
        onChange={(kind) => onChange({ trigger: triggerStarts[kind] })}
      />
      <div className="standing-fields">
        {'unit' in trigger && (
          <Span key={triggerKind(trigger)} trigger={trigger} onChange={(changed) => onChange({ trigger: changed })} />
        )}
        {trigger.is === 'date' && (
          <DateField trigger={trigger} onChange={(changed) => onChange({ trigger: changed })} />
        )}
        {!byHours && (
          <TextField
            label={form.at}
            hint={form.atHint}
            type="time"
            value={at}
            onChange={(typed) => {
              if (isClock(typed)) onChange({ at: typed });
            }}
          />
        )}
      </div>
      {trigger.is === 'result' && (
        <ResultField trigger={trigger} onChange={(changed) => onChange({ trigger: changed })} />
      )}
      <Checkbox
        checked={quiet !== null}
        hint={form.quietHint}
        onChange={(on) => onChange({ quiet: on ? night : null })}
      >
        {form.quiet}
      </Checkbox>
      {quiet !== null && (
        <div className="standing-fields">
          {(['from', 'until'] as const).map((end) => (
            <TextField
              key={end}
              label={end === 'from' ? form.quietFrom : form.quietUntil}
              type="time"
              value={quiet[end]}
              onChange={(typed) => {
                if (isClock(typed)) onChange({ quiet: { ...quiet, [end]: typed } });
              }}
            />
          ))}
        </div>
      )}
    </>
  );
}

type Of<Kind extends AutomationTrigger['is']> = Extract<AutomationTrigger, { readonly is: Kind }>;

function Span({
  trigger,
  onChange,
}: {
  readonly trigger: Of<'visit'> | Of<'result'>;
  readonly onChange: (trigger: AutomationTrigger) => void;
}) {
  const hint = trigger.is === 'result' ? form.resultHint : trigger.unit === 'hours' ? form.hoursHint : undefined;
  return (
    <>
      <WholeField
        label={form.amount}
        hint={hint}
        min={1}
        max={730}
        value={trigger.amount}
        onChange={(amount) => onChange({ ...trigger, amount })}
      />
      <Select
        label={form.unit}
        value={trigger.unit}
        options={(['hours', 'days'] as const).map((unit) => ({ value: unit, label: form.units[unit] }))}
        onChange={(unit) => onChange({ ...trigger, unit })}
      />
    </>
  );
}

function DateField({
  trigger,
  onChange,
}: {
  readonly trigger: Of<'date'>;
  readonly onChange: (trigger: AutomationTrigger) => void;
}) {
  const { data } = useQuery('segments.choices', {}, { refreshOn: ['patients.changed'] });
  const fields = data?.fields ?? [];
  const options = [...new Set(['', ...(trigger.field === '' ? [] : [trigger.field]), ...fields])];
  return (
    <>
      <Select
        label={form.field}
        hint={data !== null && fields.length === 0 ? form.noFields : form.fieldHint}
        value={trigger.field}
        options={options.map((field) => ({ value: field, label: field }))}
        onChange={(field) => onChange({ ...trigger, field })}
      />
      <WholeField
        label={form.days}
        hint={form.daysHint}
        min={-730}
        max={730}
        value={trigger.days}
        onChange={(days) => onChange({ ...trigger, days })}
      />
    </>
  );
}

function ResultField({
  trigger,
  onChange,
}: {
  readonly trigger: Of<'result'>;
  readonly onChange: (trigger: AutomationTrigger) => void;
}) {
  const { data } = useQuery('segments.choices', {}, { refreshOn: ['patients.changed'] });
  const observations = data?.observations ?? [];
  const id = useId();
  return (
    <>
      <TextField
        label={form.concept}
        hint={form.conceptHint}
        list={id}
        value={trigger.concept?.label ?? ''}
        maxLength={200}
        onChange={(typed) => {
          const known = observations.find(({ label }) => label.toLowerCase() === typed.trim().toLowerCase());
          const concept =
            typed.trim() === ''
              ? null
              : known === undefined
                ? { code: '', label: typed, match: 'contains' as const }
                : { code: known.code, label: known.label, match: 'exact' as const };
          onChange({ ...trigger, concept });
        }}
      />
      <datalist id={id}>
        {observations.map(({ code, label }) => (
          <option key={`${code} ${label}`} value={label} />
        ))}
      </datalist>
    </>
  );
}
