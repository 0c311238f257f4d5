import { decodeWords } from 'postal-mime';
import { checkFrom, parseAddressFields } from './address-field.ts';
import { isAutomatic } from './automatic.ts';
import { type BodyParts, type Leaf, selectBodyParts } from './body-parts.ts';
import { parseDateField } from './date-field.ts';
import { splitEntities } from './entity-tree.ts';
import { hasHiddenCharacters, safeFileName, withoutHiddenCharacters } from './file-name.ts';
import { findField, listFields, newHeaderBudget, readHeaderBlock } from './header-block.ts';
import { htmlToText, textToHtml } from './html-text.ts';
import { readLeafBytes, readLeafText } from './leaf-content.ts';
import { defaultLimits, type MimeLimits } from './limits.ts';
import { parseMessageId, parseMessageIds } from './message-id-field.ts';

import type { HeaderField, MessageWarning, ParsedMessage, ParsedPart } from './types.ts';

type Warn = (warning: MessageWarning) => void;
type ReadLeaf = { readonly leaf: Leaf; readonly bytes: Uint8Array; readonly text: string };

/**
 * Reads a message (RFC 5322, MIME). Never throws, whatever the bytes: what cannot be read is left out with a warning.
 * Time and memory grow with the length, within `limits`. Heavy for long messages: to be called in a worker.
 */
export async function parseMessage(raw: Uint8Array, limits: MimeLimits = defaultLimits): Promise<ParsedMessage> {
  try {
    return parse(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), limits);
  } catch {
    return unreadable(raw);
  }
}

function parse(raw: Buffer, limits: MimeLimits): ParsedMessage {
  const deadline = performance.now() + limits.milliseconds;
  const warnings = new Set<MessageWarning>();
  const warn: Warn = (warning) => warnings.add(warning);
  const budget = newHeaderBudget(limits);
  const root = splitEntities(raw, limits, budget, warn);
  if (budget.cut) warn('headers-cut');
  if (root.fields.length === 0) warn('no-headers');
  const selected = selectBodyParts(root);
  const isLate = () => {
    if (performance.now() < deadline) return false;
    warn('out-of-time');
    return true;
  };
  const isPayload = root.type.parameters.get('hp')?.toLowerCase() === 'cipher';
  const shown = readShown(raw, selected, isPayload, limits, warn, isLate);
  const listed: Leaf[] = [...shown.cut, ...selected.files];
  const parts: ParsedPart[] = [];
  for (const leaf of listed) {
    if (isLate()) break;
    parts.push(readPart(leaf, shown.read.get(leaf)?.bytes ?? readLeafBytes(raw, leaf), limits, warn));
  }
  return {
    ...readFields(root.fields, warn),
    headers: root.fields,
    text: joinText(selected, shown.read),
    html: joinHtml(selected, shown.read),
    parts,
    automatic: isAutomatic(root.fields),
    warnings: [...warnings],
  };
}

function readFields(fields: readonly HeaderField[], warn: Warn) {
  const addresses = (name: string) => parseAddressFields(listFields(fields, name));
  const fromFields = listFields(fields, 'from');
  const from = parseAddressFields(fromFields);
  for (const warning of checkFrom(fromFields, from)) warn(warning);
  return {
    messageIdHeader: parseMessageId(findField(fields, 'message-id')),
    inReplyTo: parseMessageIds(findField(fields, 'in-reply-to'))[0] ?? null,
    references: parseMessageIds(listFields(fields, 'references').join(' ')),
    from,
    replyTo: addresses('reply-to'),
    to: addresses('to'),
    cc: addresses('cc'),
    subject: readSubject(findField(fields, 'subject')),
    date: parseDateField(findField(fields, 'date')),
  };
}

/** A subject is one line of visible characters, whatever its encoded words hold. */
function readSubject(value: string | null): string {
  return withoutHiddenCharacters(
    decodeWords((value ?? '').replaceAll(/\p{Cc}/gu, ' ')).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '),
  )
    .toWellFormed()
    .trim();
}

/** Decodes the leaves that are shown, each once, up to the limit of text. */
function readShown(
  raw: Buffer,
  selected: BodyParts,
  isPayload: boolean,
  limits: MimeLimits,
  warn: Warn,
  isLate: () => boolean,
) {
  const read = new Map<Leaf, ReadLeaf>();
  const cut: Leaf[] = [];
  let left = limits.textBytes;
  for (const leaf of new Set([...selected.text, ...selected.html])) {
    if (isLate()) break;
    const bytes = readLeafBytes(raw, leaf);
    const kept = bytes.subarray(0, left);
    if (kept.length < bytes.length) {
      warn('text-cut');
      cut.push(leaf);
    }
    left -= kept.length;
    const { text, unknownCharset } = readLeafText(leaf, kept, isPayload);
    if (unknownCharset) warn('unknown-charset');
    read.set(leaf, { leaf, bytes, text });
  }
  return { read, cut };
}

function joinText(selected: BodyParts, read: ReadonlyMap<Leaf, ReadLeaf>): string | null {
  if (!selected.text.some(({ type }) => type === 'text/plain')) return null;
  return selected.text
    .map((leaf) => ({ leaf, text: read.get(leaf)?.text ?? '' }))
    .map(({ leaf, text }) => (leaf.type === 'text/html' ? htmlToText(text) : text))
    .join('\n');
}

function joinHtml(selected: BodyParts, read: ReadonlyMap<Leaf, ReadLeaf>): string | null {
  if (!selected.html.some(({ type }) => type === 'text/html')) return null;
  return selected.html
    .map((leaf) => ({ leaf, text: read.get(leaf)?.text ?? '' }))
    .map(({ leaf, text }) => (leaf.type === 'text/html' ? text : textToHtml(text)))
    .join('\n');
}

function readPart(leaf: Leaf, bytes: Uint8Array, limits: MimeLimits, warn: Warn): ParsedPart {
  if (leaf.name !== null && hasHiddenCharacters(leaf.name)) warn('hidden-characters');
  const contentId = /<([^<>\s]{1,500})>/.exec(findField(leaf.entity.fields, 'content-id') ?? '')?.[1] ?? null;
  const path = leaf.entity.path === '' ? '1' : leaf.entity.path;
  return {
    path,
    name: safeFileName(leaf.name ?? subjectOf(bytes, leaf, limits), fallbackName(leaf.type, path)),
    contentType: leaf.type,
    disposition: leaf.disposition,
    contentId,
    bytes,
  };
}

/** An attached message without a name is named by its subject. */
function subjectOf(bytes: Uint8Array, leaf: Leaf, limits: MimeLimits): string | null {
  if (leaf.type !== 'message/rfc822') return null;
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { fields } = readHeaderBlock(message, 0, message.length, limits, newHeaderBudget(limits));
  const subject = readSubject(findField(fields, 'subject')).replaceAll(/[\\/]/g, '-');
  return subject === '' ? null : `${subject}.eml`;
}

function fallbackName(type: string, path: string): string {
  const endings: Readonly<Record<string, string>> = {
    'message/rfc822': '.eml',
    'text/plain': '.txt',
    'text/html': '.html',
    'text/calendar': '.ics',
    'image/jpeg': '.jpg',
    'image/png': '.png',
    'image/gif': '.gif',
    'application/pdf': '.pdf',
    'application/pgp-signature': '.asc',
  };
  return `part-${path}${Object.hasOwn(endings, type) ? endings[type] : ''}`;
}

function unreadable(raw: Uint8Array): ParsedMessage {
  const start = raw.subarray(0, 64 * 1024);
  return {
    messageIdHeader: null,
    inReplyTo: null,
    references: [],
    from: [],
    replyTo: [],
    to: [],
    cc: [],
    subject: '',
    date: null,
    headers: [],
    text: Buffer.from(start).toString('latin1').replaceAll('\0', '\ufffd'),
    html: null,
    parts: [],
    automatic: true,
    warnings: ['unreadable'],
  };
}
