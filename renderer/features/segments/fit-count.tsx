import type { SegmentRule } from '../../../main/contract/segments.ts';
import { useQuery } from '../../engine/use-query.ts';
import { segmentsText } from '../../text/segments.ts';

/** How many fit a rule today: always current. */
export function FitCount({ rule }: { readonly rule: SegmentRule }) {
  const look = useQuery(
    'segments.look',
    { rule, offset: 0, limit: 0 },
    { refreshOn: ['patients.changed'], keepPrevious: true, daily: true },
  );
  return look.data ? segmentsText.count(look.data.total) : segmentsText.counting;
}
