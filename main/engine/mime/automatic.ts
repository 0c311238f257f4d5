import { findField, listFields } from './header-block.ts';
import type { HeaderField } from './types.ts';

/**
 * True for mail that a program wrote or a list sent, and that no program may answer (RFC 3834, 2; RFC 8098 and 3464
 * reports). Silent in doubt would be wrong the other way: a loop is worse than a missing answer.
 */
export function isAutomatic(fields: readonly HeaderField[]): boolean {
  const submitted = findField(fields, 'auto-submitted')?.trim().toLowerCase() ?? 'no';
  if (!/^no\b/.test(submitted)) return true;
  if (listFields(fields, 'precedence').some((value) => /^(bulk|junk|list|auto_reply)\b/i.test(value))) return true;
  if (findField(fields, 'list-id') !== null) return true;
  if (fields.some(({ name }) => name === 'x-autoreply' || name === 'x-autorespond')) return true;
  // The envelope sender, written by the server that delivered the message; empty for reports.
  if (/^<\s*>$/.test(findField(fields, 'return-path') ?? '')) return true;
  return /^multipart\/report\b/i.test(findField(fields, 'content-type') ?? '');
}
