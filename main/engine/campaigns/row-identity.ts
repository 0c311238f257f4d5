import { createHash } from 'node:crypto';
import { asciiDomain } from '../base/address.ts';

/**
 * The Message-ID of one patient's letter in one campaign, always the same: whatever happened to the computer, a look into
 * Sent tells whether it left, and the outbox takes no second one. It tells a stranger neither.
 */
export function rowMessageId(campaignId: string, patientId: string, ownAddress: string): string {
  const domain = asciiDomain(ownAddress.split('@')[1] ?? '') ?? 'localhost';
  const name = createHash('sha256').update(`${campaignId} ${patientId}`).digest('hex').slice(0, 40);
  return `<${name}@${domain}>`;
}
