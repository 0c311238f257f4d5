import type { RequireTlsWish } from '../../contract/transport.ts';
import type { OutboxDecision, OutboxRow } from '../store/tables/outbox.ts';
import type { SendJob } from '../wire/smtp-send.ts';

/**
 * Whether REQUIRETLS (RFC 8689) goes with a message. Of the mode `tls` it does where the server offers it; and it must,
 * where the owner wants it always, or where nothing else was there to allow the message.
 */
export function requireTlsFor(
  row: Pick<OutboxRow, 'mode' | 'decisionJson'>,
  wish: RequireTlsWish,
): NonNullable<SendJob['requireTls']> {
  if (row.mode !== 'tls') return 'never';
  const { evidence = {} }: OutboxDecision = JSON.parse(row.decisionJson);
  const onlyThat = Object.values(evidence).some((pieces) => pieces.every(({ kind }) => kind === 'requiretls'));
  return wish === 'always' || onlyThat ? 'must' : 'when-offered';
}
