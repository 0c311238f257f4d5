import type { TemplateSummary } from '../../../main/contract/templates.ts';
import { useQuery } from '../../engine/use-query.ts';
import { campaignsText, contentWords, purposeTexts } from '../../text/campaigns.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { PickList } from './pick-list.tsx';

type TemplateStepProps = {
  readonly chosen: string | null;
  readonly onPick: (template: TemplateSummary) => void;
  /** The template that stands first. */
  readonly first?: string | undefined;
};

/** The second step: a saved template. */
export function TemplateStep({ chosen, onPick, first }: TemplateStepProps) {
  const { data, failure } = useQuery('templates.list', {}, { refreshOn: ['templates.changed'] });
  return (
    <section className="campaign-step-body">
      <h3>{campaignsText.whatTitle}</h3>
      <FailureBanner failure={failure} />
      {!data && !failure && <Skeleton lines={5} />}
      {data?.length === 0 && <p className="place-quiet">{campaignsText.noTemplates}</p>}
      {data !== null && data.length > 0 && (
        <PickList
          label={campaignsText.whatTitle}
          chosen={chosen}
          items={data
            .toSorted((one, other) => Number(other.id === first) - Number(one.id === first))
            .map(({ id, name, purpose, contentKind }) => ({
              id,
              title: name,
              under: `${purposeTexts[purpose].title} · ${contentWords[contentKind]}`,
            }))}
          onPick={(id) => {
            const template = data.find((each) => each.id === id);
            if (template) onPick(template);
          }}
        />
      )}
    </section>
  );
}
