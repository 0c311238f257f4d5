import type { MessageStatus, MessageWarning } from '../../contract/messages.ts';
import type { MessageRow } from '../store/tables/message.ts';

/**
 * True when somebody sent an encrypted message that another one wrote, as its signature or its header inside tells: they may
 * have recorded what they could not read, and wait for an answer that quotes it.
 */
export function wasHandedOn(message: Pick<MessageRow, 'statusJson' | 'warningsJson'>): boolean {
  const status: MessageStatus = JSON.parse(message.statusJson);
  const warnings: MessageWarning[] = JSON.parse(message.warningsJson);
  return status.kind === 'encrypted' && (status.signer === 'mismatch' || warnings.includes('protected-from-differs'));
}
