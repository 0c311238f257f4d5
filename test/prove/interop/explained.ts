const brainpool =
  'The cryptography in Electron (BoringSSL) has no Brainpool curves. Such a key is kept by nobody unseen: it shows as one that cannot be encrypted to, with whose it is.';

const contents = ['text and protected headers', 'an attachment'];

/** Cells that cannot be green, by name, each with its reason. A cell listed here that is green fails the proof. */
export const explained: Readonly<Record<string, string>> = Object.fromEntries(
  contents.flatMap((what) => [
    [`gpg, Brainpool P-256, we write, ${what}`, brainpool],
    [`gpg, Brainpool P-256, they write, encrypted: ${what}`, brainpool],
    [`gpg, Brainpool P-256, they write, signed: ${what}`, brainpool],
  ]),
);
