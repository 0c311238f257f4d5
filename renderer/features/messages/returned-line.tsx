import { Clock, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Delivery, ReturnedMail } from '../../../main/contract/messages.ts';
import { formatMoment } from '../../text/format.ts';
import { deliveryText } from '../../text/messages.ts';
import { returnedText } from '../../text/returned-mail.ts';
import { OtherFormMenu } from './other-form-menu.tsx';
import { deliveryTo, SentDetails, type SentMessage } from './sent-details.tsx';

type ReturnedLineProps = {
  readonly message: SentMessage;
  readonly delivery: Delivery;
  readonly returned: readonly ReturnedMail[];
  readonly onDraft: (draftId: string) => void;
};

/** A message of ours that came back: why, what to do, and in the details what the server said. */
export function ReturnedLine({ message, delivery, returned, onDraft }: ReturnedLineProps) {
  const [open, setOpen] = useState(false);
  const [worst] = returned.toSorted((a, b) => gravity(b) - gravity(a));
  if (worst === undefined) return null;
  const { form, outboxId } = deliveryTo(message, delivery, worst.address);
  const Icon = worst.action === 'delayed' ? Clock : Undo2;
  return (
    <>
      <div className="message-foot message-foot-amber" role="status">
        <Icon size={14} aria-hidden />
        <strong>{returnedText.title(worst)}</strong>
        <span>{returnedText.advice(worst, form)}</span>
        <button type="button" className="text-link" aria-expanded={open} onClick={() => setOpen((was) => !was)}>
          {open ? deliveryText.hideDetails : deliveryText.details}
        </button>
        {form && worst.action === 'failed' && worst.kind !== 'hard' && (
          <OtherFormMenu outboxId={outboxId} form={form} onDraft={onDraft} />
        )}
      </div>
      {open && (
        <SentDetails
          message={message}
          delivery={delivery}
          before={returned.map((one) => <ReturnedFacts key={one.address} returned={one} />)}
        />
      )}
    </>
  );
}

function gravity({ action, kind }: ReturnedMail): number {
  return action === 'delayed' ? 0 : ['other', 'soft', 'policy', 'hard'].indexOf(kind) + 1;
}

function ReturnedFacts({ returned }: { readonly returned: ReturnedMail }) {
  const { address, diagnostic, status, at } = returned;
  return (
    <>
      <dt>{returnedText.address}</dt>
      <dd dir="auto">
        {address}: {returnedText.title(returned)}
      </dd>
      <dt>{returnedText.said}</dt>
      <dd dir="auto">{diagnostic || returnedText.nothingSaid}</dd>
      {status !== null && (
        <>
          <dt>{returnedText.status}</dt>
          <dd>{status}</dd>
        </>
      )}
      <dt>{returnedText.at}</dt>
      <dd>{formatMoment(at)}</dd>
    </>
  );
}
