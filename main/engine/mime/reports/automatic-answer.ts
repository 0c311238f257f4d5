import { findField } from '../header-block.ts';
import type { ParsedMessage } from '../types.ts';

const subjects =
  /^\s*(auto(matic(ally)?)?[- :]*(re(ply|sponse|:)|antwort|generated)|out of (the )?office|(on )?vacation|abwesen|automatische antwort|réponse automatique|absence|respuesta autom|fuera de (la )?oficina|risposta automatica|away from)/i;

/**
 * True for the answer of a program to one message (RFC 3834): out-of-office notes and their like. It says nothing of an
 * address, whatever its text is ("this mailbox no longer exists, please write to ..."): somebody's program received the mail.
 */
export function isAutomaticAnswer({ headers, subject }: ParsedMessage): boolean {
  if (/^auto-replied\b/i.test(findField(headers, 'auto-submitted')?.trim() ?? '')) return true;
  if (/^auto_reply\b/i.test(findField(headers, 'precedence')?.trim() ?? '')) return true;
  if (headers.some(({ name }) => name === 'x-autoreply' || name === 'x-autorespond' || name === 'x-autoresponse'))
    return true;
  return subjects.test(subject);
}
