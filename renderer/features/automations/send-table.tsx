import { Fragment, useState } from 'react';
import type { AutomationSend } from '../../../main/contract/automations.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { automationsText, dayHeading, eventWords } from '../../text/automations.ts';
import { campaignsText, rowStates } from '../../text/campaigns.ts';
import { formatClock } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { Chip, type ChipTone } from '../../ui/chip.tsx';
import { classNames } from '../../ui/class-names.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LeavesAs } from './leaves-as.tsx';

const pageSize = 100;

/** What leaves within seven days, day by day; or what became of what was due. */
export function SendTable({ which }: { readonly which: 'week' | 'past' }) {
  const [page, setPage] = useState(0);
  const offset = page * pageSize;
  const { data, failure } = useQuery(
    'automations.sends',
    { automationId: null, which, offset, limit: pageSize },
    { refreshOn: ['automations.changed', 'campaigns.changed', 'outbox.changed'], keepPrevious: true },
  );
  const hold = useCommand('automations.hold');
  const release = useCommand('automations.release');
  const rows = data?.rows ?? [];
  const total = data?.total ?? 0;
  const { sendsTable } = automationsText;
  const momentOf = (row: AutomationSend) => (which === 'week' ? row.dueAt : (row.run?.at ?? row.dueAt));
  return (
    <div className="standing-sends-body">
      <FailureBanner failure={failure ?? hold.failure ?? release.failure} />
      {data === null && failure === null && <Skeleton lines={6} />}
      {data !== null && rows.length === 0 && (
        <p className="place-quiet">{which === 'week' ? automationsText.nothingWeek : automationsText.nothingPast}</p>
      )}
      {rows.length > 0 && (
        <table className={classNames('place-table standing-table', which === 'past' && 'standing-table-past')}>
          <thead>
            <tr>
              <th scope="col">{sendsTable.at}</th>
              <th scope="col">{sendsTable.patient}</th>
              <th scope="col">{sendsTable.letter}</th>
              <th scope="col">{which === 'week' ? sendsTable.leavesAs : sendsTable.leftAs}</th>
              <th scope="col">{which === 'week' ? sendsTable.act : sendsTable.result}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => {
              const heading = dayHeading(momentOf(row));
              const before = rows[index - 1];
              const isNew = before === undefined || dayHeading(momentOf(before)) !== heading;
              const { automationId, eventKey, patientId, name } = row;
              const on = { automationId, eventKey, patientId };
              return (
                <Fragment key={`${automationId} ${eventKey} ${patientId}`}>
                  {isNew && (
                    <tr className="standing-day">
                      <th scope="colgroup" colSpan={5}>
                        {heading}
                      </th>
                    </tr>
                  )}
                  <tr className={row.state === 'held' ? 'place-row-held' : undefined}>
                    <td className="standing-time">{formatClock(momentOf(row))}</td>
                    <td dir="auto">{name}</td>
                    <td>
                      <span dir="auto">{row.automationName}</span>
                      <span className="standing-why">{eventWords(row.event)}</span>
                    </td>
                    <td>
                      {row.state === 'held' ? (
                        <Chip tone="amber">
                          {row.dueAt < Date.now() ? automationsText.heldPast : automationsText.held}
                        </Chip>
                      ) : which === 'week' ? (
                        <LeavesAs send={row} />
                      ) : (
                        row.run !== null && <LeavesAs send={{ ...row, looked: true }} />
                      )}
                    </td>
                    <td className="standing-acts">
                      {which === 'past' ? (
                        <Became send={row} />
                      ) : row.state === 'held' ? (
                        <Button
                          size="small"
                          aria-label={automationsText.releaseOf(name)}
                          onClick={() => void release.run(on)}
                        >
                          {automationsText.release}
                        </Button>
                      ) : (
                        <Button
                          size="small"
                          aria-label={automationsText.holdOf(name)}
                          onClick={() => void hold.run(on)}
                        >
                          {automationsText.hold}
                        </Button>
                      )}
                    </td>
                  </tr>
                </Fragment>
              );
            })}
          </tbody>
        </table>
      )}
      <div className="place-pages">
        {page > 0 && <Button onClick={() => setPage(page - 1)}>{campaignsText.earlier}</Button>}
        {offset + rows.length < total && <Button onClick={() => setPage(page + 1)}>{campaignsText.later}</Button>}
      </div>
    </div>
  );
}

const becameTones: Readonly<Partial<Record<keyof typeof rowStates, ChipTone>>> = {
  sent: 'teal',
  failed: 'red',
  unsure: 'amber',
  held: 'amber',
  skipped: 'amber',
};

function Became({ send: { state, run } }: { readonly send: AutomationSend }) {
  const { go } = useNavigation();
  const threadId = run?.threadId ?? null;
  if (run === null) return <Chip>{state === 'lapsed' ? automationsText.lapsed : automationsText.leftOut}</Chip>;
  return (
    <>
      <Chip tone={becameTones[run.state] ?? 'neutral'}>{rowStates[run.state]}</Chip>
      {threadId !== null && (
        <button
          type="button"
          className="place-link"
          onClick={() => go({ kind: 'threads', view: { kind: 'role', role: 'sent' }, threadId })}
        >
          {campaignsText.openThread}
        </button>
      )}
    </>
  );
}
