import { findField, listFields } from '../header-block.ts';
import type { ParsedMessage } from '../types.ts';
import { listOriginalIds, listReturnedTo, readReturnedHeader } from './returned-message.ts';
import { readGroups, readTypedAddress } from './status-fields.ts';
import type { DeliveryReport, ReportedRecipient } from './types.ts';

const noText = { said: '', returned: '' };
/** RFC 5965, 7.3, and the opt-out that some providers send. An `auth-failure` (RFC 6591) is no complaint of a person. */
const complaints = /^(abuse|fraud|opt-out|opt-out-list|not-spam|virus|other)\b/i;

/** Reads a feedback report (RFC 5965), or the form that Hotmail sends instead; null for everything else. */
export function readComplaint(message: ParsedMessage): DeliveryReport | null {
  const part = message.parts.find(({ contentType }) => contentType === 'message/feedback-report');
  const isHotmail =
    /^staff@hotmail\.com$/i.test(message.from[0]?.address ?? '') && /^complaint about message/i.test(message.subject);
  if (part === undefined && !isHotmail) return null;
  const fields = part === undefined ? [] : readGroups(part.bytes).flat();
  const header = readReturnedHeader(message, noText);
  const named = listFields(fields, 'original-rcpt-to')
    .map(readTypedAddress)
    .filter((address) => address !== null);
  const addresses = named.length > 0 ? named : listReturnedTo(header, noText);
  const type = findField(fields, 'feedback-type')?.trim() ?? '';
  return {
    kind: 'other',
    complaint: isHotmail || (complaints.test(type) && !/^not-spam/i.test(type)),
    recipients: [...new Set(addresses)].map(
      (address): ReportedRecipient => ({
        address,
        otherAddresses: [],
        action: 'delivered',
        kind: 'other',
        status: null,
        diagnostic: type,
      }),
    ),
    originalMessageIds: listOriginalIds(message, header, noText),
  };
}
