const brainpool =
  'The cryptography in Electron (BoringSSL) has no Brainpool curves. Such a key is kept by nobody unseen: it shows as one that cannot be encrypted to, with whose it is.';
const gpgsmCurves =
  'gpgsm of Debian 12 (2.2.40) refuses to encrypt to a certificate on a curve ("not usable for encryption"), and ends with a fault when it imports the key of one: nobody can use such a certificate in it. It does verify what we sign on a curve.';
const gpgsmGcm =
  'gpgsm of Debian 12 (2.2.40) reads no authenticated encryption (RFC 5083). It names CBC alone in its signatures, and so is sent nothing else.';

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
