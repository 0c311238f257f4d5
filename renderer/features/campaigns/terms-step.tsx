import type { CampaignContent } from '../../../main/contract/campaigns.ts';
import { sendPurpose } from '../../../main/contract/templates.ts';
import { campaignsText, purposeTexts } from '../../text/campaigns.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { RadioCard, RadioGroup } from '../../ui/radio-card.tsx';
import { Select } from '../../ui/select.tsx';

type TermsStepProps = {
  readonly content: CampaignContent;
  readonly running: boolean;
  readonly onChange: (content: CampaignContent) => void;
  readonly onPlan: () => void;
};

const paces = [50, 200, 600] as const;
const senders = ['practice', 'own-doctor'] as const;

/** The third step: name, purpose, sender and time. All of it is filled in; one press goes on. */
export function TermsStep({ content, running, onChange, onPlan }: TermsStepProps) {
  const change = (more: Partial<CampaignContent>) => onChange({ ...content, ...more });
  return (
    <form
      className="campaign-step-body campaign-terms"
      onSubmit={(event) => {
        event.preventDefault();
        onPlan();
      }}
    >
      <h3>{campaignsText.howTitle}</h3>
      <TextField
        label={campaignsText.name}
        hint={campaignsText.nameHint}
        value={content.name}
        maxLength={200}
        required
        onChange={(name) => change({ name })}
      />
      <div className="campaign-terms-columns">
        <RadioGroup label={campaignsText.purpose}>
          {sendPurpose.options.map((purpose) => (
            <RadioCard
              key={purpose}
              name="campaign-purpose"
              checked={content.purpose === purpose}
              title={purposeTexts[purpose].title}
              onChoose={() => change({ purpose })}
            >
              {purposeTexts[purpose].words}
            </RadioCard>
          ))}
        </RadioGroup>
        <div className="campaign-terms-side">
          <RadioGroup label={campaignsText.sender}>
            {senders.map((sender) => (
              <RadioCard
                key={sender}
                name="campaign-sender"
                checked={content.sender === sender}
                title={campaignsText.senders[sender].title}
                onChoose={() => change({ sender })}
              >
                {campaignsText.senders[sender].words}
              </RadioCard>
            ))}
          </RadioGroup>
          <div className="campaign-terms-time">
            <RadioGroup label={campaignsText.when}>
              <RadioCard
                name="campaign-when"
                checked={content.startAt === null}
                title={campaignsText.times.now.title}
                onChoose={() => change({ startAt: null })}
              />
              <RadioCard
                name="campaign-when"
                checked={content.startAt !== null}
                title={campaignsText.times.at.title}
                onChoose={() => change({ startAt: nextMorning(Date.now()) })}
              >
                {campaignsText.times.at.words}
              </RadioCard>
            </RadioGroup>
            {content.startAt !== null && (
              <TextField
                label={campaignsText.startAt}
                type="datetime-local"
                value={asLocal(content.startAt)}
                onChange={(typed) => {
                  const at = new Date(typed).getTime();
                  if (Number.isFinite(at)) change({ startAt: at });
                }}
              />
            )}
            <Select
              label={campaignsText.pace}
              value={String(content.perHour ?? 'all')}
              options={[
                { value: 'all', label: campaignsText.paces.all },
                ...paces.map((count) => ({ value: String(count), label: campaignsText.paces.some(count) })),
              ]}
              onChange={(value) => change({ perHour: value === 'all' ? null : Number(value) })}
            />
          </div>
        </div>
      </div>
      <div className="campaign-step-actions">
        <Button type="submit" variant="filled" busy={running} disabled={content.name.trim() === ''}>
          {campaignsText.makePlan}
        </Button>
      </div>
    </form>
  );
}

/** Eight o'clock, tomorrow. */
function nextMorning(now: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, 8).getTime();
}

/** As the field wants it: local, to the minute. */
function asLocal(at: number): string {
  const day = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T${two(day.getHours())}:${two(day.getMinutes())}`;
}
