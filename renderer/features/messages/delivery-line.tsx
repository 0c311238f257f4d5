import { Check, CircleAlert, CircleHelp, Clock, Send } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Delivery } from '../../../main/contract/messages.ts';
import { formatMoment } from '../../text/format.ts';
import { deliveryText, tlsName } from '../../text/messages.ts';
import { formNames, formText } from '../../text/sealed-forms.ts';
import { listedTitle } from '../../text/transport.ts';
import { modeNames } from '../../text/words.ts';
import { Button } from '../../ui/button.tsx';
import { appKeys } from '../../ui/keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { EvidenceFacts } from './evidence-facts.tsx';
import { OtherFormMenu } from './other-form-menu.tsx';

type DeliveryLineProps = {
  readonly delivery: Delivery;
  readonly onUndo: (outboxId: string) => void;
  readonly onOutbox: () => void;
  readonly onDraft: (draftId: string) => void;
};

/** Whole seconds until `time`, counted down; 0 when it has come. */
function useSecondsUntil(time: number): number {
  const [now, setNow] = useState(() => Date.now());
  const over = now >= time;
  useEffect(() => {
    if (over) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [over]);
  return Math.max(0, Math.ceil((time - now) / 1_000));
}

/** How a message of ours left, or stands on its way. */
export function DeliveryLine({ delivery, onUndo, onOutbox, onDraft }: DeliveryLineProps) {
  switch (delivery.state) {
    case 'queued':
      return <QueuedLine delivery={delivery} onUndo={onUndo} />;
    case 'sending':
      return (
        <p className="message-foot" role="status">
          <Send size={14} aria-hidden /> {deliveryText.sending}
        </p>
      );
    case 'sent':
      return <SentLine delivery={delivery} onDraft={onDraft} />;
    case 'unsure':
    case 'failed':
      return (
        <p className="message-foot message-foot-amber" role="status">
          {delivery.state === 'unsure' ? <CircleHelp size={14} aria-hidden /> : <CircleAlert size={14} aria-hidden />}
          <strong>{deliveryText[delivery.state]}</strong>
          <span>{delivery.state === 'unsure' ? deliveryText.unsureWords : deliveryText.failedWords}</span>
          <button type="button" className="text-link" onClick={onOutbox}>
            {deliveryText.lookInOutbox}
          </button>
        </p>
      );
  }
}

function QueuedLine({ delivery, onUndo }: Pick<DeliveryLineProps, 'delivery' | 'onUndo'>) {
  const seconds = useSecondsUntil(delivery.notBefore);
  const undo = () => onUndo(delivery.outboxId);
  useKeys([{ keys: appKeys.undoSend, run: undo, when: seconds > 0 }]);
  return (
    <div className="message-foot">
      <Clock size={14} aria-hidden />
      {seconds > 0 ? (
        <>
          <span className="message-countdown">{deliveryText.leaves(seconds)}</span>
          <Button size="small" keyHint={appKeys.undoSend} onClick={undo}>
            {deliveryText.undo}
          </Button>
        </>
      ) : (
        <span>{deliveryText.waiting[delivery.code ?? ''] ?? deliveryText.leavesWithLine}</span>
      )}
    </div>
  );
}

/** Never "verified" where somebody only vouches for the way. */
function modeOf({ mode, transport }: Delivery): string {
  const listed = transport?.evidence.find(({ kind }) => kind === 'listed');
  return listed?.kind === 'listed' ? listedTitle(listed.by) : modeNames[mode];
}

function SentLine({ delivery, onDraft }: Pick<DeliveryLineProps, 'delivery' | 'onDraft'>) {
  const [open, setOpen] = useState(false);
  const { facts } = deliveryText;
  return (
    <>
      <p className="message-foot">
        <strong className="message-foot-good">
          <Check size={14} aria-hidden /> {deliveryText.sent}
        </strong>
        <span>{deliveryText.sentWords(delivery)}</span>
        <button type="button" className="text-link" aria-expanded={open} onClick={() => setOpen((was) => !was)}>
          {open ? deliveryText.hideDetails : deliveryText.details}
        </button>
      </p>
      {open && (
        <dl className="message-facts">
          <dt>{facts.mode}</dt>
          <dd>
            {modeOf(delivery)}
            {delivery.form && ` (${formNames[delivery.form]})`}
          </dd>
          {delivery.transport && <EvidenceFacts transport={delivery.transport} />}
          {delivery.sentAt !== null && (
            <>
              <dt>{facts.at}</dt>
              <dd>{formatMoment(delivery.sentAt)}</dd>
            </>
          )}
          {delivery.server !== null && (
            <>
              <dt>{facts.server}</dt>
              <dd>{delivery.server}</dd>
            </>
          )}
          {delivery.tls !== null && (
            <>
              <dt>{facts.tls}</dt>
              <dd>{tlsName(delivery.tls)}</dd>
            </>
          )}
          {delivery.code !== null && (
            <>
              <dt>{facts.code}</dt>
              <dd>{delivery.code}</dd>
            </>
          )}
        </dl>
      )}
      {open && delivery.form && (
        <div className="message-foot">
          <span>{formText.cameBack}</span>
          <OtherFormMenu outboxId={delivery.outboxId} form={delivery.form} onDraft={onDraft} />
        </div>
      )}
    </>
  );
}
