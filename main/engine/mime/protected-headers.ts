import { storedAddress } from '../base/address.ts';
import { findField, listFields } from './header-block.ts';
import { parseStructuredField } from './structured-field.ts';
import type { Address, HeaderField, ParsedMessage } from './types.ts';

/** The header that the sender put inside the protection, and what of it stood outside. */
export type ProtectedHeaders = {
  /** `hp` is RFC 9788; `v1` is the older draft that Thunderbird and others write ("protected-headers"). */
  readonly scheme: 'hp' | 'v1';
  /** What the sender says of the layer: `cipher` for encrypted mail. Null in the older scheme. */
  readonly mode: 'cipher' | 'clear' | null;
  readonly messageIdHeader: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly from: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string | null;
  readonly date: number | null;
  /** HP-Outer: the fields that the sender wrote outside (RFC 9788, 2.2). What differs from them was changed on the way. */
  readonly outer: readonly HeaderField[];
};

/**
 * Reads the protected header of a decrypted or verified payload (RFC 9788, 4); null where it has none, and then the
 * header outside is all there is. The addresses are as trustworthy as the signature: a From that differs from the one
 * outside must not be shown as the sender unless a valid signature of that address covers it (RFC 9788, 4.4).
 */
export function readProtectedHeaders(payload: ParsedMessage): ProtectedHeaders | null {
  const [field, ...others] = listFields(payload.headers, 'content-type');
  if (field === undefined || others.length > 0) return null;
  const { parameters } = parseStructuredField(field);
  const hp = parameters.get('hp')?.toLowerCase();
  const mode = hp === 'cipher' || hp === 'clear' ? hp : null;
  if (mode === null && parameters.get('protected-headers')?.toLowerCase() !== 'v1') return null;
  const has = (name: string) => findField(payload.headers, name) !== null;
  return {
    scheme: mode === null ? 'v1' : 'hp',
    mode,
    messageIdHeader: payload.messageIdHeader,
    inReplyTo: payload.inReplyTo,
    references: payload.references,
    from: payload.from,
    replyTo: payload.replyTo,
    to: payload.to,
    cc: payload.cc,
    subject: has('subject') ? payload.subject : null,
    date: payload.date,
    outer: mode === null ? [] : listFields(payload.headers, 'hp-outer').flatMap(parseOuterField),
  };
}

/** True where both lists hold the same addresses, whatever the names and the order. */
export function sameAddresses(left: readonly Address[], right: readonly Address[]): boolean {
  const keys = (list: readonly Address[]) => [...new Set(list.map(({ address }) => storedAddress(address)))].sort();
  return keys(left).join('\n') === keys(right).join('\n');
}

function parseOuterField(value: string): HeaderField[] {
  const match = /^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/s.exec(value);
  return match === null ? [] : [{ name: (match[1] ?? '').toLowerCase(), value: match[2] ?? '' }];
}
