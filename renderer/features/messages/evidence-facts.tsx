import type { Delivery } from '../../../main/contract/messages.ts';
import { deliveryText } from '../../text/messages.ts';
import { evidenceWords } from '../../text/transport.ts';

/** What a message by TLS rested on, piece by piece, and whether the server was told to go on by TLS only. */
export function EvidenceFacts({ transport }: { readonly transport: NonNullable<Delivery['transport']> }) {
  return (
    <>
      {transport.evidence.map((evidence) => {
        const { title, words } = evidenceWords(evidence);
        return (
          <div key={title} className="message-fact">
            <dt>{title}</dt>
            <dd>{words}</dd>
          </div>
        );
      })}
      {transport.requireTls && (
        <div className="message-fact">
          <dt>{deliveryText.facts.requireTls}</dt>
          <dd>{deliveryText.requireTlsUsed}</dd>
        </div>
      )}
    </>
  );
}
