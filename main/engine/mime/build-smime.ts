import { base64Lines } from '../base/base64-lines.ts';
import { EngineError } from '../base/errors.ts';
import { joinBytes } from '../base/join-bytes.ts';
import { newBoundary } from './compose-body.ts';
import { composeFields, outerHeaders, writeFields } from './header-fields.ts';
import { guardMailHeaders } from './header-guard.ts';
import type { HeaderField, MailHeaders } from './types.ts';

const lineLength = 76;

/** A payload with its detached signature (RFC 8551, 3.5.3), an entity to be encrypted. The payload has CRLF line ends. */
export function buildSmimeSigned(payload: Uint8Array, signature: Uint8Array, micalg: string): Uint8Array {
  const boundary = newBoundary();
  const head = [
    `Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=${micalg};`,
    ` boundary="${boundary}"`,
    '',
    `--${boundary}`,
    '',
  ].join('\r\n');
  const tail = [
    '',
    `--${boundary}`,
    'Content-Type: application/pkcs7-signature; name="smime.p7s"',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="smime.p7s"',
    '',
    '',
  ].join('\r\n');
  const pieces = [
    Buffer.from(head, 'latin1'),
    payload,
    Buffer.from(tail, 'latin1'),
    base64Lines(signature, lineLength),
    Buffer.from(`\r\n--${boundary}--\r\n`, 'latin1'),
  ];
  return joinBytes(pieces);
}

/**
 * The mail that carries a CMS message (RFC 8551, 3.3). `headers.subject` is the neutral one; recipients' names are left out.
 * Throws `header-invalid`, `recipient-invalid`, and `protection-mismatch` where there is nothing to carry.
 */
export function buildSmimeEncrypted(
  headers: MailHeaders,
  message: { readonly cms: Uint8Array; readonly type: 'enveloped-data' | 'authEnveloped-data' },
): Uint8Array {
  const outside = outerHeaders(headers, headers.subject);
  guardMailHeaders(outside);
  if (message.cms.length === 0) throw new EngineError('protection-mismatch', { reason: 'empty' });
  const fields: readonly HeaderField[] = [
    { name: 'MIME-Version', value: '1.0' },
    { name: 'Content-Type', value: `application/pkcs7-mime; smime-type=${message.type}; name="smime.p7m"` },
    { name: 'Content-Transfer-Encoding', value: 'base64' },
    { name: 'Content-Disposition', value: 'attachment; filename="smime.p7m"' },
  ];
  const head = writeFields([...composeFields(outside), ...fields]);
  const body = base64Lines(message.cms, lineLength);
  return joinBytes([Buffer.from(`${head}\r\n`, 'latin1'), body]);
}
