import { Fragment, useState } from 'react';
import type { AutomationSend } from '../../../main/contract/automations.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { sentThread } from '../../app/place.ts';
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
import { onSend, sendKey } from './on-send.ts';

const pageSize = 100;

type Which = 'week' | 'past';

/** What leaves within seven days, day by day; or what became of what was due. */
export function SendTable({ which }: { readonly which: Which }) {
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
              const day = dayHeading(momentOf(row, which));
              const before = rows[index - 1];
              const isFirst = before === undefined || dayHeading(momentOf(before, which)) !== day;
              return (
                <Fragment key={sendKey(row)}>
                  {isFirst && (
                    <tr className="standing-day">
                      <th scope="colgroup" colSpan={5}>
                        {day}
                      </th>
                    </tr>
                  )}
                  <SendLine
                    send={row}
                    which={which}
                    onHold={() => void hold.run(onSend(row))}
                    onRelease={() => void release.run(onSend(row))}
                  />
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

function momentOf({ dueAt, run }: AutomationSend, which: Which): number {
  return which === 'week' ? dueAt : (run?.at ?? dueAt);
}

type SendLineProps = {
  readonly send: AutomationSend;
  readonly which: Which;
  readonly onHold: () => void;
  readonly onRelease: () => void;
};

function SendLine({ send, which, onHold, onRelease }: SendLineProps) {
  const { name, automationName, event, state, dueAt } = send;
  const isHeld = state === 'held';
  const action = (words: string, label: string, run: () => void) => (
    <Button size="small" aria-label={label} onClick={run}>
      {words}
    </Button>
  );
  return (
    <tr className={isHeld ? 'place-row-held' : undefined}>
      <td className="standing-time">{formatClock(momentOf(send, which))}</td>
      <td dir="auto">{name}</td>
      <td>
        <span dir="auto">{automationName}</span>
        <span className="standing-why">{eventWords(event)}</span>
      </td>
      <td>
        {isHeld && <Chip tone="amber">{dueAt < Date.now() ? automationsText.heldPast : automationsText.held}</Chip>}
        {!isHeld && which === 'week' && <LeavesAs send={send} />}
        {!isHeld && which === 'past' && send.run !== null && <LeavesAs send={{ ...send, looked: true }} />}
      </td>
      <td className="standing-acts">
        {which === 'past' && <Became send={send} />}
        {which === 'week' && isHeld && action(automationsText.release, automationsText.releaseOf(name), onRelease)}
        {which === 'week' && !isHeld && action(automationsText.hold, automationsText.holdOf(name), onHold)}
      </td>
    </tr>
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
        <button type="button" className="place-link" onClick={() => go(sentThread(threadId))}>
          {campaignsText.openThread}
        </button>
      )}
    </>
  );
}
