import type { KeySource } from '../../main/contract/keys.ts';

/** How a key reached us, inside a line of facts. */
export const keySourceNames = {
  file: 'added from a file',
  clipboard: 'pasted',
  attachment: 'came as an attachment',
  autocrypt: 'came with a mail',
  gossip: 'came with somebody else’s mail',
  wkd: 'found at their mail provider',
  'key-server': 'found at keys.openpgp.org',
} as const satisfies Record<KeySource, string>;

/** Words of finding and keeping somebody's key. */
export const findKeyText = {
  fromFile: 'From a file',
  paste: 'Paste as text',
  pasteLabel: 'The key as text',
  pasteWords: 'The whole block, with its first and last line.',
  look: 'Look at it',
  askDomain: (domain: string) => `Ask ${domain}`,
  askServer: 'Ask keys.openpgp.org',
  lookUpWords: 'Whoever is asked learns that somebody looks for this address, and nothing else.',
  nothing: 'No key was found there for this address.',
  keepFor: (address: string) => `Keep it for ${address}`,
  keptFor: (address: string) => `Kept for ${address}`,
  keptWords: (address: string) => `Kept for ${address}. Compare the fingerprint before you write about health.`,
  offersTitle: 'Keys found',
  notForAddress: (address: string) => `It does not name ${address}. Keep it only if its owner told you so.`,
  rival: (address: string) => `Another key is kept for ${address}. This one would stand beside it.`,
  rivalCompared: (address: string) =>
    `For ${address} a key is kept that somebody compared. Ask its owner whether this new one is theirs.`,
  expires: (on: string) => `expires ${on}`,
  lookAt: (name: string) => `Look into ${name}`,
  lookAtWords: 'With it you can write to its owner encrypted.',
} as const;

/** Words of the practice's own key. */
export const ownKeyText = {
  tab: 'OpenPGP',
  title: 'The practice’s key',
  words:
    'With it others encrypt to you, and see that a letter is yours. It goes along with every message. People may compare these groups with you by phone.',
  present: 'In use',
  old: 'For old mail only',
  expires: (on: string) => `Good until ${on}.`,
  soon: (on: string) => `It ends on ${on}. Renew it now, so that nobody’s letter is refused.`,
  expired: (on: string) => `It ended on ${on}. Nobody can encrypt to you until it is renewed.`,
  never: 'It has no end. Renewing gives it one, three years from now, that you can move on.',
  renew: 'Renew for three years',
  renewed: 'Renewed. Others get the news with your next letter.',
  export: 'Save the public key',
  copy: 'Copy the public key',
  copied: 'The public key is on the clipboard.',
  saved: (name: string) => `Saved as ${name}`,
  import: 'Take over a key',
  importTitle: 'Take over a key that you used before',
  importWords:
    'A private key from Thunderbird, GnuPG or another program. Your present key stays for the mail that was encrypted to it.',
  pick: 'Choose the key file',
  picked: (name: string) => `Chosen: ${name}`,
  passphrase: 'Passphrase of the key',
  passphraseHint: 'Empty where it has none.',
  use: 'What for?',
  usePresent: 'From now on',
  usePresentWords: 'It signs, and others encrypt to it. It must name the practice’s mail address.',
  useOld: 'To read old mail',
  useOldWords: 'It opens what came encrypted to it, and does nothing else.',
  imported: 'Taken over. Make a new recovery kit, so that this key is in it.',
  othersTitle: 'Other people’s keys',
  othersWords: 'Of patients and everybody else. A key that nobody compared is asked about before health content.',
  othersNone: 'No keys yet.',
  addFor: 'Add a key for',
  addForWords: 'A mail address. For a patient, their page does the same.',
  qr: 'Fingerprint as a code to scan',
} as const;

const importProblems: Readonly<Record<string, string>> = {
  malformed: 'The file holds no OpenPGP key, or a damaged one.',
  several: 'The file holds several keys. Please give one at a time.',
  private: 'The file holds a private key. Ask its owner for the public one, and to tell nobody else.',
  'too-large': 'The file is larger than any key.',
  'public-only': 'The file holds a public key only. The private one is needed.',
  'wrong-passphrase': 'That passphrase does not open the key.',
  incomplete: 'Parts of the private key are missing; they may be on a smart card.',
  'other-address': 'The key does not name the practice’s mail address.',
  'too-new': 'The key is of a new kind (version 6) that many programs cannot write to.',
  'cannot-be-used': 'It is expired, withdrawn, too weak, or cannot both sign and encrypt.',
  own: 'The practice’s own key cannot be used.',
  'no-key': 'There is no usable key for one of the recipients.',
  'no-recipient': 'There is nobody to encrypt to.',
};

/** Why a key cannot be used, where the engine says why. */
export function keyProblemWords(reason: string): string | null {
  return importProblems[reason] ?? null;
}
