import type { Failure } from '../../main/contract/envelope.ts';
import type { ErrorCode, ErrorFacts } from '../../main/contract/errors.ts';
import { formatSize, formatWait } from './format.ts';
import { fileProblems } from './imports.ts';
import { keyProblemWords } from './keys.ts';
import { certificateSentence } from './server-certificate.ts';

/** What a person reads when something failed: a title, what happened, and what to do next. */
export type ErrorText = { readonly title: string; readonly happened: string; readonly next: string };

/** A fact as a word, or the words that stand for it where the engine did not say. */
export function factWords(facts: ErrorFacts, name: string, otherwise: string): string {
  const fact = facts[name];
  if (typeof fact === 'number') return String(fact);
  return typeof fact === 'string' && fact !== '' ? fact : otherwise;
}

const server = (facts: ErrorFacts) => factWords(facts, 'host', 'the mail server');

const serverSays = (facts: ErrorFacts) => {
  const words = factWords(facts, 'answer', '') || factWords(facts, 'response', '');
  return words === '' ? '' : `: “${words.replace(/\.$/, '')}”`;
};

const inBrackets = (facts: ErrorFacts, name: string) => {
  const word = factWords(facts, name, '');
  return word === '' ? '' : ` (${word})`;
};

const tryAgainIn = (facts: ErrorFacts, name: string) => {
  const ms = facts[name];
  return typeof ms === 'number' && ms > 0 ? `Try again in ${formatWait(ms)}` : 'Try again';
};

const isTrue = (facts: ErrorFacts, name: string) => facts[name] === true;

const isReason = (facts: ErrorFacts, reason: string) => factWords(facts, 'reason', '') === reason;

const certificateFile: Readonly<Record<string, string>> = {
  malformed: 'It is not a file with certificates, or it is damaged.',
  'too-large': 'It is larger than any file with certificates.',
  'wrong-password': 'The password does not open it.',
  unsupported: 'It is locked in an old way that Postern does not open. Export it again with AES or Triple DES.',
  'no-private-key': 'There is no private key in it that Postern can use.',
  'no-certificate': 'There is no certificate in it that fits.',
  several: 'There is more than one certificate in it; here one is needed.',
};

/** What is wrong with a certificate that came from no file. */
const certificateUse: Readonly<Record<string, Omit<ErrorText, 'title'>>> = {
  'cannot-be-used': {
    happened: 'It is expired, withdrawn, too weak, or not made for encryption.',
    next: 'Ask its owner for another one, or use a sealed letter.',
  },
  'none-for-recipient': {
    happened: 'There is none to encrypt this message to.',
    next: 'Ask the recipient for theirs, or use a sealed letter.',
  },
  'own-certificate': {
    happened: 'The practice has none of its own that it can use now.',
    next: 'Look at it in the settings, under “S/MIME”.',
  },
  'not-the-senders': {
    happened: 'It does not name the sender’s address, or the signature it came with is broken.',
    next: 'Ask the sender for their certificate as a file.',
  },
};

const withoutTls: Readonly<Record<string, string>> = {
  'too-old': 'It only knows encryption that is too old to be safe.',
  'no-tls-here': 'Nothing encrypted answers on this port.',
  'starttls-missing': 'The server, or somebody in between, does not offer to start encryption.',
  injected: 'Something was slipped in before encryption started. Somebody in between may be attacking the line.',
  preauth: 'It tried to go on without encryption.',
};

const pdfReasons: Readonly<Record<string, (number: string) => string>> = {
  characters: () => 'It has characters that the PDF’s letters do not have, such as an emoji or another script.',
  'file-kind': (number) => `File ${number} is neither a picture (JPEG, PNG) nor a PDF.`,
  'locked-file': (number) => `File ${number} is a PDF with a password of its own.`,
  'damaged-file': (number) => `File ${number} is damaged and cannot be shown whole.`,
};

const sizeOf = (facts: ErrorFacts, name: string) => {
  const bytes = facts[name];
  return typeof bytes === 'number' ? formatSize(bytes) : null;
};

const texts: { readonly [Code in ErrorCode]: (facts: ErrorFacts) => ErrorText } = {
  'bad-request': () => ({
    title: 'Postern could not do that',
    happened: 'The window asked for something in a way the mail engine does not accept. Nothing was changed.',
    next: 'Try once more. If it happens again, please report it.',
  }),
  'too-large': (facts) => ({
    title: 'That is too large',
    happened: `It is larger than Postern handles in one piece${sizeOf(facts, 'limit') ? ` (${sizeOf(facts, 'limit')})` : ''}.`,
    next: 'Use a smaller file, or fewer at once.',
  }),
  locked: () => ({
    title: 'Postern is locked',
    happened: 'The mail on this computer is locked, so nothing can be read or changed.',
    next: 'Unlock it with the passphrase.',
  }),
  'engine-gone': () => ({
    title: 'The mail engine stopped',
    happened: 'The part of Postern that keeps the mail is not running. Nothing typed is lost.',
    next: 'It starts again by itself in a moment. Then try once more.',
  }),
  unexpected: () => ({
    title: 'Something unexpected happened',
    happened: 'Postern met a problem it has no name for. Nothing was sent.',
    next: 'Try once more. If it happens again, close and open Postern.',
  }),
  'took-too-long': () => ({
    title: 'This took too long',
    happened: 'Postern stopped something that did not come to an end. Nothing was sent.',
    next: 'Try once more. If it happens again, leave out the largest attachment.',
  }),
  'vault-absent': () => ({
    title: 'Nothing is set up yet',
    happened: 'There is no practice on this computer so far.',
    next: 'Set up the practice first, or restore a backup.',
  }),
  'vault-exists': () => ({
    title: 'A practice is set up already',
    happened: 'This computer holds the locked mail of a practice. It was not touched.',
    next: 'Unlock it with its passphrase.',
  }),
  'vault-wrong-passphrase': (facts) => ({
    title: 'That passphrase is not right',
    happened: 'It does not open the mail on this computer. Capital letters and spaces count.',
    next: `${tryAgainIn(facts, 'waitMs')}, or use the recovery code.`,
  }),
  'vault-wrong-recovery-code': (facts) => ({
    title: 'That recovery code is not right',
    happened: isTrue(facts, 'mistyped')
      ? 'There is a typing mistake in it: the check characters do not match.'
      : 'It is typed without a mistake but belongs to another kit, perhaps an older one.',
    next: 'Compare it with the printed kit, one group at a time. Spaces and dashes do not matter.',
  }),
  'vault-key-missing': () => ({
    title: 'The file that opens the mail is missing',
    happened: 'The mail is here and whole, but the small file beside it that the passphrase opens is gone.',
    next: 'Restore a backup: it holds both files. Nothing here was deleted.',
  }),
  'vault-damaged': () => ({
    title: 'The mail file is damaged',
    happened: 'A check found that the locked file on this disk was changed or cut short. Nothing of it was deleted.',
    next: 'Restore the newest backup. Mail that came later is fetched again from the server.',
  }),
  'vault-from-future': () => ({
    title: 'This mail was last opened by a newer Postern',
    happened: 'A later version of Postern has changed the file in ways this one does not know.',
    next: 'Install the newest Postern, then open it again. Nothing was changed.',
  }),
  'vault-on-network-drive': (facts) => ({
    title: 'The mail must stand on this computer',
    happened: `Its folder is on a network drive${inBrackets(facts, 'path')}, where two computers could damage it.`,
    next: 'Move the folder to a disk of this computer, then open Postern again.',
  }),
  'vault-in-use': () => ({
    title: 'The mail is open somewhere else',
    happened: 'Another Postern on this computer, perhaps for another person who is signed in, holds the file.',
    next: 'Quit that Postern, then try again.',
  }),
  'vault-weak-passphrase': () => ({
    title: 'That passphrase is too easy to guess',
    happened: 'It is short, well known, repeats itself, or contains the name of the practice.',
    next: 'Use 15 characters or more. A few unrelated words make a good one.',
  }),
  'keychain-unavailable': () => ({
    title: "The system's password store did not answer",
    happened: 'The mail password is kept there, and the system did not hand it out.',
    next: 'Sign in to the computer again, or enter the mail password once more under Settings.',
  }),
  'backup-damaged': () => ({
    title: 'That backup cannot be used',
    happened: 'The file is damaged, or is not a backup of Postern. Nothing on this computer was changed.',
    next: 'Choose another backup.',
  }),
  'disk-full': (facts) => ({
    title: 'The disk is full',
    happened: `There is no room left to save${sizeOf(facts, 'needed') ? `: ${sizeOf(facts, 'needed')} are needed` : ''}. What was saved before is safe.`,
    next: 'Free some space on this computer, then try again.',
  }),
  'file-unwritable': () => ({
    title: 'The file could not be saved there',
    happened: 'The system did not let Postern write to that place.',
    next: 'Choose another folder, for instance Documents.',
  }),
  'server-name-not-found': (facts) => ({
    title: `No server is called ${server(facts)}`,
    happened: 'The name is not known on the internet, or this computer cannot look names up right now.',
    next: 'Check the spelling, and that this computer is online.',
  }),
  'server-refused': (facts) =>
    isReason(facts, 'busy')
      ? {
          title: `${server(facts)} is busy`,
          happened: `It asks to come back later${serverSays(facts)}.`,
          next: 'Wait a few minutes, then try again.',
        }
      : {
          title: `${server(facts)} does not answer there`,
          happened: `The computer is there but takes no mail connections on port ${factWords(facts, 'port', 'given')}.`,
          next: 'Check the port, or ask the provider which one to use.',
        },
  'server-timeout': (facts) => ({
    title: `${server(facts)} did not answer in time`,
    happened: 'The connection was tried and nothing came back.',
    next: 'Check the name and the port. A firewall on this network can be the reason, too.',
  }),
  'server-certificate': (facts) => ({
    title: `${server(facts)} could not prove who it is`,
    happened: certificateSentence(facts),
    next: 'Do not go on by another way. Check the server name; if it is right, tell the provider. Your password was not sent.',
  }),
  'server-no-tls': (facts) => ({
    title: `${server(facts)} offers no protected connection`,
    happened: `${withoutTls[factWords(facts, 'reason', '')] ?? 'The server, or somebody in between, did not start encryption.'} Your password was not sent.`,
    next: 'Use the settings the provider publishes. If they are right, try another network.',
  }),
  'server-protocol': (facts) => ({
    title: `${server(facts)} answered in an unexpected way`,
    happened: `It does not speak as a mail server should${serverSays(facts)}.`,
    next: 'Check that the name and port belong to the right kind of mail server.',
  }),
  'sign-in-refused': (facts) => ({
    title: `${server(facts)} refused the sign-in`,
    happened: isReason(facts, 'no-password')
      ? 'The password that was kept for it is gone from this computer.'
      : `It does not accept this user name and password${serverSays(facts)}.`,
    next: isReason(facts, 'app-password')
      ? 'It wants an app password: make one on the provider’s website and enter it here.'
      : 'Check both. Some providers want an app password instead of the usual one.',
  }),
  'sign-in-needs-oauth': (facts) => ({
    title: `${factWords(facts, 'provider', 'This provider')} signs in through its own page`,
    happened: 'It does not accept passwords from mail programs. Your password is not wrong.',
    next: 'This sign-in comes with a later version of Postern. Until then, use an account of another provider.',
  }),
  offline: () => ({
    title: 'This computer is offline',
    happened: 'There is no connection to the internet. Reading, searching and writing go on.',
    next: 'Mail leaves when the connection is back.',
  }),
  'requiretls-missing': (facts) => ({
    title: 'The message waits',
    happened: `${server(facts)} cannot promise verified TLS all the way (REQUIRETLS) now, and the message may not leave without it. Nothing was sent.`,
    next: 'Postern tries again by itself. Or make it a draft and choose another way.',
  }),
  'tls-unproven': () => ({
    title: 'Nothing proves the way any more',
    happened: 'What their mail domain says about TLS changed, or cannot be looked up. Nothing was sent.',
    next: 'Make it a draft and choose again.',
  }),
  'recipient-refused': (facts) => ({
    title: 'The server does not take mail for this address',
    happened: `${server(facts)} refused the recipient${serverSays(facts)}. Nothing was sent.`,
    next: 'Check the address with the patient, then send it again from Drafts.',
  }),
  'mail-refused': (facts) => ({
    title: 'The server refused this message',
    happened: `${server(facts)} did not take it${serverSays(facts)}. Nothing was sent.`,
    next: 'Read what the server says, change the message or ask the provider, then send it again.',
  }),
  'mail-deferred': (facts) => ({
    title: 'The server asks to wait',
    happened: `${server(facts)} takes no mail from us for the moment${serverSays(facts)}.`,
    next: 'Postern tries again by itself. There is nothing to do.',
  }),
  'not-found': () => ({
    title: 'That is not there any more',
    happened: 'It was moved or deleted in the meantime, perhaps on another device.',
    next: 'Go back to the list and look again.',
  }),
  'message-unreadable': () => ({
    title: 'This message cannot be shown',
    happened: 'It is not put together the way mail should be. It is kept as it came.',
    next: 'Look at its source, or ask the sender to send it again.',
  }),
  'message-too-large': (facts) => ({
    title: 'The message is too large for the server',
    happened: `${sizeOf(facts, 'size') ? `It comes to ${sizeOf(facts, 'size')}` : 'It is larger'}${sizeOf(facts, 'limit') ? `, and the server takes ${sizeOf(facts, 'limit')}` : ' than the server takes'}.`,
    next: 'Remove an attachment, or send it in two messages.',
  }),
  'recipient-invalid': (facts) => ({
    title: 'That address cannot be used',
    happened: `${factWords(facts, 'address', 'It')} is not a mail address.`,
    next: 'Correct it, then try again.',
  }),
  'header-invalid': () => ({
    title: 'The subject or a name has characters that mail cannot carry',
    happened: 'A line break or an invisible character stands where it may not. Nothing was sent.',
    next: 'Type the subject again, without pasting.',
  }),
  'protection-mismatch': () => ({
    title: 'Postern stopped this message',
    happened: 'The last check found that the finished message was not protected as you chose. Nothing was sent.',
    next: 'Your text is in Drafts. Please report this: it must never happen.',
  }),
  'key-unusable': (facts) => ({
    title: 'That key cannot be used',
    happened:
      keyProblemWords(factWords(facts, 'reason', '')) ??
      'It is expired, withdrawn, too weak, or not made for encryption.',
    next: isReason(facts, 'own')
      ? 'Look at it in the settings, under “OpenPGP”.'
      : 'Ask its owner for another one, or use a sealed letter.',
  }),
  'certificate-unreadable': (facts) => {
    const use = certificateUse[factWords(facts, 'reason', '')];
    if (use !== undefined) return { title: 'That certificate cannot be used', ...use };
    return {
      title: 'That file gives no certificate',
      happened: certificateFile[factWords(facts, 'reason', '')] ?? 'It could not be read.',
      next: isReason(facts, 'wrong-password')
        ? 'Type it again; capital letters count.'
        : 'Ask whoever made it for a .p12 or .pfx file with the private key, or a .cer file of somebody else.',
    };
  },
  'phrase-missing': () => ({
    title: 'This patient has no phrase yet',
    happened: 'A sealed letter opens with five words that the patient got from you.',
    next: 'Make the phrase and hand over the slip.',
  }),
  'pdf-impossible': (facts) => ({
    title: 'This letter cannot become a PDF',
    happened: pdfReasons[factWords(facts, 'reason', '')]?.(factWords(facts, 'number', '')) ?? 'It could not be made.',
    next: 'Send it as a page or a link instead, or leave out what does not fit. Nothing was sent.',
  }),
  'template-broken': () => ({
    title: 'This text cannot be sent yet',
    happened: 'Something in its fields or conditions is not right. Nothing was saved.',
    next: 'What is wrong stands above the text. Mend it, then save again.',
  }),
  'import-unreadable': (facts) => {
    const [happened, next] = fileProblems[factWords(facts, 'reason', '')] ?? [
      'It could not be read as a list of patients.',
      'Choose another file.',
    ];
    const row = facts.row;
    return {
      title: 'That file cannot be imported',
      happened: typeof row === 'number' ? `${happened} It begins at row ${row}.` : happened,
      next,
    };
  },
  'state-changed': () => ({
    title: 'Something changed in the meantime',
    happened: 'What you saw is no longer how it stands. Nothing was overwritten.',
    next: 'Look at it once more, then decide again.',
  }),
};

/** Title, what happened and what to do next for a failure of the engine. */
export function describeFailure(failure: Failure): ErrorText {
  return texts[failure.code](failure.facts);
}
