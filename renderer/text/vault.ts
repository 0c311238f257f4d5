import type { ErrorCode } from '../../main/contract/errors.ts';
import type { PassphraseStrength } from '../../main/contract/vault.ts';
import { counted, formatDate, formatMoment } from './format.ts';

/** Words of the first run, the recovery kit, unlocking and restoring. */
export const vaultText = {
  steps: 'Steps',
  stepPractice: 'Your practice',
  stepPracticeHint: 'Name, address, passphrase',
  stepKit: 'Recovery kit',
  stepKitHint: 'Print it or save it',
  stepAccount: 'Mail account',
  stepAccountHint: 'The one you already have',
  stepDone: 'done',
  welcomeTitle: 'Mail for your practice, locked by default',
  welcomeFacts: [
    'All mail is kept encrypted on this computer. There is no server of ours.',
    'Every patient conversation gets a protection that a person chose.',
    'A patient needs nothing but a browser and five words from you.',
  ],
  practiceTitle: 'Set up your practice',
  practiceWords: 'These lines stand under your letters and on the slips that patients get.',
  practiceName: 'Name of the practice',
  telephone: 'Telephone',
  telephoneHint: 'Patients call it when something looks odd.',
  postalAddress: 'Postal address',
  ownerName: 'Your name',
  ownerHint: 'You are the owner here, and the privacy officer.',
  address: 'Mail address of the practice',
  addressHint: 'Patients write to it. You connect it last.',
  passphrase: 'Passphrase',
  passphraseHint: '15 characters or more. Four or five unrelated words are strong and easy to type. Pasting works.',
  create: 'Set up and lock',
  creating: 'Setting up and locking. This takes a second or two.',
  haveBackup: 'Restore a backup instead',
  kitTitle: 'Your recovery kit',
  kitWords:
    'If the passphrase is ever forgotten, this code is the only way back to the mail. Nobody else has it, not even we.',
  kitCode: 'Recovery code',
  kitMade: (at: number) => `Made ${formatDate(at)}`,
  kitKey: 'The practice’s private key, locked with the code',
  kitKeyShort:
    'The printed sheet and the file also hold what opens the practice’s encrypted mail, locked with this code.',
  kitFingerprint: 'Key fingerprint',
  kitRevocation: 'Revocation certificate',
  kitRevocationWords:
    'Only if the key was stolen or is lost for good: whoever imports this into an OpenPGP program and publishes it ends the key for everybody.',
  kitKeep: 'Keep it where the practice keeps its most important papers. Not on this computer, not beside it.',
  kitUse: 'To use it: start Postern, choose “Use the recovery code”, type the code, set a new passphrase.',
  kitSheetTitle: 'Recovery kit',
  print: 'Print',
  saveFile: 'Save as a file',
  savedFile: 'Saved. Put the file on a USB stick, then delete it from this computer.',
  kitConfirm: 'I have printed or saved it',
  kitContinue: 'Continue',
  kitDone: 'Done',
  kitFirst: 'Tick the box first: without the kit, a forgotten passphrase means lost mail.',
  unlockTitle: 'Unlock your mail',
  unlockWords: 'The mail on this computer is locked.',
  windowLockedTitle: 'The window is locked',
  windowLockedWords: 'Mail is still being received and sent in the background.',
  unlock: 'Unlock',
  unlocking: 'Opening. This takes about a second.',
  waitWords: (wait: string) => `Next try in ${wait}`,
  waitReason: 'The wait grows with each wrong try. It never locks you out for good.',
  useRecovery: 'Use the recovery code',
  recoveryTitle: 'Use the recovery code',
  recoveryWords: 'It stands on the printed recovery kit. Spaces, dashes and small letters do not matter.',
  recoveryCode: 'Recovery code',
  newPassphrase: 'New passphrase',
  recoverAction: 'Set passphrase and unlock',
  currentPassphrase: 'Current passphrase',
  changeAction: 'Change passphrase',
  changed: 'The passphrase is changed.',
  restoreTitle: 'Restore a backup',
  restoreWords:
    'The chosen backup is opened and checked before it takes its place. The files that are here now are kept beside it.',
  restoreChoose: 'Which backup?',
  restoreFile: 'A file of your own',
  restoreFileHint: 'You choose it in the next step.',
  restoreNewest: 'Newest',
  restorePassphrase: 'Passphrase of that time',
  restoreAction: 'Restore',
  restoring: 'Opening and checking the backup.',
  restored: (at: number) => `The backup of ${formatMoment(at)} is in place.`,
  noBackups: 'Postern made no backups by itself yet. Choose a file you saved.',
  checkAgain: 'Try again',
} as const;

const problems = {
  'too-short': 'Too short',
  common: 'Too well known: it is on the lists that attackers try first',
  repetitive: 'Repeats itself too much',
  'contains-practice': 'Contains the name of the practice or yours',
} as const satisfies Record<Exclude<PassphraseStrength['problem'], null>, string>;

const scores = ['Very weak', 'Weak', 'Fair', 'Good', 'Strong'] as const;

/** Characters of a passphrase as people see them (NFC); the engine refuses fewer. */
const shortest = 15;

const missingCharacters = (passphrase: string) => shortest - [...passphrase.normalize('NFC')].length;

/** The words beside the meter: what is missing, or how strong it is. Characters are counted as people see them. */
export function strengthWords(passphrase: string, strength: PassphraseStrength | null): string {
  const missing = missingCharacters(passphrase);
  if (missing > 0) return `${problems['too-short']}: ${counted(missing, 'more character')}`;
  if (!strength) return '';
  return strength.problem ? problems[strength.problem] : (scores[strength.score] ?? '');
}

/** Long enough to be sent: whether it is good, the engine says. */
export function isLongEnough(passphrase: string): boolean {
  return missingCharacters(passphrase) <= 0;
}

/** Why a new passphrase was not taken. */
export function newPassphraseProblem(passphrase: string, strength: PassphraseStrength | null): string {
  return strengthWords(passphrase, strength) || vaultText.passphraseHint;
}

/** Which broken vaults a backup mends. */
export const mendedByBackup: readonly ErrorCode[] = ['vault-damaged', 'vault-key-missing'];
