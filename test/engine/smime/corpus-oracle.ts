/**
 * What each message of Thunderbird's S/MIME tests must get here, by its name: kind, signer, what shows changes, who vouches.
 * Later rules win. Names say how a message was made, from the inside out; only the outermost layer counts.
 */
const rules: readonly (readonly [pattern: RegExp, expected: string])[] = [
  // Clear-signed or opaque, by the sender, whom the test's authority vouches for.
  [/^alice\.(plain\.)?d?sig\..*/, 'signed verified signature trusted'],
  [/^alice\.future\./, 'signed verified signature trusted'],
  [/^alice\.env\.(sig|dsig)\./, 'signed verified signature trusted'],
  // Encrypted last, to Bob.
  [/^alice\.env\.eml$/, 'encrypted none none -'],
  [/^alice\.html\.sig\..*\.opaque\.env\.eml$/, 'encrypted verified signature trusted'],
  [/^fran-oaep/, 'encrypted none none -'],
  // SHA-1 counts for nothing, whether around or inside.
  [/^alice\.html\.sig\.SHA1\./, 'encrypted invalid none trusted'],
  [/^alice\..*SHA1/, 'signed invalid none trusted'],
  [/^alice\.html\.sig\.SHA1\.opaque\.env/, 'encrypted invalid none trusted'],
  // The text was changed after signing.
  [/\.multipart\.bad\.eml$/, 'signed invalid none trusted'],
  // A detached signature that brings a content of its own beside the one shown.
  [/mismatch-econtent/, 'signed invalid none -'],
  // A signature over something else than what is shown.
  [/^alice\.env\.dsig\./, 'signed invalid none trusted'],
  [/^alice\.dsig\..*\.env\.dsig\.eml$/, 'signed invalid none trusted'],
  [/^outer-smime-bad-sig/, 'signed invalid none unknown-issuer'],
  // A layer inside a foreign multipart, or beside another one, covers only a part.
  [/in\.mixed\.with\.header/, 'plain'],
  [/^multipart-alternative/, 'plain'],
  // An OpenPGP layer around S/MIME: the outermost is what counts.
  [/^outer-pgp-sig/, 'signed by OpenPGP'],
  // For a certificate that the corpus does not hold any more.
  [/^alice\.dsig\..*\.multipart\.env$/, 'unopenable not-for-us'],
];

/** Where we differ from what one may expect at first, and why. */
export const explained: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/SHA1/, 'SHA-1 signatures count for nothing here, as with OpenPGP; Thunderbird accepts them.'],
  [
    /^alice\.env\.d?sig\.|^alice\.dsig\.SHA256\.multipart\.env\.dsig/,
    'Signed around encrypted: the signature is judged, and what it covers stays a file. Whoever signs a ciphertext need not know what is in it (RFC 9787, 4.4).',
  ],
  [
    /^alice\.env\.dsig\.|^alice\.dsig\.SHA256\.multipart\.env\.dsig|mismatch-econtent/,
    'The signature was made over something else than what stands in the message: openssl cms calls it broken, too.',
  ],
  [
    /^alice\.future\./,
    'The Date outside is six hours after the time of signing. The header outside is not covered by the signature, so it says nothing about it.',
  ],
  [
    /^alice\.(env|plain)\.d?sig\..*\.dave\.|^alice\.(env|plain)\.sig\..*\.opaque\.dave\./,
    'Signed twice: the outer signature is the one that counts; the inner message is listed as it came.',
  ],
  [
    /^alice\.dsig\..*\.multipart\.env$/,
    'Encrypted for a certificate of an older Bob, whose key the corpus does not hold.',
  ],
  [/^outer-smime-bad-sig/, 'Made under an older authority of the same tests, which nobody here trusts.'],
];

export function expectedOf(name: string): string {
  const rule = rules.findLast(([pattern]) => pattern.test(name));
  if (rule === undefined) throw new Error(`nothing is expected of ${name}`);
  return rule[1];
}
