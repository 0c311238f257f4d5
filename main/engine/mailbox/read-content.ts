import type { AttachmentView } from '../../contract/messages.ts';
import { htmlToText } from '../mime/html-text.ts';
import { mayBeTnef, readTnef } from '../mime/tnef.ts';
import type { Attachment, ParsedMessage } from '../mime/types.ts';
import { pgpKindOf } from '../protection/pgp-blocks.ts';
import type { ReadAttachment } from './read-result.ts';

/** What a message shows: text, HTML and files. */
export type ReadContent = {
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly ReadAttachment[];
};

/** The content of a parsed message, with Outlook's `winmail.dat` unpacked and OpenPGP files called what they are. */
export function contentOf(message: ParsedMessage): ReadContent {
  const packed = message.parts.filter(mayBeTnef).map((part) => ({ part, tnef: readTnef(part.bytes) }));
  const tnefOf = (part: Attachment) => packed.find((each) => each.part === part)?.tnef ?? null;
  const [inner] = packed.flatMap(({ tnef }) => tnef ?? []);
  // Outlook puts the text outside as well; only where it did not, the one inside stands for it.
  const bare = message.text === null && message.html === null ? inner : undefined;
  const html = message.html ?? bare?.html ?? null;
  const text = message.text ?? bare?.text ?? (html === null ? '' : htmlToText(html));
  const attachments = message.parts.flatMap((part): readonly Attachment[] => tnefOf(part)?.files ?? [part]);
  return { text, html, attachments: attachments.map(toRead) };
}

/** Keys and encrypted files are known by their type from here on, whatever the sender called them. */
function toRead(part: Attachment): ReadAttachment {
  const { name, contentId, bytes } = part;
  return { name, contentType: typeByContent(part), contentId, bytes };
}

const pgpTypes = { 'public-key': 'application/pgp-keys', message: 'application/pgp-encrypted' } as const;

function typeByContent(part: Attachment): string {
  const kind = pgpKindOf(part);
  if (kind === 'public-key' || kind === 'message') return pgpTypes[kind];
  // A claim that the bytes do not bear out, such as the control part of PGP/MIME.
  return Object.values<string>(pgpTypes).includes(part.contentType) ? 'application/octet-stream' : part.contentType;
}

/** What a file can be opened as, besides being saved. */
export function holdsOf(file: { readonly name: string; readonly contentType: string }): AttachmentView['holds'] {
  if (file.contentType === pgpTypes['public-key']) return 'key';
  if (file.contentType === pgpTypes.message) return 'encrypted';
  return file.contentType === 'message/rfc822' || /\.eml$/i.test(file.name) ? 'message' : null;
}
