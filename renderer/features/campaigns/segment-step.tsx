import { useQuery } from '../../engine/use-query.ts';
import { campaignsText } from '../../text/campaigns.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FitCount } from '../segments/fit-count.tsx';
import { PickList } from './pick-list.tsx';

type SegmentStepProps = {
  readonly chosen: string | null;
  readonly onPick: (segment: { readonly id: string; readonly name: string }) => void;
};

/** The first step: a saved segment. */
export function SegmentStep({ chosen, onPick }: SegmentStepProps) {
  const { data, failure } = useQuery('segments.list', {}, { refreshOn: ['segments.changed'] });
  return (
    <section className="campaign-step-body">
      <h3>{campaignsText.whoTitle}</h3>
      <FailureBanner failure={failure} />
      {!data && !failure && <Skeleton lines={5} />}
      {data?.length === 0 && <p className="place-quiet">{campaignsText.noSegments}</p>}
      {data !== null && data.length > 0 && (
        <PickList
          label={campaignsText.whoTitle}
          chosen={chosen}
          items={data.map(({ id, name, rule }) => ({ id, title: name, under: <FitCount rule={rule} /> }))}
          onPick={(id) => {
            const segment = data.find((each) => each.id === id);
            if (segment) onPick(segment);
          }}
        />
      )}
    </section>
  );
}
