/** What a message must come to: its one status, and what its parts hold when a person opens them. */
export type Expected = {
  readonly status: string;
  /** `kind signature: first words`, or the reason why not, of each part that can be opened. */
  readonly inside?: readonly string[];
  /** Files that hold keys. */
  readonly keys?: number;
};

const sundays = 'Sundays are nothing without callaloo.';
const coin = 'Insert a coin to play your personal lucky melody.';

/** Thunderbird's own OpenPGP test messages, read with the keys of Alice, Bob and Carol (pgp.icu). */
export const openPgpOracle: Readonly<Record<string, Expected>> = {
  'alice-broken-exchange': { status: 'plain', inside: ['encrypted none: Test message'] },
  'alice-signed': { status: 'plain', inside: ['signed valid: Hello Bob,'] },
  'alice-utf': { status: 'plain', inside: ['signed valid: 1.00 Month, Services'] },
  'bob-enc-html-nbsp': { status: 'plain', inside: ['encrypted none: My real name is not Bob.'] },
  'bob-enc-inline-nbsp-qp': { status: 'plain', inside: ['encrypted none: My real name is not Bob.'] },
  'bob-to-alice-signed-damaged-signature': { status: 'signed invalid' },
  'dual-signed-uncommon-content-type': { status: 'signed invalid' },
  'enc-to-carol@pgp.icu-revoked': { status: 'encrypted none' },
  'encrypted-to-alice-as-hidden-recipient': { status: 'encrypted none' },
  'forwarded-eml-signed-by-alice': {
    status: 'plain',
    inside: ['message: Cryptography is not magic pixie dust that you can sprinkle on a system to make it secure'],
  },
  'fwd-unsigned-encrypted': { status: 'plain', inside: [`message: ${sundays}`] },
  'inline-signed-latin1': { status: 'plain', inside: ['signed unknown-key: àèìòù'] },
  'inline-signed-utf8': { status: 'plain', inside: ['signed unknown-key: àèìòù'] },
  'inner-smime-sig-in-pgp-encrypted': { status: 'encrypted none' },
  openpgp__stripped_sig: { status: 'plain' },
  'outer-pgp-sig-inner-pgp-enc-sig': { status: 'signed invalid', inside: [`encrypted none: ${sundays}`] },
  'outer-pgp-sig-inner-pgp-enc-with-mixed': { status: 'signed invalid', inside: [`encrypted none: ${sundays}`] },
  'outer-pgp-sig-inner-pgp-enc': { status: 'signed invalid', inside: [`encrypted none: ${sundays}`] },
  'outer-smime-bad-sig-inner-pgp-enc-sig-with-mixed': {
    status: 'signed invalid',
    inside: [`encrypted none: ${sundays}`],
  },
  'outer-smime-bad-sig-inner-pgp-enc-sig': { status: 'signed invalid', inside: [`encrypted none: ${sundays}`] },
  'outer-smime-bad-sig-inner-pgp-enc': { status: 'signed invalid', inside: [`encrypted none: ${sundays}`] },
  'partial-encrypt-for-alice-html': { status: 'plain', inside: [`encrypted none: ${coin}`] },
  'partial-encrypt-for-alice-plaintext': { status: 'plain', inside: [`encrypted none: ${coin}`] },
  'partial-encrypt-for-carol-html': { status: 'plain', inside: ['not-for-us'] },
  'partial-encrypt-for-carol-plaintext': { status: 'plain', inside: ['not-for-us'] },
  'signed-by-0xfbfcc82a015e7330-to-0xf231550c4f47e38e-unencrypted-with-key': {
    status: 'signed verified compared message',
    keys: 1,
  },
  'signed-by-0xfbfcc82a015e7330-to-0xf231550c4f47e38e-unencrypted': { status: 'signed verified compared message' },
  'signed-inline-indented': { status: 'plain', inside: ['signed valid: indent test with £'] },
  'signed-with-mailman-footer': { status: 'plain' },
  'sigspoof-git-commit': { status: 'unopenable damaged' },
  'unob-signed-by-0x3099ff1238852b9f-to-0xf231550c4f47e38e': { status: 'plain' },
  'unrelated-and-fake-keys-attached': { status: 'plain', keys: 3 },
  'unsigned-encrypted-to-0xf231550c4f47e38e-from-0x3099ff1238852b9f-with-key': { status: 'encrypted none', keys: 1 },
  'unsigned-encrypted-to-0xf231550c4f47e38e-from-0x3099ff1238852b9f': { status: 'encrypted none' },
  'unsigned-encrypted-to-0xf231550c4f47e38e-from-0xfbfcc82a015e7330-with-key': { status: 'encrypted none', keys: 1 },
  'unsigned-encrypted-to-0xf231550c4f47e38e-from-0xfbfcc82a015e7330': { status: 'encrypted none' },
  'unsigned-unencrypted-0x3099ff1238852b9f-autocrypt': { status: 'plain' },
};

const inline =
  'Inline OpenPGP is opened as a part: it has no status of its own, for it says nothing of the subject and the rest.';
const smime = 'Its outermost layer is S/MIME, which has suites of its own.';

/** Where Thunderbird shows something else, and why we do not. */
export const differsFromThunderbird: Readonly<Record<string, string>> = {
  'alice-broken-exchange': 'Thunderbird offers to repair what Exchange broke. Here the encrypted file opens as a part.',
  'alice-signed': inline,
  'alice-utf': inline,
  'bob-enc-html-nbsp': inline,
  'bob-enc-inline-nbsp-qp': inline,
  'inline-signed-latin1': inline,
  'inline-signed-utf8': inline,
  'partial-encrypt-for-alice-html': inline,
  'partial-encrypt-for-alice-plaintext': inline,
  'signed-inline-indented': inline,
  'dual-signed-uncommon-content-type': smime,
  'outer-smime-bad-sig-inner-pgp-enc-sig-with-mixed': smime,
  'outer-smime-bad-sig-inner-pgp-enc-sig': smime,
  'outer-smime-bad-sig-inner-pgp-enc': smime,
  'unob-signed-by-0x3099ff1238852b9f-to-0xf231550c4f47e38e':
    'Unobtrusive signatures are an Internet draft; a message without a known layer is plain.',
};
