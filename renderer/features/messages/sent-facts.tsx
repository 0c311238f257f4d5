import type { Delivery } from '../../../main/contract/messages.ts';
import { formatMoment } from '../../text/format.ts';
import { deliveryText, tlsName } from '../../text/messages.ts';
import { formNames } from '../../text/sealed-forms.ts';
import { listedTitle } from '../../text/transport.ts';
import { modeNames } from '../../text/words.ts';
import { EvidenceFacts } from './evidence-facts.tsx';

/** Never "verified" where somebody only vouches for the way. */
function modeOf({ mode, transport }: Delivery): string {
  const listed = transport?.evidence.find(({ kind }) => kind === 'listed');
  return listed?.kind === 'listed' ? listedTitle(listed.by) : modeNames[mode];
}

/** How a message left: the lines of a list of facts. */
export function SentFacts({ delivery }: { readonly delivery: Delivery }) {
  const { facts } = deliveryText;
  return (
    <>
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
    </>
  );
}
