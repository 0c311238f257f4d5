import { Check, CircleAlert, CircleHelp, Clock, Send } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Delivery } from '../../../main/contract/messages.ts';
import { deliveryText } from '../../text/messages.ts';
import { formText } from '../../text/sealed-forms.ts';
import { Button } from '../../ui/button.tsx';
import { appKeys } from '../../ui/keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { partNames } from './names.ts';
import { OtherFormMenu } from './other-form-menu.tsx';
import { ReturnedLine } from './returned-line.tsx';
import { SentDetails, type SentMessage } from './sent-details.tsx';

type DeliveryLineProps = {
  readonly message: SentMessage;
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
export function DeliveryLine({ message, delivery, onUndo, onOutbox, onDraft }: DeliveryLineProps) {
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
      return delivery.returned === undefined ? (
        <SentLine message={message} delivery={delivery} onDraft={onDraft} />
      ) : (
        <ReturnedLine message={message} delivery={delivery} returned={delivery.returned} onDraft={onDraft} />
      );
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

function SentLine({ message, delivery, onDraft }: Pick<DeliveryLineProps, 'message' | 'delivery' | 'onDraft'>) {
  const [open, setOpen] = useState(false);
  const { parts } = message;
  const letters = (parts ?? [{ to: [], delivery }]).flatMap(({ to, delivery: left }) =>
    left?.form ? [{ outboxId: left.outboxId, form: left.form, to }] : [],
  );
  return (
    <>
      <p className="message-foot">
        <strong className="message-foot-good">
          <Check size={14} aria-hidden /> {deliveryText.sent}
        </strong>
        <span>
          {parts === undefined ? deliveryText.sentWords(delivery) : deliveryText.sentAsSeveral(delivery, parts.length)}
        </span>
        <button type="button" className="text-link" aria-expanded={open} onClick={() => setOpen((was) => !was)}>
          {open ? deliveryText.hideDetails : deliveryText.details}
        </button>
      </p>
      {open && <SentDetails message={message} delivery={delivery} />}
      {open &&
        letters.map(({ outboxId, form, to }) => (
          <div key={outboxId} className="message-foot">
            <span>
              {letters.length > 1 && `${partNames(message, to)}: `}
              {formText.cameBack}
            </span>
            <OtherFormMenu outboxId={outboxId} form={form} onDraft={onDraft} />
          </div>
        ))}
    </>
  );
}
