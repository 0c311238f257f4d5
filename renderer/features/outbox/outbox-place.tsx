import { Check, CircleAlert, CircleHelp, Clock, type LucideIcon, Send } from 'lucide-react';
import type { OutboxRow, OutboxState } from '../../../main/contract/outbox.ts';
import { useQuery } from '../../engine/use-query.ts';
import { formatMoment } from '../../text/format.ts';
import { causeWords, outboxText, outboxWords } from '../../text/outbox.ts';
import { Chip, type ChipTone } from '../../ui/chip.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { PlaceHeader } from '../../ui/place-header.tsx';
import { ProtectionChip } from '../../ui/protection-chip.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { namesOf } from '../messages/names.ts';
import { OutboxActions } from './outbox-actions.tsx';
import './outbox.css';

/** Everything that has not left for certain; what needs a person stands first. */
export function OutboxPlace() {
  const { data, failure } = useQuery('outbox.list', {}, { refreshOn: ['outbox.changed'] });
  const needsPerson = data?.filter((row) => row.overdue || row.state === 'unsure' || row.state === 'failed') ?? [];
  const waiting = data?.filter((row) => !row.overdue && (row.state === 'queued' || row.state === 'sending')) ?? [];
  return (
    <div className="outbox-place">
      <PlaceHeader title={outboxText.title} under={outboxText.under} />
      <ScrollArea label={outboxText.title} className="outbox-scroll">
        <div className="outbox-content">
          <FailureBanner failure={failure} />
          {!data && !failure && <Skeleton lines={4} />}
          {data && data.length === 0 && (
            <EmptyState icon={Send} title={outboxText.emptyTitle}>
              {outboxText.emptyWords}
            </EmptyState>
          )}
          <Group title={outboxText.needsYou} rows={needsPerson} />
          <Group title={outboxText.waiting} rows={waiting} />
        </div>
      </ScrollArea>
    </div>
  );
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly OutboxRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section className="outbox-group">
      <h2 className="outbox-group-title">{title}</h2>
      <ul className="outbox-rows">
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    </section>
  );
}

const marks: Readonly<Record<OutboxState, readonly [ChipTone, LucideIcon]>> = {
  queued: ['neutral', Clock],
  sending: ['neutral', Send],
  sent: ['teal', Check],
  unsure: ['amber', CircleHelp],
  failed: ['red', CircleAlert],
};

function Row({ row }: { readonly row: OutboxRow }) {
  const [tone, icon] = row.overdue ? (['amber', Clock] as const) : marks[row.state];
  const notes = [
    row.attempts > 0 ? outboxText.attempts(row.attempts) : null,
    row.nextAttemptAt !== null && row.state === 'queued' && row.attempts > 0
      ? outboxText.next(row.nextAttemptAt)
      : null,
  ].filter((note) => note !== null);
  return (
    <li className="outbox-row">
      <div className="outbox-row-head">
        <strong dir="auto">{namesOf(row.to)}</strong>
        <span className="outbox-row-subject" dir="auto">
          {row.subject}
        </span>
        <time>{formatMoment(row.queuedAt)}</time>
      </div>
      <div className="outbox-row-state">
        <Chip tone={tone} icon={icon}>
          {row.overdue ? outboxText.overdue : outboxText.states[row.state]}
        </Chip>
        <ProtectionChip mode={row.mode} listedBy={row.listedBy} />
        {notes.length > 0 && <span className="outbox-row-notes">{notes.join(' · ')}</span>}
      </div>
      <p className="outbox-row-words">
        {outboxWords(row)} {row.state === 'unsure' ? '' : causeWords(row.code)}
      </p>
      {row.response !== null && row.response !== '' && (
        <details className="outbox-row-response">
          <summary>{outboxText.response}</summary>
          <p>{row.response}</p>
        </details>
      )}
      <OutboxActions row={row} />
    </li>
  );
}
