import { Lock, type LucideIcon, MailOpen, ShieldCheck } from 'lucide-react';
import type { CampaignTotals } from '../../../main/contract/campaigns.ts';
import { campaignsText } from '../../text/campaigns.ts';
import { formatCount } from '../../text/format.ts';

type Total = {
  readonly id: keyof typeof campaignsText.totals;
  readonly count: number;
  readonly icon?: LucideIcon;
  readonly tone?: 'teal' | 'blue' | 'amber';
};

/** How many leave in which way, and how many do not. */
export function PlanTotals({ totals }: { readonly totals: CampaignTotals }) {
  const { byMode, byState } = totals;
  const all: readonly Total[] = [
    { id: 'all', count: totals.all },
    { id: 'sealed', count: byMode.sealed, icon: Lock, tone: 'teal' },
    { id: 'keys', count: byMode.openpgp + byMode.smime, icon: Lock, tone: 'teal' },
    { id: 'tls', count: byMode.tls, icon: ShieldCheck, tone: 'blue' },
    ...(byMode.open > 0 ? [{ id: 'open', count: byMode.open, icon: MailOpen, tone: 'amber' } as const] : []),
    { id: 'held', count: byState.held + byState.skipped, tone: 'amber' },
  ];
  return (
    <ul className="campaign-totals">
      {all.map(({ id, count, icon: Icon, tone }) => (
        <li key={id} className="campaign-total" data-tone={count > 0 ? tone : undefined}>
          <strong>{formatCount(count)}</strong>
          <span>
            {Icon && <Icon size={14} aria-hidden />}
            {campaignsText.totals[id]}
          </span>
        </li>
      ))}
    </ul>
  );
}
