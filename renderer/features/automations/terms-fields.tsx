import type { AutomationContent } from '../../../main/contract/automations.ts';
import { useQuery } from '../../engine/use-query.ts';
import { automationsText } from '../../text/automations.ts';
import { campaignsText, purposeTexts } from '../../text/campaigns.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Select } from '../../ui/select.tsx';

type TermsFieldsProps = {
  readonly content: AutomationContent;
  readonly onChange: (more: Partial<AutomationContent>) => void;
};

const { form } = automationsText;
const purposes = Object.keys(purposeTexts) as (keyof typeof purposeTexts)[];
const senders = Object.keys(campaignsText.senders) as (keyof typeof campaignsText.senders)[];

/** To whom, what, for what purpose and in whose name. */
export function TermsFields({ content, onChange }: TermsFieldsProps) {
  const { segmentId, templateId, purpose, sender, name } = content;
  const segments = useQuery('segments.list', {}, { refreshOn: ['segments.changed'] });
  const templates = useQuery('templates.list', {}, { refreshOn: ['templates.changed'] });
  const known = templates.data ?? [];
  return (
    <>
      <FailureBanner failure={segments.failure ?? templates.failure} />
      <div className="standing-fields standing-fields-wide">
        <Select
          label={form.template}
          value={templateId}
          options={[
            { value: '', label: form.pickTemplate },
            ...known.map((template) => ({ value: template.id, label: template.name })),
          ]}
          onChange={(id) => {
            const template = known.find((each) => each.id === id);
            onChange({
              templateId: id,
              ...(template === undefined ? {} : { purpose: template.purpose }),
              ...(template !== undefined && name.trim() === '' ? { name: template.name } : {}),
            });
          }}
        />
        <Select
          label={form.who}
          hint={form.whoHint}
          value={segmentId ?? ''}
          options={[
            { value: '', label: automationsText.everybody },
            ...(segments.data ?? []).map((segment) => ({ value: segment.id, label: segment.name })),
          ]}
          onChange={(id) => onChange({ segmentId: id === '' ? null : id })}
        />
        <Select
          label={form.purpose}
          hint={purposeTexts[purpose].words}
          value={purpose}
          options={purposes.map((each) => ({ value: each, label: purposeTexts[each].title }))}
          onChange={(chosen) => onChange({ purpose: chosen })}
        />
        <Select
          label={form.sender}
          hint={campaignsText.senders[sender].words}
          value={sender}
          options={senders.map((each) => ({ value: each, label: campaignsText.senders[each].title }))}
          onChange={(chosen) => onChange({ sender: chosen })}
        />
      </div>
    </>
  );
}
