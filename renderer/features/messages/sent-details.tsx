import type { ReactNode } from 'react';
import type { Delivery, MessageView } from '../../../main/contract/messages.ts';
import { deliveryText } from '../../text/messages.ts';
import { partNames } from './names.ts';
import { SentFacts } from './sent-facts.tsx';

export type SentMessage = Pick<MessageView, 'to' | 'cc' | 'parts'>;

/** The details of a message that left; where it left as several, of each of them. `before` stands above. */
export function SentDetails({
  message,
  delivery,
  before,
}: {
  readonly message: SentMessage;
  readonly delivery: Delivery;
  readonly before?: ReactNode;
}) {
  const parts = message.parts?.filter((part) => part.delivery !== undefined) ?? [];
  if (parts.length === 0) {
    return (
      <dl className="message-facts">
        {before}
        <SentFacts delivery={delivery} />
      </dl>
    );
  }
  return (
    <>
      {before && <dl className="message-facts">{before}</dl>}
      <div className="message-sent-parts">
        {parts.map((part) => (
          <dl key={part.to.join(' ')} className="message-facts">
            <dt>{deliveryText.facts.to}</dt>
            <dd dir="auto">
              <strong>{partNames(message, part.to)}</strong>
            </dd>
            <SentFacts delivery={part.delivery ?? delivery} />
          </dl>
        ))}
      </div>
    </>
  );
}

/** The envelope that this address was in, or the only one there is. */
export function deliveryTo({ parts }: SentMessage, delivery: Delivery, address: string): Delivery {
  return parts?.find(({ to }) => to.includes(address))?.delivery ?? delivery;
}
