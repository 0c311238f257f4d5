import { buildSmimeSigned } from '../../../main/engine/mime/build-smime.ts';
import { encryptSmime } from '../../../main/engine/protection/smime-encrypt.ts';
import { signSmime } from '../../../main/engine/protection/smime-sign.ts';
import type { MailIdentity } from '../../support/mail-authority.ts';

/** An entity of plain text. */
export const textEntity = (text: string): Buffer =>
  Buffer.from(`Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`, 'utf8');

export const htmlEntity = (html: string): Buffer =>
  Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n`, 'utf8');

/** The entity signed, as a multipart or around it. */
export async function signed(
  payload: Uint8Array,
  identity: MailIdentity,
  form: 'detached' | 'opaque' = 'detached',
  now = Date.now(),
): Promise<Buffer> {
  const { cms, micalg } = await signSmime({ payload, identity, form, now });
  return form === 'detached' ? Buffer.from(buildSmimeSigned(payload, cms, micalg)) : opaque(cms, 'signed-data');
}

/** The entity encrypted to one person; in GCM where they read it. */
export async function encrypted(payload: Uint8Array, to: MailIdentity, cipher: 'cbc' | 'gcm' = 'cbc'): Promise<Buffer> {
  const capabilities = cipher === 'gcm' ? ['2.16.840.1.101.3.4.1.46'] : [];
  const recipients = [{ certificate: to.certificate, capabilities }];
  const { cms, type } = await encryptSmime({ payload, recipients, now: Date.now() });
  return opaque(cms, type);
}

export function opaque(cms: Uint8Array, type: string): Buffer {
  const lines = Buffer.from(cms).toString('base64').replace(/.{76}/g, '$&\r\n');
  const head = `Content-Type: application/pkcs7-mime; smime-type=${type}; name="smime.p7m"\r\nContent-Transfer-Encoding: base64`;
  return Buffer.from(`${head}\r\n\r\n${lines}\r\n`, 'latin1');
}

/** The CMS bytes of an opaque entity. */
export function cmsOf(entity: Uint8Array): Buffer {
  const text = Buffer.from(entity).toString('latin1');
  return Buffer.from(text.slice(text.indexOf('\r\n\r\n')).replace(/\s/g, ''), 'base64');
}

/** A mail around an entity. `from` are whole header lines where it holds a colon. */
export function mail(entity: Uint8Array, from = 'Ana Ruiz <ana@mail.example>'): Buffer {
  const sender = from.includes(':') ? from : `From: ${from}`;
  const head = `${sender}\r\nTo: desk@clinic.example\r\nSubject: hello\r\nMessage-ID: <m@mail.example>\r\nMIME-Version: 1.0\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), entity]);
}
