import { useEffect, useState } from 'react';
import type { OutboxRow } from '../../../main/contract/outbox.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { sentThread } from '../../app/place.ts';
import { useCommand } from '../../engine/use-command.ts';
import { kitText } from '../../text/kit.ts';
import { outboxText, outboxWords } from '../../text/outbox.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { useToast } from '../../ui/toast.tsx';
import { OtherFormMenu } from '../messages/other-form-menu.tsx';

/** What a person can do about one row. */
export function OutboxActions({ row }: { readonly row: OutboxRow }) {
  const { go } = useNavigation();
  const [asks, setAsks] = useState<'nothing' | 'again' | 'arrived'>('nothing');
  const undo = useCommand('outbox.undo');
  const toDraft = useCommand('outbox.toDraft');
  const sendAgain = useCommand('outbox.sendAgain');
  const markSent = useCommand('outbox.markSent');
  const undoable = useBefore(row.notBefore) && row.state === 'queued' && row.attempts === 0;
  const decides = row.overdue || row.state === 'unsure' || row.state === 'failed';
  // It may wait for good: somebody can choose another way.
  const waits = row.state === 'queued' && row.code === 'requiretls-missing' && !row.overdue;

  const openDraft = (draftId: string) => go({ kind: 'drafts', draftId });
  return (
    <div className="outbox-actions">
      {undoable && (
        <Button
          size="small"
          busy={undo.running}
          onClick={async () => {
            const result = await undo.run({ outboxId: row.id });
            if (result !== null && 'output' in result) openDraft(result.output.draftId);
          }}
        >
          {outboxText.undo}
        </Button>
      )}
      {decides && (
        <Button size="small" onClick={() => setAsks('again')}>
          {row.overdue ? outboxText.sendNow : outboxText.sendAgain}
        </Button>
      )}
      {(decides || waits) && (
        <>
          {row.state === 'unsure' && (
            <Button size="small" onClick={() => setAsks('arrived')}>
              {outboxText.markSent}
            </Button>
          )}
          <Button
            size="small"
            busy={toDraft.running}
            onClick={async () => {
              const result = await toDraft.run({ outboxId: row.id });
              if (result !== null && 'output' in result) openDraft(result.output.draftId);
            }}
          >
            {outboxText.toDraft}
          </Button>
          {row.form && <OtherFormMenu outboxId={row.id} form={row.form} onDraft={openDraft} />}
        </>
      )}
      <Button size="small" variant="quiet" onClick={() => go(sentThread(row.threadId))}>
        {outboxText.open}
      </Button>
      <FailureBanner failure={undo.failure ?? toDraft.failure} />
      {asks === 'again' && (
        <Ask
          title={outboxText.again.title}
          words={`${outboxWords(row)} ${whyAgain(row)}`}
          yes={row.overdue ? outboxText.sendNow : outboxText.sendAgain}
          running={sendAgain.running}
          failure={sendAgain.failure}
          onClose={() => setAsks('nothing')}
          done={outboxText.again.done}
          onYes={() => sendAgain.run({ outboxId: row.id })}
        />
      )}
      {asks === 'arrived' && (
        <Ask
          title={outboxText.arrived.title}
          words={`${outboxWords(row)} ${outboxText.arrived.words}`}
          yes={outboxText.markSent}
          running={markSent.running}
          failure={markSent.failure}
          onClose={() => setAsks('nothing')}
          done={outboxText.arrived.done}
          onYes={() => markSent.run({ outboxId: row.id })}
        />
      )}
    </div>
  );
}

function whyAgain(row: OutboxRow): string {
  if (row.overdue) return outboxText.again.overdue;
  return row.state === 'unsure' ? outboxText.again.unsure : outboxText.again.failed;
}

type AskProps = {
  readonly title: string;
  readonly words: string;
  readonly yes: string;
  /** Said once it is done, since the row may be gone by then. */
  readonly done: string;
  readonly running: boolean;
  readonly failure: Parameters<typeof FailureBanner>[0]['failure'];
  readonly onClose: () => void;
  readonly onYes: () => Promise<object | null>;
};

function Ask({ title, words, yes, done, running, failure, onClose, onYes }: AskProps) {
  const toast = useToast();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button
            variant="filled"
            keyHint={null}
            busy={running}
            onClick={async () => {
              const result = await onYes();
              if (result === null || !('output' in result)) return;
              toast({ words: done });
              onClose();
            }}
          >
            {yes}
          </Button>
        </>
      }
    >
      <p>{words}</p>
      <FailureBanner failure={failure} />
    </Dialog>
  );
}

/** True until `time`. */
function useBefore(time: number): boolean {
  const [before, setBefore] = useState(() => Date.now() < time);
  useEffect(() => {
    const left = time - Date.now();
    setBefore(left > 0);
    if (left <= 0) return;
    const timer = setTimeout(() => setBefore(false), left);
    return () => clearTimeout(timer);
  }, [time]);
  return before;
}
