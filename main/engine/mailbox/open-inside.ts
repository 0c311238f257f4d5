import type { InsideView } from '../../contract/messages.ts';
import { EngineError } from '../base/errors.ts';
import { parseMessage } from '../mime/parse-message.ts';
import { findAnswerArmor } from '../protection/answer-armor.ts';
import { openClearSigned, openSigned } from '../protection/inline.ts';
import { findInlineBlocks } from '../protection/pgp-blocks.ts';
import { readableText } from '../protection/readable-text.ts';
import type { SignatureFacts } from '../protection/signature.ts';
import { unreadable } from '../protection/unreadable.ts';
import { asTextOrBytes, openWithAnyKey } from './open-message-layer.ts';
import { contentOf, holdsOf, type ReadContent } from './read-content.ts';
import { readMessage } from './read-message.ts';
import type { ReadAttachment, ReadInput } from './read-result.ts';

/** A message and the way to something inside it: see `insidePath` of the contract. */
export type InsideInput = ReadInput & { readonly path: readonly number[] };

type Head = Pick<InsideView, 'from' | 'to' | 'subject' | 'date'>;
type Opened = { readonly kind: InsideView['kind']; readonly signature: SignatureFacts | null; readonly head: Head } & {
  readonly content: ReadContent;
};

const noHead: Head = { from: [], to: [], subject: null, date: null };

/**
 * Opens one part of a message: inline OpenPGP, an encrypted file, an attached message. What it gives is for the eyes alone: it is
 * no status of the message, stands in no index, and no answer quotes it, since anybody can wrap a stolen ciphertext into a mail
 * of their own and wait for the answer. Throws `message-unreadable`, `not-found`.
 */
export async function openInside(input: InsideInput): Promise<InsideView> {
  const { kind, signature, head, content } = await walk(input, input.path);
  const pieces = readableText(content.text);
  return {
    kind,
    signature: signature?.status ?? null,
    ...head,
    text: content.text,
    html: content.html,
    blocks: findInlineBlocks(content.text).length,
    ...(pieces === null ? {} : { pieces: [...pieces] }),
    files: content.attachments.map((file) => ({
      name: file.name,
      contentType: file.contentType,
      size: file.bytes.length,
      holds: holdsOf(file),
    })),
  };
}

/** A file that stands inside a part. Throws `message-unreadable`, `not-found`. */
export async function readInsideFile(input: InsideInput): Promise<Pick<ReadAttachment, 'name' | 'bytes'>> {
  const parent = input.path.slice(0, -1);
  const { attachments } = parent.length === 0 ? await readMessage(input) : (await walk(input, parent)).content;
  const file = attachments[input.path.at(-1) ?? -1];
  if (file === undefined) throw new EngineError('not-found');
  return { name: file.name, bytes: file.bytes };
}

async function walk(input: ReadInput, path: readonly number[]): Promise<Opened> {
  let content: ReadContent = await readMessage(input);
  let opened: Opened | null = null;
  for (const step of path) {
    opened = await (step < 0 ? openBlock(input, content, -1 - step) : openFile(input, content.attachments[step]));
    content = opened.content;
  }
  if (opened === null) throw new EngineError('not-found');
  return opened;
}

async function openBlock(input: ReadInput, { text }: ReadContent, index: number): Promise<Opened> {
  const block = findInlineBlocks(text)[index];
  if (block === undefined) throw new EngineError('not-found');
  const { candidates, now } = input;
  if (block.kind === 'signed') {
    const { text: signed, signature } = await openClearSigned({ block: block.text, candidates, now });
    return { kind: 'signed', signature, head: noHead, content: { text: signed, html: null, attachments: [] } };
  }
  // HTML and old programs broke its lines: the armor is put together anew.
  const armored = findAnswerArmor({ text: block.text, html: null, attachments: [] }) ?? block.text;
  const { payload, signature } = await decrypt(input, armored);
  return {
    kind: 'encrypted',
    signature,
    head: noHead,
    content: { text: asText(payload), html: null, attachments: [] },
  };
}

async function openFile(input: ReadInput, file: ReadAttachment | undefined): Promise<Opened> {
  const holds = file === undefined ? null : holdsOf(file);
  if (file === undefined || (holds !== 'message' && holds !== 'encrypted')) throw new EngineError('not-found');
  if (holds === 'message') return openAttached(input, file.bytes);
  const message = asTextOrBytes(file.bytes);
  const decrypted = await openWithAnyKey(input, message);
  if (typeof decrypted === 'string' && decrypted !== 'damaged') throw unreadable(decrypted);
  // A file may also be signed and nothing else.
  const kind = decrypted === 'damaged' ? 'signed' : 'encrypted';
  const { payload, signature } = typeof decrypted === 'string' ? await openSigned({ ...input, message }) : decrypted;
  return { kind, signature, head: noHead, content: await contentOfPayload(file.name, payload) };
}

/** An attached message is opened as one that came by itself, but for its status: it came inside somebody else's. */
async function openAttached(input: ReadInput, source: Uint8Array): Promise<Opened> {
  const read = await readMessage({ ...input, source });
  const { date } = await parseMessage(source);
  const head = { from: [...read.from], to: [...read.to], subject: read.subject, date };
  return { kind: 'message', signature: null, head, content: read };
}

async function decrypt(input: ReadInput, ciphertext: Uint8Array | string) {
  const opened = await openWithAnyKey(input, ciphertext);
  if (typeof opened === 'string') throw unreadable(opened);
  return opened;
}

/** A payload of PGP/MIME is an entity; anything else is the file that was encrypted, shown as well where it is a text. */
async function contentOfPayload(name: string, payload: Uint8Array): Promise<ReadContent> {
  const head = new TextDecoder('latin1').decode(payload.subarray(0, 4_096));
  if (/^(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*content-type:/i.test(head))
    return contentOf(await parseMessage(payload));
  const inner = name.replace(/\.(?:pgp|gpg|asc)$/i, '');
  const file = {
    name: inner === '' ? 'file' : inner,
    contentType: 'application/octet-stream',
    contentId: null,
    bytes: payload,
  };
  return { text: isText(payload) ? asText(payload) : '', html: null, attachments: [file] };
}

const longestShown = 2_000_000;

function isText(bytes: Uint8Array): boolean {
  if (bytes.length > longestShown || bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function asText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, '\n');
  } catch {
    // Old programs encrypted the text in whatever code their computer had.
    return new TextDecoder('windows-1252').decode(bytes).replaceAll(/\r\n?/g, '\n');
  }
}
