import type { AutomationContent } from '../../../main/contract/automations.ts';
import { useQuery } from '../../engine/use-query.ts';
import { useSettled } from '../../engine/use-settled.ts';
import { automationsText, dayHeading } from '../../text/automations.ts';
import { obstacleTexts } from '../../text/campaigns.ts';
import { formatClock } from '../../text/format.ts';
import { Banner } from '../../ui/banner.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';

type RulePreviewProps = {
  readonly automationId: string | null;
  readonly wish: Pick<AutomationContent, 'trigger' | 'at' | 'quiet' | 'segmentId' | 'templateId' | 'purpose'>;
};

/** Who would be next within a week, asked anew while somebody types; and what stands against it. */
export function RulePreview({ automationId, wish }: RulePreviewProps) {
  const { trigger, at, quiet, segmentId, templateId, purpose } = useSettled(wish);
  const hasField = trigger.is !== 'date' || trigger.field.trim() !== '';
  const asked = { automationId, trigger, at, quiet, segmentId, templateId: templateId || null, purpose };
  const { data, failure } = useQuery('automations.preview', hasField ? asked : null, {
    refreshOn: ['automations.changed', 'patients.changed', 'segments.changed', 'templates.changed'],
    keepPrevious: true,
  });
  const { preview } = automationsText;
  return (
    <section className="standing-preview" aria-label={preview.title}>
      <h3>{preview.title}</h3>
      <FailureBanner failure={failure} />
      {data === null && failure === null && hasField && <p className="place-quiet">{preview.counting}</p>}
      {data !== null && hasField && (
        <>
          <p className="standing-preview-total" role="status">
            {preview.total(data.total)}
          </p>
          {data.first.length > 0 && (
            <ul>
              {data.first.map(({ patientId, name, dueAt }) => (
                <li key={`${patientId} ${dueAt}`}>
                  <span dir="auto">{name}</span>
                  <span className="place-quiet">
                    {dayHeading(dueAt)}, {formatClock(dueAt)}
                  </span>
                </li>
              ))}
            </ul>
          )}
          {data.total > data.first.length && (
            <p className="place-quiet">{preview.more(data.total - data.first.length)}</p>
          )}
          {data.late > 0 && <p className="standing-warn">{preview.late(data.late)}</p>}
          {data.obstacles.length > 0 && (
            <Banner tone="amber">{data.obstacles.map((code) => obstacleTexts[code]).join(' ')}</Banner>
          )}
        </>
      )}
    </section>
  );
}
