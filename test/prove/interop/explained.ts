const brainpool =
  'The cryptography in Electron (BoringSSL) has no Brainpool curves. Such a key is kept by nobody unseen: it shows as one that cannot be encrypted to, with whose it is.';
const gpgsmCurves =
  'gpgsm of Debian 12 (2.2.40) encrypts to no certificate on a curve, and ends with a fault when it imports the key of one. Its owner cannot have such a certificate in it; to ours on a curve it says so, and an RSA certificate beside it serves.';
const gpgsmGcm =
  'gpgsm of Debian 12 (2.2.40) reads no authenticated encryption (RFC 5083). It does not name it among what it can read, and so is never sent any: it gets AES-256 in CBC, signed inside.';

const contents = ['text and protected headers', 'an attachment'];
const ourKeys = ['', ', our key EC P-256'];

/** Cells that cannot be green, by name, each with its reason. A cell listed here that is green fails the proof. */
export const explained: Readonly<Record<string, string>> = Object.fromEntries(
  contents.flatMap((what) => [
    [`gpg, Brainpool P-256, we write, ${what}`, brainpool],
    [`gpg, Brainpool P-256, they write, encrypted: ${what}`, brainpool],
    [`gpg, Brainpool P-256, they write, signed: ${what}`, brainpool],
    ...ourKeys.flatMap((ours) => [
      [`gpgsm, RSA 2048, we write, GCM: ${what}${ours}`, gpgsmGcm],
      [`gpgsm, EC P-256, we write, CBC: ${what}${ours}`, gpgsmCurves],
      [`gpgsm, EC P-256, we write, GCM: ${what}${ours}`, gpgsmCurves],
      [`gpgsm, EC P-256, they write, encrypted, CBC: ${what}${ours}`, gpgsmCurves],
    ]),
    [`gpgsm, RSA 2048, they write, encrypted, CBC: ${what}, our key EC P-256`, gpgsmCurves],
    [`gpgsm, EC P-256, they write, signed, detached: ${what}`, gpgsmCurves],
    [`gpgsm, EC P-256, they write, signed, opaque: ${what}`, gpgsmCurves],
  ]),
);
