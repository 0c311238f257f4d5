import { useState } from 'react';
import type { CampaignRow, RowState } from '../../../main/contract/campaigns.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { sentThread } from '../../app/place.ts';
import { becauseWords, campaignsText, fixWords, rowReasonWords, rowStates } from '../../text/campaigns.ts';
import { causeWords } from '../../text/outbox.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { ProtectionChip } from '../../ui/protection-chip.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { PreviewDialog } from './preview-dialog.tsx';
import { rowTones } from './state-tones.ts';
import { useRows } from './use-rows.ts';

const heldStates: readonly RowState[] = ['held', 'skipped'];
const filters = {
  plan: { all: null, waiting: ['waiting'], held: heldStates },
  run: {
    all: null,
    waiting: ['waiting', 'queued'],
    sent: ['sent'],
    unsure: ['unsure'],
    failed: ['failed', 'taken-back', 'unsent'],
    held: heldStates,
  },
} as const satisfies Record<string, Record<string, readonly RowState[] | null>>;

type Kind = keyof typeof filters;

/** Every patient of a campaign: in the plan with the mode or the reason, in the run with what became of the letter. */
export function RowTable({ campaignId, kind }: { readonly campaignId: string; readonly kind: Kind }) {
  const [filter, setFilter] = useState('all');
  const chosen: readonly RowState[] | null =
    Object.entries(filters[kind]).find(([name]) => name === filter)?.[1] ?? null;
  const pages = useRows(campaignId, chosen);
  const [lookedAt, setLookedAt] = useState<string | null>(null);
  const { columns } = campaignsText;
  return (
    <section aria-label={campaignsText.rowsLabel} className="place-rows campaign-rows">
      <div className="place-rows-head">
        <Select
          label={campaignsText.show}
          value={filter}
          options={Object.keys(filters[kind]).map((name) => ({ value: name, label: filterWords(name) }))}
          onChange={setFilter}
        />
        <span className="place-quiet">
          {kind === 'plan' && pages.rows.length > 0 && `${campaignsText.lookHint} · `}
          {campaignsText.range(pages.from, pages.to, pages.total)}
        </span>
      </div>
      <FailureBanner failure={pages.failure} />
      {pages.loading && pages.rows.length === 0 && <Skeleton lines={6} />}
      {!pages.loading && pages.rows.length === 0 && <p className="place-quiet">{campaignsText.nobodyHere}</p>}
      {pages.rows.length > 0 && (
        <table className="place-table">
          <thead>
            <tr>
              <th scope="col">{columns.patient}</th>
              <th scope="col">{columns.doctor}</th>
              <th scope="col">{columns.leavesAs}</th>
              <th scope="col">{columns.why}</th>
              <th scope="col">{kind === 'plan' ? columns.fix : columns.thread}</th>
            </tr>
          </thead>
          <tbody>
            {pages.rows.map((row) => (
              <Row key={row.patientId} row={row} kind={kind} onLook={() => setLookedAt(row.patientId)} />
            ))}
          </tbody>
        </table>
      )}
      {lookedAt !== null && (
        <PreviewDialog
          campaignId={campaignId}
          rows={pages.rows}
          patientId={lookedAt}
          onClose={() => setLookedAt(null)}
        />
      )}
      <div className="place-pages">
        {pages.earlier && <Button onClick={pages.earlier}>{campaignsText.earlier}</Button>}
        {pages.later && <Button onClick={pages.later}>{campaignsText.later}</Button>}
      </div>
    </section>
  );
}

type RowProps = { readonly row: CampaignRow; readonly kind: Kind; readonly onLook: () => void };

function Row({ row, kind, onLook }: RowProps) {
  const { go } = useNavigation();
  const isHeld = heldStates.includes(row.state);
  const { threadId } = row;
  return (
    <tr className={isHeld ? 'place-row-held' : undefined}>
      <td dir="auto">
        {kind === 'plan' ? (
          <button type="button" className="campaign-look" title={campaignsText.lookAt(row.name)} onClick={onLook}>
            {row.name}
          </button>
        ) : (
          row.name
        )}
      </td>
      <td dir="auto">{row.doctor}</td>
      <td>
        <span className="campaign-chips">
          {isHeld ? (
            <Chip tone="amber">{rowStates[row.state]}</Chip>
          ) : (
            <>
              <ProtectionChip mode={row.mode} />
              {kind === 'run' && <Chip tone={rowTones[row.state]}>{rowStates[row.state]}</Chip>}
            </>
          )}
        </span>
      </td>
      <td>{whyWords(row, kind)}</td>
      <td>
        {threadId !== null && row.outboxId !== null && !isHeld ? (
          <button type="button" className="place-link" onClick={() => go(sentThread(threadId))}>
            {campaignsText.openThread}
          </button>
        ) : (
          isHeld && (
            <button
              type="button"
              className="place-link"
              onClick={() => go({ kind: 'patients', patientId: row.patientId })}
            >
              {fixWords(row.reasons)}
            </button>
          )
        )}
      </td>
    </tr>
  );
}

function whyWords(row: CampaignRow, kind: Kind): string {
  if (heldStates.includes(row.state)) return rowReasonWords(row.reasons, row.lacks);
  if (row.bouncedAt !== null) return campaignsText.bouncedAt(row.bouncedAt);
  if (row.optedOutAt !== null) return campaignsText.optedOutAt(row.optedOutAt);
  if (row.answeredAt !== null) return campaignsText.answeredAt(row.answeredAt);
  if (kind === 'run' && row.code !== null && row.state !== 'sent') return causeWords(row.code) || (row.response ?? '');
  return row.modeReason === null ? '' : becauseWords(row.modeReason, row.modeReasonAt);
}

function filterWords(name: string): string {
  const words: Readonly<Record<string, string>> = campaignsText.filters;
  return words[name] ?? name;
}
