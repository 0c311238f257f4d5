import { readFileSync } from 'node:fs';
import { htmlToText } from '../../../main/engine/mime/html-text.ts';
import type { ParsedMessage } from '../../../main/engine/mime/types.ts';

type OracleAddress = { readonly name: string | null; readonly address: string | null };
type OracleValue = {
  readonly Text?: string;
  readonly Address?: {
    readonly List?: readonly OracleAddress[];
    readonly Group?: readonly { readonly addresses: readonly OracleAddress[] }[];
  };
  readonly ContentType?: { readonly attributes: readonly { readonly name: string; readonly value: string }[] | null };
};
type OraclePart = {
  readonly headers: readonly { readonly name: string; readonly value: OracleValue | 'Empty' }[];
  readonly body: {
    readonly Text?: string;
    readonly Html?: string;
    readonly Binary?: readonly number[];
    readonly InlineBinary?: readonly number[];
  };
};
type Oracle = {
  readonly text_body: readonly number[];
  readonly html_body: readonly number[];
  readonly attachments: readonly number[];
  readonly parts: readonly OraclePart[];
};

/** The parts of a message that both this program and mail-parser state, in one form. */
export type Comparable = {
  readonly subject: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly messageId: string | null;
  readonly text: string | null;
  readonly hasHtml: boolean;
  readonly fileCount: number;
  /** Names that the message itself states. */
  readonly fileNames: readonly string[];
  /** Lengths of the files that mail-parser gives as bytes. */
  readonly fileLengths: readonly number[];
};

const folded = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
const address = (name: string | null, value: string | null) => `${folded(name ?? '')} <${value ?? ''}>`;

/** What mail-parser expects, from its JSON. */
export function readOracle(path: string): Comparable & { readonly files: readonly OraclePart[] } {
  const oracle = JSON.parse(readFileSync(path, 'utf8')) as Oracle;
  const part = (index: number) => oracle.parts[index] as OraclePart;
  const root = part(0);
  const inline = [...new Set([...oracle.text_body, ...oracle.html_body])].filter(
    (index) => part(index).body.InlineBinary !== undefined,
  );
  const files = [...new Set([...oracle.attachments, ...inline])].sort((a, b) => a - b).map(part);
  const shown = oracle.text_body.map((index) => part(index).body).filter((body) => body.InlineBinary === undefined);
  return {
    subject: folded(headerValue(root, 'subject')?.Text ?? ''),
    from: addresses(root, 'from'),
    to: addresses(root, 'to'),
    messageId: headerValue(root, 'message_id')?.Text ?? null,
    text: shown.some((body) => body.Text !== undefined)
      ? folded(shown.map((body) => body.Text ?? htmlToText(body.Html ?? '')).join('\n'))
      : null,
    hasHtml: oracle.html_body.some((index) => part(index).body.Html !== undefined),
    fileCount: files.length,
    fileNames: files.flatMap((file) => nameOf(file) ?? []),
    fileLengths: files.flatMap((file) => file.body.Binary?.length ?? file.body.InlineBinary?.length ?? []),
    files,
  };
}

/** The same of our reading; names and lengths only where the oracle states them. */
export function comparable(message: ParsedMessage, files: readonly OraclePart[]): Comparable {
  const ours = message.parts;
  const stated = ours.length === files.length;
  return {
    subject: folded(message.subject),
    from: message.from.map(({ name, address: value }) => address(name, value)),
    to: message.to.map(({ name, address: value }) => address(name, value)),
    messageId: message.messageIdHeader?.slice(1, -1) ?? null,
    text: message.text === null ? null : folded(message.text),
    hasHtml: message.html !== null,
    fileCount: ours.length,
    fileNames: stated ? ours.filter((_, at) => nameOf(files[at]) !== null).map(({ name }) => name) : [],
    fileLengths: stated
      ? ours.filter((_, at) => files[at]?.body.Binary ?? files[at]?.body.InlineBinary).map(({ bytes }) => bytes.length)
      : [],
  };
}

function headerValue(part: OraclePart | undefined, name: string): OracleValue | undefined {
  const value = part?.headers.findLast((header) => header.name === name)?.value;
  return value === 'Empty' ? undefined : value;
}

function addresses(part: OraclePart, name: string): string[] {
  const value = headerValue(part, name)?.Address;
  const list = value?.List ?? value?.Group?.flatMap((group) => group.addresses) ?? [];
  return list.map((entry) => address(entry.name, entry.address));
}

function nameOf(part: OraclePart | undefined): string | null {
  const of = (header: string, attribute: string) =>
    headerValue(part, header)?.ContentType?.attributes?.find(({ name }) => name === attribute)?.value;
  return of('content_disposition', 'filename') ?? of('content_type', 'name') ?? null;
}
