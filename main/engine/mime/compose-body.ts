import MimeNode from 'nodemailer/lib/mime-node';
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

/** Bytes of a MIME body with its Content-* fields: 7bit only, CRLF. `parameters` are added to the outermost Content-Type. */
export async function composeBody(body: MailBody, parameters = ''): Promise<Buffer> {
  const inline = body.html === null ? [] : body.attachments.filter(({ contentId }) => contentId !== null);
  const files = body.attachments.filter((attachment) => !inline.includes(attachment));
  // Only the node of the whole message writes Date, Message-ID and MIME-Version, which stand in our own header.
  const root = new MimeNode('multipart/mixed', nodeOptions);
  const top = addBody(root, body, inline, files, parameters);
  return top.build();
}

/** The two parts of RFC 3156, 4. */
export async function composeEncryptedBody(armored: string): Promise<Buffer> {
  const root = new MimeNode('multipart/mixed', nodeOptions);
  const top = root.createChild('multipart/encrypted; protocol="application/pgp-encrypted"');
  top
    .createChild('application/pgp-encrypted')
    .setRaw('Content-Type: application/pgp-encrypted\r\nContent-Description: PGP/MIME version\r\n\r\nVersion: 1\r\n');
  top
    .createChild('application/octet-stream')
    .setRaw(
      `Content-Type: application/octet-stream; name="encrypted.asc"\r\nContent-Description: OpenPGP encrypted message\r\nContent-Disposition: inline; filename="encrypted.asc"\r\n\r\n${armored}`,
    );
  return top.build();
}

function addBody(
  parent: MimeNode,
  body: MailBody,
  inline: readonly Attachment[],
  files: readonly Attachment[],
  parameters: string,
): MimeNode {
  if (files.length === 0) return addText(parent, body, inline, parameters);
  const mixed = parent.createChild(`multipart/mixed${parameters}`);
  addText(mixed, body, inline, '');
  for (const file of files) addFile(mixed, file, 'attachment');
  return mixed;
}

function addText(parent: MimeNode, body: MailBody, inline: readonly Attachment[], parameters: string): MimeNode {
  // A text that is the whole body is closed by a line end, which readers do not count as part of it.
  const whole = parent.rootNode === parent;
  if (body.html === null) return addLeaf(parent, 'text/plain', whole ? `${body.text}\n` : body.text, parameters);
  const alternative = parent.createChild(`multipart/alternative${parameters}`);
  addLeaf(alternative, 'text/plain', body.text, '');
  if (inline.length === 0) {
    addLeaf(alternative, 'text/html', body.html, '');
    return alternative;
  }
  const related = alternative.createChild('multipart/related; type="text/html"');
  addLeaf(related, 'text/html', body.html, '');
  for (const file of inline) addFile(related, file, 'inline');
  return alternative;
}

function addLeaf(parent: MimeNode, type: string, text: string, parameters: string): MimeNode {
  const lines = text.toWellFormed().replaceAll(/\r\n?|\n/g, '\r\n');
  // An empty string would count as no content, and lose its transfer encoding.
  return parent.createChild(`${type}; charset=utf-8${parameters}`).setContent(lines === '' ? '\r\n' : lines);
}

function addFile(parent: MimeNode, file: Attachment, disposition: 'attachment' | 'inline'): void {
  const type = notEncodable.test(file.contentType) ? 'application/octet-stream' : file.contentType;
  const node = parent.createChild(type, { filename: file.name });
  node.setHeader('Content-Transfer-Encoding', 'base64');
  node.setHeader('Content-Disposition', disposition);
  if (file.contentId !== null) node.setHeader('Content-ID', `<${file.contentId}>`);
  node.setContent(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength));
}
