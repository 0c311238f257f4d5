import { findField, listFields, newHeaderBudget, readHeaderBlock } from '../header-block.ts';
import { defaultLimits } from '../limits.ts';
import type { HeaderField } from '../types.ts';
import type { ReportAction } from './types.ts';

/** One group of fields of a message/delivery-status part (RFC 3464, 2.3). */
export type StatusGroup = {
  readonly addresses: readonly string[];
  readonly action: ReportAction;
  readonly status: string | null;
  readonly diagnostic: string;
};

const mostGroups = 500;
const actions: readonly ReportAction[] = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'];
/** The sender's own name for the recipient first: that is the one we know. */
const addressFields = ['original-recipient', 'final-recipient', 'x-actual-recipient'];

/**
 * Reads the groups of a delivery status (RFC 3464, 2.1). Old programs leave out the empty line between the message's
 * fields and the recipient's, so a group is whatever names a recipient.
 */
export function readStatusGroups(bytes: Uint8Array): StatusGroup[] {
  return readGroups(bytes).flatMap(splitRecipients).filter(namesRecipient).map(readGroup);
}

/** Groups of header fields between empty lines, the first `most` of them. */
export function readGroups(bytes: Uint8Array, most = mostGroups): (readonly HeaderField[])[] {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const budget = newHeaderBudget(defaultLimits);
  const groups: (readonly HeaderField[])[] = [];
  let position = 0;
  while (position < raw.length && groups.length < most) {
    const { fields, bodyStart } = readHeaderBlock(raw, position, raw.length, defaultLimits, budget);
    if (fields.length > 0) groups.push(fields);
    position = bodyStart > position ? bodyStart : nextLine(raw, position);
  }
  return groups;
}

/** The address of "rfc822; local@domain" (RFC 3464, 2.3.1), or null where that is none. */
export function readTypedAddress(value: string): string | null {
  const bare = value
    .slice(value.indexOf(';') + 1)
    .trim()
    .replace(/^@[^:]*:/, '')
    .replace(/^<?\s*/, '')
    .replace(/\s*>?$/, '')
    .replace(/^"([^"\\]*)"@/, '$1@');
  return /^[^\s<>@]+@[^\s<>@]+$/.test(bare) ? bare : null;
}

function namesRecipient(fields: readonly HeaderField[]): boolean {
  return fields.some(({ name }) => addressFields.includes(name));
}

/** Some programs leave out the empty line between recipients too: then the same field comes a second time. */
function splitRecipients(fields: readonly HeaderField[]): HeaderField[][] {
  const groups: HeaderField[][] = [[]];
  for (const field of fields) {
    const repeats = field.name === 'final-recipient' && groups.at(-1)?.some(({ name }) => name === field.name);
    if (repeats) groups.push([]);
    groups.at(-1)?.push(field);
  }
  return groups;
}

function readGroup(fields: readonly HeaderField[]): StatusGroup {
  const action = (findField(fields, 'action') ?? 'failed').trim().toLowerCase();
  const found = addressFields
    .flatMap((name) => listFields(fields, name))
    .map(readTypedAddress)
    .filter((address) => address !== null);
  return {
    addresses: [...new Set(found)],
    action: actions.find((known) => action.startsWith(known)) ?? (action === 'deliverable' ? 'delivered' : 'failed'),
    status: /[245]\.\d{1,3}\.\d{1,3}/.exec(findField(fields, 'status') ?? '')?.[0] ?? null,
    diagnostic: readDiagnostic(fields),
  };
}

/** The words of Diagnostic-Code, and the remark some servers put behind the Status, such as "(mailbox disabled)". */
function readDiagnostic(fields: readonly HeaderField[]): string {
  const diagnostic = (findField(fields, 'diagnostic-code') ?? '').replace(/^[\w-]+\s*;\s*/, '').trim();
  if (/[a-z]{3}/i.test(diagnostic)) return diagnostic;
  return [diagnostic, /\((.*)\)/.exec(findField(fields, 'status') ?? '')?.[1] ?? ''].join(' ').trim();
}

function nextLine(raw: Buffer, position: number): number {
  const at = raw.indexOf(0x0a, position);
  return at < 0 ? raw.length : at + 1;
}
