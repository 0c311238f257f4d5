import { createMessage, encrypt, generateKey, type PrivateKey, type PublicKey, readKey, sign } from 'openpgp';

/** Somebody who writes mail with a key of their own, honest or not. */
export type PgpPerson = { readonly address: string; readonly key: PrivateKey; readonly publicKey: Uint8Array };

export async function newPgpPerson(name: string, address: string): Promise<PgpPerson> {
  const { privateKey } = await generateKey({ userIDs: [{ name, email: address }], format: 'object' });
  return { address, key: privateKey, publicKey: privateKey.toPublic().write() };
}

export const asPublicKey = (binary: Uint8Array): Promise<PublicKey> => readKey({ binaryKey: binary });

const crlf = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n');

/** An entity with the header inside, as today's programs write it. */
export function protectedEntity(mail: {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly date?: Date;
}): string {
  const { from, to, subject, text, date = new Date() } = mail;
  const when = date.toUTCString().replace('GMT', '+0000');
  return crlf(
    `From: ${from}\nTo: ${to}\nSubject: ${subject}\nDate: ${when}\nContent-Type: text/plain; charset=utf-8; protected-headers="v1"\n\n${text}\n`,
  );
}

/** An armored message to these keys, signed by `by` where there is one. */
export async function encryptTo(entity: string, keys: readonly PublicKey[], by: PgpPerson | null): Promise<string> {
  return encrypt({
    message: await createMessage({ binary: Buffer.from(crlf(entity)) }),
    encryptionKeys: [...keys],
    ...(by === null ? {} : { signingKeys: by.key }),
  });
}

export async function signDetached(entity: string, by: PgpPerson): Promise<string> {
  const message = await createMessage({ binary: Buffer.from(crlf(entity)) });
  return sign({ message, signingKeys: by.key, detached: true, format: 'armored' });
}

/** The entity of RFC 3156, 4, with its header. */
export const encryptedEntity = (armor: string): string =>
  crlf(
    `Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=enc\n\n--enc\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\n--enc\nContent-Type: application/octet-stream\n\n${armor.trimEnd()}\n--enc--\n`,
  );

/** The entity of RFC 3156, 5, with its header. */
export const signedEntity = (entity: string, signature: string, more = ''): string =>
  crlf(
    `Content-Type: multipart/signed; protocol="application/pgp-signature"; micalg=pgp-sha512; boundary=sig\n\n--sig\n${entity}\n--sig\nContent-Type: application/pgp-signature\n\n${signature.trimEnd()}\n${more}--sig--\n`,
  );

/** A whole message around an entity. */
export function around(head: readonly string[], entity: string): Buffer {
  const id = `Message-ID: <${Math.random().toString(36).slice(2)}.${Date.now()}@mail.example>`;
  const date = `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`;
  return Buffer.from(crlf(`${[...head, date, id, 'MIME-Version: 1.0'].join('\n')}\n${entity}`), 'utf8');
}
