import { randomBytes } from 'node:crypto';
import MimeNode from 'nodemailer/lib/mime-node';
import { encode, wrap } from 'nodemailer/lib/qp';
import { base64Lines } from '../base/base64-lines.ts';
import type { Pieces } from '../base/join-bytes.ts';
import type { Attachment } from './types.ts';

/** What stands below the header: text, perhaps HTML, files. */
export type MailBody = {
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
};

/** Types whose bytes may not be encoded (RFC 2046, 5.2.1); they travel as plain files instead. */
const notEncodable = /^(message|multipart)\//i;

/** Boundaries tell nothing of the program; content is never fetched from a path or a URL. */
const nodeOptions = { boundaryPrefix: '=_part', disableFileAccess: true, disableUrlAccess: true };

/**
 * Bytes of a MIME body with its Content-* fields: 7bit only, CRLF. `parameters` are added to the outermost Content-Type.
 * The library writes the fields and chooses the encodings; what stands below them is put together here, because its streams
 * cost more than all the rest of a short message.
 */
export function composeBody(body: MailBody, parameters = ''): Pieces {
  const inline = body.html === null ? [] : body.attachments.filter(({ contentId }) => contentId !== null);
  const files = body.attachments.filter((attachment) => !inline.includes(attachment));
  // Only the node of the whole message writes Date, Message-ID and MIME-Version, which stand in our own header.
  const root = new MimeNode('multipart/mixed', nodeOptions);
  return bodyPieces(root, body, inline, files, parameters);
}

/** The two parts of RFC 3156, 4. `armored` has CRLF line ends. */
export function composeEncryptedBody(armored: string): Buffer {
  const boundary = newBoundary();
  return ascii(
    [
      'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted";',
      ` boundary="${boundary}"`,
      '',
      `--${boundary}`,
      'Content-Type: application/pgp-encrypted',
      'Content-Description: PGP/MIME version',
      '',
      'Version: 1',
      '',
      `--${boundary}`,
      'Content-Type: application/octet-stream; name="encrypted.asc"',
      'Content-Description: OpenPGP encrypted message',
      'Content-Disposition: inline; filename="encrypted.asc"',
      '',
      armored,
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  );
}

/** What no line of a message is. Tells nothing of the program. */
export function newBoundary(): string {
  return `=_part${randomBytes(12).toString('hex')}`;
}

function bodyPieces(
  parent: MimeNode,
  body: MailBody,
  inline: readonly Attachment[],
  files: readonly Attachment[],
  parameters: string,
): Pieces {
  if (files.length === 0) return textPieces(parent, body, inline, parameters);
  return multipart(parent, `multipart/mixed${parameters}`, (mixed) => [
    textPieces(mixed, body, inline, ''),
    ...files.map((file) => filePieces(mixed, file, 'attachment')),
  ]);
}

function textPieces(parent: MimeNode, body: MailBody, inline: readonly Attachment[], parameters: string): Pieces {
  const { text, html } = body;
  // A text that is the whole body is closed by a line end, which readers do not count as part of it.
  const whole = parent.rootNode === parent;
  if (html === null) return leafPieces(parent, 'text/plain', whole ? `${text}\n` : text, parameters);
  return multipart(parent, `multipart/alternative${parameters}`, (alternative) => [
    leafPieces(alternative, 'text/plain', text, ''),
    inline.length === 0
      ? leafPieces(alternative, 'text/html', html, '')
      : multipart(alternative, 'multipart/related; type="text/html"', (related) => [
          leafPieces(related, 'text/html', html, ''),
          ...inline.map((file) => filePieces(related, file, 'inline')),
        ]),
  ]);
}

function multipart(parent: MimeNode, type: string, partsOf: (node: MimeNode) => readonly Pieces[]): Pieces {
  const node = parent.createChild(type);
  // Names the boundary.
  const head = headOf(node);
  const parts = partsOf(node).flatMap((part, at) => [
    ascii(`${at === 0 ? '' : '\r\n'}--${node.boundary}\r\n`),
    ...part,
  ]);
  return [head, ...parts, ascii(`\r\n--${node.boundary}--\r\n`)];
}

function leafPieces(parent: MimeNode, type: string, text: string, parameters: string): Pieces {
  const lines = text.toWellFormed().replaceAll(/\r\n?|\n/g, '\r\n');
  // An empty string would count as no content, and lose its transfer encoding.
  const content = lines === '' ? '\r\n' : lines;
  const node = parent.createChild(`${type}; charset=utf-8${parameters}`).setContent(content);
  const head = headOf(node);
  const encoding = node.getTransferEncoding();
  if (encoding === 'base64') return [head, base64(Buffer.from(content))];
  if (encoding !== 'quoted-printable') return [head, ascii(content)];
  return [head, ascii(wrap(needsQuoting.test(content) ? encode(content) : content))];
}

/** All but ASCII, "=", and blanks before a line end (RFC 2045, 6.7): a text without them only has to be cut into lines. */
const needsQuoting = /[^\t\r\n -<>-~]|[\t ](?:\r\n|$)/;

function filePieces(parent: MimeNode, file: Attachment, disposition: 'attachment' | 'inline'): Pieces {
  const type = notEncodable.test(file.contentType) ? 'application/octet-stream' : file.contentType;
  const node = parent.createChild(type, { filename: file.name });
  node.setHeader('Content-Transfer-Encoding', 'base64');
  node.setHeader('Content-Disposition', disposition);
  if (file.contentId !== null) node.setHeader('Content-ID', `<${file.contentId}>`);
  return [headOf(node), base64(file.bytes)];
}

function headOf(node: MimeNode): Buffer {
  return ascii(`${node.buildHeaders()}\r\n\r\n`);
}

/** The line end after the last line belongs to what follows. */
function base64(bytes: Uint8Array): Buffer {
  return base64Lines(bytes, 76).subarray(0, -2);
}

function ascii(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
