import { describe, expect, it } from 'vitest';
import { readTopLayer } from '../../../main/engine/mime/top-layer.ts';
import { messageOf } from './message-of.ts';

const armor = '-----BEGIN PGP MESSAGE-----\r\n\r\nwcBM\r\n-----END PGP MESSAGE-----';
const version = ['--b', 'Content-Type: application/pgp-encrypted', '', 'Version: 1', ''];
const data = ['--b', 'Content-Type: application/octet-stream; name=x.asc', '', armor];
const encryptedType = 'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="b"';
const signedType =
  'Content-Type: multipart/signed; micalg=pgp-sha256; protocol="application/pgp-signature"; boundary="b"';
const content = ['--b', 'Content-Type: text/plain', '', 'words  ', ''];
const signature = ['--b', 'Content-Type: application/pgp-signature; name=s.asc', '', '-----BEGIN PGP SIGNATURE-----'];
const message = (type: string, ...body: readonly (readonly string[])[]) =>
  messageOf('From: a@b.example', type, '', 'preamble', ...body.flat());

describe('an encrypted message', () => {
  it('gives its ciphertext', () => {
    const layer = readTopLayer(message(encryptedType, version, data, ['--b--', '']));
    expect(layer.kind === 'pgp-encrypted' && Buffer.from(layer.ciphertext).toString()).toBe(armor);
  });

  it('may have its ciphertext in base64', () => {
    const encoded = [
      ...data.slice(0, 2),
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(armor).toString('base64'),
    ];
    const layer = readTopLayer(message(encryptedType, version, encoded, ['--b--']));
    expect(layer.kind === 'pgp-encrypted' && Buffer.from(layer.ciphertext).toString()).toBe(armor);
  });

  it.each([
    ['a third part', message(encryptedType, version, data, ['--b', '', 'more'], ['--b--'])],
    ['one part', message(encryptedType, data, ['--b--'])],
    ['no end', message(encryptedType, version, data)],
    ['parts after the end', message(encryptedType, version, data, ['--b--'], data)],
    ['its parts swapped', message(encryptedType, data, version, ['--b--'])],
    ['another protocol', message(encryptedType.replace('pgp-encrypted', 'x-encrypted'), version, data, ['--b--'])],
    ['no protocol', message('Content-Type: multipart/encrypted; boundary=b', version, data, ['--b--'])],
    ['another type around it', message(encryptedType.replace('encrypted;', 'mixed;'), version, data, ['--b--'])],
    ['two Content-Types', message(`${encryptedType}\r\nContent-Type: text/plain`, version, data, ['--b--'])],
    ['no version', message(encryptedType, [...version.slice(0, 3), 'Hello'], data, ['--b--'])],
    ['text as its data', message(encryptedType, version, ['--b', 'Content-Type: text/plain', '', armor], ['--b--'])],
    [
      'an encoding around it',
      message(`${encryptedType}\r\nContent-Transfer-Encoding: base64`, version, data, ['--b--']),
    ],
    [
      'a foreign multipart around it',
      message('Content-Type: multipart/mixed; boundary=o', ['--o', encryptedType, ''], version, data, [
        '--b--',
        '--o--',
      ]),
    ],
  ])('is none with %s', (_name, raw) => {
    expect(readTopLayer(raw)).toEqual({ kind: 'none' });
  });
});

describe('a signed message', () => {
  it('gives the exact bytes signed, header and trailing blanks included', () => {
    const layer = readTopLayer(message(signedType, content, signature, ['--b--']));
    expect(layer.kind === 'pgp-signed' && Buffer.from(layer.signed).toString()).toBe(
      'Content-Type: text/plain\r\n\r\nwords  \r\n',
    );
    expect(layer.kind === 'pgp-signed' && Buffer.from(layer.signature).toString()).toBe(
      '-----BEGIN PGP SIGNATURE-----',
    );
  });

  it('gives CRLF where a server delivered bare LF', () => {
    const raw = Buffer.from(message(signedType, content, signature, ['--b--']))
      .toString('latin1')
      .replaceAll('\r\n', '\n');
    const layer = readTopLayer(Buffer.from(raw, 'latin1'));
    expect(layer.kind === 'pgp-signed' && Buffer.from(layer.signed).toString()).toBe(
      'Content-Type: text/plain\r\n\r\nwords  \r\n',
    );
  });

  it.each([
    ['a footer part added by a list', message(signedType, content, signature, ['--b', '', 'footer'], ['--b--'])],
    [
      'a signature of another type',
      message(signedType, content, ['--b', 'Content-Type: text/plain', '', 'x'], ['--b--']),
    ],
    ['its boundary used inside', message(signedType, content, ['--b', '', 'x'], signature, ['--b--'])],
  ])('is none with %s', (_name, raw) => {
    expect(readTopLayer(raw)).toEqual({ kind: 'none' });
  });
});

describe('S/MIME', () => {
  const smimeSignature = [
    '--b',
    'Content-Type: application/pkcs7-signature; name=smime.p7s',
    'Content-Transfer-Encoding: base64',
    '',
    'AQID',
  ];
  const smimeSigned =
    'Content-Type: multipart/signed; micalg=sha-256; protocol="application/pkcs7-signature"; boundary="b"';

  it.each(['application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', 'application/x-pkcs7-mime'])(
    'gives the CMS message of %j',
    (type) => {
      const layer = readTopLayer(
        messageOf('From: a@b.example', `Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', '', 'AQID'),
      );
      expect(layer).toMatchObject({ kind: 'smime-opaque' });
      expect(layer.kind === 'smime-opaque' && [...layer.cms]).toEqual([1, 2, 3]);
    },
  );

  it('gives the exact bytes signed and the signature', () => {
    const layer = readTopLayer(message(smimeSigned, content, smimeSignature, ['--b--']));
    expect(layer.kind === 'smime-signed' && Buffer.from(layer.signed).toString()).toBe(
      'Content-Type: text/plain\r\n\r\nwords  \r\n',
    );
    expect(layer.kind === 'smime-signed' && [...layer.signature]).toEqual([1, 2, 3]);
  });

  it.each([
    ['a footer added by a list', message(smimeSigned, content, smimeSignature, ['--b', '', 'footer'], ['--b--'])],
    ['an OpenPGP signature under its protocol', message(smimeSigned, content, signature, ['--b--'])],
    ['its signature under the protocol of OpenPGP', message(signedType, content, smimeSignature, ['--b--'])],
    ['nothing but a header', messageOf('From: a@b.example', smimeSigned, '', 'x')],
  ])('is none with %s', (_name, raw) => {
    expect(readTopLayer(raw)).toEqual({ kind: 'none' });
  });
});

it('sees no layer in plain mail, in inline armor, or in nothing', () => {
  expect(readTopLayer(messageOf('From: a@b.example', '', armor)).kind).toBe('none');
  expect(readTopLayer(new Uint8Array()).kind).toBe('none');
});
