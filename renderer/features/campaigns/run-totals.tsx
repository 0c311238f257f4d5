import type { CampaignTotals } from '../../../main/contract/campaigns.ts';
import { campaignsText } from '../../text/campaigns.ts';
import { formatCount } from '../../text/format.ts';

/** What became of the letters, in numbers. */
export function RunTotals({ totals }: { readonly totals: CampaignTotals }) {
  const { byState } = totals;
  const all = [
    { id: 'sent', count: byState.sent, tone: 'teal' },
    { id: 'waiting', count: byState.waiting + byState.queued, tone: undefined },
    { id: 'unsure', count: byState.unsure, tone: 'amber' },
    { id: 'failed', count: byState.failed + byState['taken-back'] + byState.unsent, tone: 'red' },
    { id: 'held', count: byState.held + byState.skipped, tone: 'amber' },
  ] as const;
  return (
    <ul className="campaign-totals">
      {all.map(({ id, count, tone }) => (
        <li key={id} className="campaign-total" data-tone={count > 0 ? tone : undefined}>
          <strong>{formatCount(count)}</strong>
          <span>{campaignsText.runTotals[id]}</span>
        </li>
      ))}
    </ul>
  );
}
