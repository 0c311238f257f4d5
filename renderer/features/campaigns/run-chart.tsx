import type { CampaignTotals } from '../../../main/contract/campaigns.ts';
import { chartText, letters } from '../../text/campaigns.ts';
import { formatCount } from '../../text/format.ts';
import { classNames } from '../../ui/class-names.ts';
import './run-chart.css';

type Bar = {
  readonly id: keyof typeof chartText.bars;
  readonly count: number;
  readonly tone: 'teal' | 'amber' | 'red' | 'neutral';
};

/** What became of the letters and what came back: a table whose numbers are drawn as bars. */
export function RunChart({ totals }: { readonly totals: CampaignTotals }) {
  const { byState, answered, bounced, optedOut, all } = totals;
  const left: readonly Bar[] = [
    { id: 'sent', count: byState.sent, tone: 'teal' },
    { id: 'waiting', count: byState.waiting + byState.queued, tone: 'neutral' },
    { id: 'unsure', count: byState.unsure, tone: 'amber' },
    { id: 'failed', count: byState.failed + byState['taken-back'] + byState.unsent, tone: 'red' },
    { id: 'held', count: byState.held + byState.skipped, tone: 'amber' },
  ];
  const back: readonly Bar[] = [
    { id: 'answered', count: answered, tone: 'teal' },
    { id: 'bounced', count: bounced, tone: 'red' },
    { id: 'optedOut', count: optedOut, tone: 'amber' },
  ];
  return (
    <div className="run-chart">
      <Bars title={chartText.left(all)} bars={left} whole={all} />
      <Bars title={chartText.back(letters(totals))} bars={back} whole={byState.sent} />
    </div>
  );
}

function Bars({
  title,
  bars,
  whole,
}: {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly whole: number;
}) {
  return (
    <table className="run-chart-bars">
      <caption>{title}</caption>
      <tbody>
        {bars.map(({ id, count, tone }) => (
          <tr key={id}>
            <th scope="row">{chartText.bars[id]}</th>
            <td className="run-chart-track" aria-hidden>
              <span className={`run-chart-bar run-chart-${tone}`} style={{ inlineSize: share(count, whole) }} />
            </td>
            <td className={classNames('run-chart-count', count === 0 && 'run-chart-none')}>{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One of many thousands is seen, too. */
function share(count: number, whole: number): string {
  if (count === 0 || whole === 0) return '0';
  return `max(3px, ${Math.min(100, (100 * count) / whole)}%)`;
}
