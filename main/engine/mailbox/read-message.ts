import type { Person } from '../../contract/fields.ts';
import type { MessageWarning } from '../../contract/messages.ts';
import { storedAddress } from '../base/address.ts';
import { listFields } from '../mime/header-block.ts';
import { parseMessage } from '../mime/parse-message.ts';
import { sameAddresses } from '../mime/protected-headers.ts';
import { readDeliveryReport } from '../mime/reports/delivery-report.ts';
import { snippet } from '../mime/snippet.ts';
import { baseSubject } from '../mime/subject.ts';
import type { ParsedMessage } from '../mime/types.ts';
import { type OfferedKey, readAutocrypt, readGossip } from '../protection/autocrypt.ts';
import { attachedText } from './attached-text.ts';
import { openMessageLayer } from './open-message-layer.ts';
import { contentOf } from './read-content.ts';
import type { ReadAttachment, ReadInput, ReadMessage } from './read-result.ts';

/** Characters of a message that can be searched; what an ordinary letter never reaches. */
const longestIndexText = 200_000;

/**
 * Reads a raw message: parses it, opens its outermost cryptographic layer and no other, and gives back what is shown and
 * filed. Pure, and made for a worker thread. Whatever the bytes, there is a result; what could not be read has a warning.
 */
export async function readMessage(input: ReadInput): Promise<ReadMessage> {
  const outer = await parseMessage(input.source);
  const layer = await openMessageLayer(input, outer);
  const { shown, inside, answer } = layer;
  const subject = inside?.subject ?? outer.subject;
  const { text, html, attachments } = withoutHtml(
    layer.textOnly,
    answer
      ? { text: answer.text, html: null, attachments: answer.attachments.map((file) => ({ ...file, contentId: null })) }
      : contentOf(shown ?? outer),
  );
  const warnings = new Set<MessageWarning>([
    ...outer.warnings,
    ...(shown?.warnings ?? []).filter((word) => word !== 'no-from'),
  ]);
  // Who signed or sealed the inside is told by the status; the sender shown is always the one outside (RFC 9788, 4.4).
  if (inside !== null && inside.from.length > 0 && !sameAddresses(inside.from, outer.from)) {
    warnings.add('protected-from-differs');
  }
  return {
    messageIdHeader: outer.messageIdHeader,
    references: referencesOf(outer, shown),
    from: storedPeople(outer.from),
    to: storedPeople(outer.to),
    cc: storedPeople(outer.cc),
    replyTo: storedPeople(outer.replyTo),
    subject,
    baseSubject: baseSubject(subject),
    text,
    html,
    attachments,
    status: layer.status,
    warnings: [...warnings],
    automatic: outer.automatic || shown?.automatic === true,
    snippet: snippet(text),
    indexText: await indexText(text, attachments),
    answer: answer && { letterId: answer.letterId, replySecret: answer.replySecret, answerId: answer.answerId },
    autocryptKey: autocryptKeyOf(outer),
    gossip: layer.status.kind === 'encrypted' && shown !== null ? gossipOf(outer, shown) : [],
    report: await readDeliveryReport(outer),
    ...(layer.smimeSigner === null ? {} : { smimeSigner: layer.smimeSigner }),
  };
}

/** Where nothing shows changes made on the way, only text is shown: a picture or a link could carry the rest of it off (EFAIL). */
function withoutHtml<Content extends { readonly html: string | null }>(textOnly: boolean, content: Content): Content {
  return textOnly ? { ...content, html: null } : content;
}

/** The address shown is the address kept is the one that policy decides upon. */
function storedPeople(people: readonly Person[]): Person[] {
  return people.map(({ name, address }) => ({ name, address: storedAddress(address) }));
}

async function indexText(text: string, attachments: readonly ReadAttachment[]): Promise<string> {
  const own = text.slice(0, longestIndexText);
  const attached = await attachedText(attachments, longestIndexText - own.length);
  return attached === '' ? own : `${own}\n${attached}`;
}

/** Some senders hide even these inside the protection. */
function referencesOf(outer: ParsedMessage, shown: ParsedMessage | null): readonly string[] {
  const of = (message: ParsedMessage) => [
    ...message.references.filter((header) => header !== message.inReplyTo),
    ...(message.inReplyTo === null ? [] : [message.inReplyTo]),
  ];
  const outside = of(outer);
  return outside.length > 0 || shown === null ? outside : of(shown);
}

function autocryptKeyOf(message: ParsedMessage): Uint8Array | null {
  const [from, ...others] = message.from;
  if (from === undefined || others.length > 0) return null;
  return readAutocrypt(listFields(message.headers, 'autocrypt'), from.address);
}

/** Only inside the encryption, and only about those whom the mail names as its recipients. */
function gossipOf(outer: ParsedMessage, shown: ParsedMessage): readonly OfferedKey[] {
  const recipients = [...outer.to, ...outer.cc].map(({ address }) => address);
  return readGossip(listFields(shown.headers, 'autocrypt-gossip'), recipients);
}
