import { useState } from 'react';
import type { OnSend } from '../../../main/contract/automations.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { automationsText, eventWords } from '../../text/automations.ts';
import { formatMoment } from '../../text/format.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { LeavesAs } from './leaves-as.tsx';
import { onSend, sendKey } from './on-send.ts';

/** As many as one answer may hold. */
const shown = 100;

/** The question about letters whose time passed while nobody was there: each of them now or never, or all that are shown. */
export function MissedLetters() {
  const { data, failure } = useQuery(
    'automations.sends',
    { automationId: null, which: 'missed', offset: 0, limit: shown },
    { refreshOn: ['automations.changed'] },
  );
  const one = useCommand('automations.settle');
  const all = useCommand('automations.settle');
  /** What is asked once more: about exactly those that stood there when somebody pressed. */
  const [asked, setAsked] = useState<{ readonly sends: readonly OnSend[]; readonly send: boolean } | null>(null);
  const rows = data?.rows ?? [];
  const total = data?.total ?? 0;
  const { missedTable } = automationsText;
  if (rows.length === 0) return <FailureBanner failure={failure} />;
  const askAll = (send: boolean) => setAsked({ sends: rows.map(onSend), send });
  return (
    <section className="standing-missed" aria-label={automationsText.missedTitle(total)}>
      <Banner
        tone="amber"
        title={automationsText.missedTitle(total)}
        actions={
          <>
            <Button onClick={() => askAll(true)}>{automationsText.sendAll(rows.length)}</Button>
            <Button onClick={() => askAll(false)}>{automationsText.leaveOutAll(rows.length)}</Button>
          </>
        }
      >
        {automationsText.missedWords} {total > rows.length && automationsText.missedShown(rows.length)}
      </Banner>
      <FailureBanner failure={failure ?? one.failure} />
      <table className="place-table standing-table standing-table-missed">
        <thead>
          <tr>
            <th scope="col">{missedTable.due}</th>
            <th scope="col">{missedTable.patient}</th>
            <th scope="col">{missedTable.letter}</th>
            <th scope="col">{missedTable.leavesAs}</th>
            <th scope="col">{missedTable.act}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={sendKey(row)}>
              <td className="standing-time">{formatMoment(row.dueAt)}</td>
              <td dir="auto">{row.name}</td>
              <td>
                <span dir="auto">{row.automationName}</span>
                <span className="standing-why">{eventWords(row.event)}</span>
                {row.mayHaveLeft && <span className="standing-warn">{automationsText.mayHaveLeft}</span>}
              </td>
              <td>
                <LeavesAs send={row} />
              </td>
              <td className="standing-acts">
                <Button
                  size="small"
                  aria-label={automationsText.sendOf(row.name)}
                  onClick={() => void one.run({ sends: [onSend(row)], send: true })}
                >
                  {automationsText.sendNow}
                </Button>
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={automationsText.leaveOutOf(row.name)}
                  onClick={() => void one.run({ sends: [onSend(row)], send: false })}
                >
                  {automationsText.leaveOut}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked !== null && (
        <ConfirmDialog
          title={
            asked.send
              ? automationsText.sendAllTitle(asked.sends.length)
              : automationsText.leaveOutTitle(asked.sends.length)
          }
          yes={
            asked.send ? automationsText.sendAll(asked.sends.length) : automationsText.leaveOutAll(asked.sends.length)
          }
          command={all}
          onYes={() => all.run({ sends: [...asked.sends], send: asked.send })}
          onClose={() => setAsked(null)}
        >
          <p>{asked.send ? automationsText.sendAllWords : automationsText.leaveOutWords}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
