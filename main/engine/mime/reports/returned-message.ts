import { parseAddressFields } from '../address-field.ts';
import { findField, listFields } from '../header-block.ts';
import { parseMessageId, parseMessageIds } from '../message-id-field.ts';
import type { HeaderField, ParsedMessage } from '../types.ts';
import type { ReportText } from './report-text.ts';
import { readGroups } from './status-fields.ts';

const returnedTypes = new Set(['message/rfc822', 'message/global', 'text/rfc822-headers', 'text/rfc822-header']);

/** The header of the message that came back: an attached part, or what stands at the end of the text. */
export function readReturnedHeader(message: ParsedMessage, { returned }: ReportText): readonly HeaderField[] {
  const part = message.parts.find(({ contentType }) => returnedTypes.has(contentType));
  if (part !== undefined) return readGroups(part.bytes, 1)[0] ?? [];
  return readGroups(Buffer.from(returned, 'utf8')).find((fields) => findField(fields, 'message-id') !== null) ?? [];
}

/** To whom the returned message was written: all that is known where a report names nobody. */
export function listReturnedTo(header: readonly HeaderField[], { returned }: ReportText): string[] {
  const fields = listFields(header, 'to');
  const inText = /^ *to: *(.+)$/im.exec(returned)?.[1];
  return parseAddressFields(fields.length > 0 ? fields : inText === undefined ? [] : [inText]).map(
    ({ address }) => address,
  );
}

/**
 * The Message-IDs a report may be about, most certain first: of the returned message, of the text, of the threads the
 * report itself answers (Gmail and others).
 */
export function listOriginalIds(
  message: ParsedMessage,
  header: readonly HeaderField[],
  { said, returned }: ReportText,
) {
  const inText = /^[ \t]*message-id:[ \t]*(<[^<>\s]{1,500}>)/im;
  const ids = [
    parseMessageId(findField(header, 'message-id')),
    ...parseMessageIds(inText.exec(returned)?.[1] ?? null),
    ...parseMessageIds(inText.exec(said)?.[1] ?? null),
    message.inReplyTo,
    ...message.references.toReversed(),
  ];
  return [...new Set(ids.filter((id) => id !== null))];
}
