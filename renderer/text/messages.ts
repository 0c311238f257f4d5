import type { Delivery, MessageStatus, MessageView, MessageWarning } from '../../main/contract/messages.ts';
import type { ThreadRow } from '../../main/contract/threads.ts';
import { trustText } from './certificates.ts';
import { formatClock, formatDate, formatMoment } from './format.ts';

const withSeconds = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', second: '2-digit' });

/** Words about one message. */
export const messagesText = {
  you: 'You',
  noSubject: '(no subject)',
  /** In place of "..." where its sender's program hid the subject, and nothing we could open tells it. */
  hiddenSubject: 'Encrypted message',
  noSender: '(no sender)',
  parts: 'Whom it went to, and how',
  to: 'To',
  cc: 'Cc',
  more: 'More about this message',
  viewSource: 'View source',
  answerThis: 'Answer this message',
  forwardThis: 'Forward this message',
  sealedAnswer: 'Sealed answer',
  openpgp: 'OpenPGP',
  smime: 'S/MIME',
  picturesBlocked: 'Pictures blocked.',
  quotedText: 'Quoted text',
  showQuote: 'Show quoted text',
  hideQuote: 'Hide quoted text',
  bodyOf: (name: string, when: string) => `Message of ${name}, ${when}`,
  emptyBody: 'This message has no text.',
  attachments: 'Attachments',
  save: 'Save',
  saveFile: (name: string) => `Save ${name}`,
  savedAs: (name: string) => `Saved as ${name}`,
  source: 'Source of the message',
  sourceHint: 'As the server has it, byte for byte. An encrypted message stays encrypted here.',
  sourceMore: 'Show more',
  sourceLabel: 'Source text',
} as const;

const standsIn = /^\[?(?:\.{3}|…)\]?$/;

/** The subject of a message as it is shown. */
export function messageSubject({ subject, status }: Pick<MessageView, 'subject' | 'status'>): string {
  const encrypted = status.kind === 'encrypted' || status.kind === 'unopenable';
  return rowSubject({ subject, subjectHidden: encrypted && standsIn.test(subject) });
}

/** The subject of a conversation as it is shown. */
export function rowSubject({ subject, subjectHidden }: Pick<ThreadRow, 'subject' | 'subjectHidden'>): string {
  if (subjectHidden === true) return messagesText.hiddenSubject;
  return subject || messagesText.noSubject;
}

/** Words of the question that comes before a link opens. */
export const linkText = {
  title: 'Open this link?',
  goesTo: 'It goes to',
  wholeAddress: 'The whole address',
  open: 'Open in the browser',
  copy: 'Copy the address',
  copied: 'Address copied',
  lookAlike: 'The name of this site is written in letters that can look like others. Read it twice.',
  otherHost: (shown: string) => `The link says ${shown}, but goes somewhere else.`,
  upgraded: 'The link asked for an unprotected connection. It is opened over HTTPS.',
  mailTitle: 'Write to this address?',
  write: 'Write a message',
} as const;

const warnings: Readonly<Record<MessageWarning, string>> = {
  'several-from': 'Says that it comes from several senders. Do not trust the name.',
  'several-addresses-in-from': 'Names several addresses as its sender. Do not trust the name.',
  'no-from': 'Does not say who sent it.',
  'name-looks-like-address': 'The sender’s name looks like another address. The real one stands beside it.',
  'encoded-word-trick': 'The sender’s name hides something. Do not trust it.',
  'hidden-characters': 'A name in it contains invisible characters. Do not trust it.',
  'too-deep': 'Packed into more layers than Postern opens. The rest is listed as one file.',
  'too-many-parts': 'Has more parts than Postern opens. The rest is listed as one file.',
  'headers-cut': 'Has more lines at its head than Postern reads. The rest was left out.',
  'text-cut': 'Too long to show as a whole. The whole text is listed as a file.',
  'out-of-time': 'Took too long to take apart. Some files may be missing.',
  'unknown-charset': 'Written in an unknown alphabet coding. Some letters may be wrong.',
  'no-headers': 'Has no head at all: no sender, no date, no subject.',
  unreadable: 'Could not be taken apart. “View source” shows what came.',
  'protected-from-differs': 'Names another sender inside its protection than outside. Ask before you rely on it.',
  'source-cut': 'Too long to fetch as a whole. Only its beginning is here.',
};

export function warningText(code: MessageWarning): string {
  return warnings[code];
}

/** Words of what stands inside a message: parts that are encrypted or signed on their own, attached messages. */
export const insideText = {
  /** `number` where there are several. */
  block: (protection: 'encrypted' | 'signed', number: number | null) =>
    `${number === null ? 'One part' : `Part ${number}`} of this text is ${protection} on its own`,
  armor: {
    key: 'Something to write encrypted mail with stood here as text. “View source” shows it.',
    unreadable: 'A protected part stood here that did not come whole, so it cannot be opened.',
  },
  open: 'Open it',
  openFile: (name: string) => `Look into ${name}`,
  notQuoted: 'What you see here is shown to you alone: it has no tick, and no answer quotes it.',
  kinds: {
    encrypted: 'Encrypted to us, on its own. What stands around it was not.',
    signed: 'Signed on its own. What stands around it was not.',
    message: 'A message that was attached to this one.',
  },
  signatures: {
    valid: 'Its signature is the sender’s.',
    invalid: 'Its signature is broken.',
    'unknown-key': 'Signed, but we have nothing to check the signature with.',
    none: 'Not signed.',
  },
  from: 'From',
  to: 'To',
  subject: 'Subject',
  date: 'Date',
  files: 'Files inside',
  title: (name: string) => `Inside: ${name}`,
} as const;

/** Words of the details of a message's protection. */
export const protectionText = {
  show: 'Details',
  title: 'How this message is protected',
  none: 'There is nothing more to tell about this message.',
  standards: { openpgp: 'OpenPGP', smime: 'S/MIME' },
  facts: {
    standard: 'Standard',
    encryption: 'Encrypted with',
    signature: 'Signed with',
    at: 'Signed on',
    issuer: 'Issued by',
    fingerprint: 'Fingerprint',
  },
  notEncrypted: 'not encrypted',
  notSigned: 'not signed',
  headers: 'Inside the protection',
  outside: (value: string) => `outside stood: ${value === '' ? 'nothing' : value}`,
  /** Who issued a certificate, and who vouches for them in turn. */
  chain: (names: readonly string[]) => names.join(', vouched for by '),
  noHeaders: 'The subject and the names at the head were not protected.',
} as const;

/** What the foot of a message says: `good` alone gets a tick. */
export type StatusWords = { readonly tone: 'good' | 'quiet' | 'amber'; readonly title: string; readonly words: string };

const signers = {
  verified: { tone: 'quiet', words: 'Signed by the sender, whose key nobody has compared yet.' },
  textOnly: {
    tone: 'quiet',
    words:
      'The sender signed the text, but not the subject, the date or to whom it was: it may be an old message again.',
  },
  mismatch: { tone: 'amber', words: 'Signed by somebody else than the sender. Ask before you rely on it.' },
  unknown: { tone: 'quiet', words: 'Signed, but we have nothing to check the signature with.' },
  invalid: { tone: 'amber', words: 'Its signature is broken, so nobody vouches for who wrote it.' },
  none: { tone: 'quiet', words: 'Not signed, so nobody vouches for who wrote it.' },
  /** The signature itself holds: what fails is the certificate behind it. */
  expired: {
    tone: 'amber',
    words: 'Signed with a certificate that had run out by then, so nobody vouches for who wrote it.',
  },
  unknownIssuer: { tone: 'quiet', words: 'Signed with a certificate that nobody we know vouches for.' },
} as const;

function certificateFault({ signer, smime }: Signed) {
  const trust = smime?.signer?.trust;
  if (signer === 'invalid' && trust === 'expired') return signers.expired;
  return signer === 'unknown' && trust === 'unknown-issuer' ? signers.unknownIssuer : null;
}

/** Only a signature over all that is shown gets a tick; one over the text alone says what it leaves out. */
function signedWords(status: Signed, title: string, signedBy: MessageView['signedBy']): StatusWords {
  if (status.signer !== 'verified') return { ...(certificateFault(status) ?? signers[status.signer]), title };
  if (status.covers === 'text') return { ...signers.textOnly, title };
  // A tick beside "not encrypted" would tell two things at once.
  const good = status.kind === 'signed' ? 'Signed, not encrypted' : title;
  const who = signedBy?.name ?? 'the sender';
  const what = status.smime === undefined ? 'key' : 'certificate';
  if (status.compared) {
    const on = signedBy?.comparedAt ? ` on ${formatDate(signedBy.comparedAt)}` : '';
    return { tone: 'good', title: good, words: `Signed by ${who}, whose ${what} you compared${on}.` };
  }
  const signer = status.smime?.signer;
  if (signer?.trust === 'trusted') {
    const issuer = signer.issuer === '' ? 'its issuer' : signer.issuer;
    return { tone: 'good', title: good, words: `Signed by ${who}, whose certificate ${issuer} vouches for.` };
  }
  return { ...signers.verified, title, words: `Signed by ${who}, whose ${what} nobody has compared yet.` };
}

const unopenable = {
  'not-for-us': 'Encrypted, but not for this practice, so it cannot be opened here.',
  'no-integrity': 'Encrypted in an old way that cannot show changes made on the way. It is not opened.',
  damaged: 'Encrypted, but damaged on the way. Ask for it again.',
  smime: 'Protected with S/MIME in a way that this version cannot open.',
} as const;

/** The line at the foot of a message that came in. */
export function statusWords(status: MessageStatus, signedBy: MessageView['signedBy'] = null): StatusWords {
  switch (status.kind) {
    case 'plain':
      return { tone: 'quiet', title: '', words: 'Came without end-to-end encryption.' };
    case 'encrypted':
      if (status.smime?.integrity === 'none') return unprotectedSmime;
      return signedWords(status, 'Encrypted to us', signedBy);
    case 'signed':
      return signedWords(status, 'Not encrypted', signedBy);
    case 'sealed-answer':
      return sealedAnswerWords(status.binding, status.letterSentAt);
    case 'unopenable':
      return { tone: 'amber', title: '', words: unopenable[status.reason] };
  }
}

type Signed = Extract<MessageStatus, { kind: 'encrypted' | 'signed' }>;

/** Encrypted so that a change on the way would not show, and without a signature that shows it: nothing is claimed. */
const unprotectedSmime: StatusWords = {
  tone: 'amber',
  title: 'Encrypted to us',
  words:
    'In a way that does not show changes made on the way, and no signature shows them either. Only its text is shown, and nobody vouches for it.',
};

/** What stands behind an S/MIME signature, for whoever wants to look; empty where nobody is named. */
export function signerDetails(status: MessageStatus): readonly (readonly [string, string])[] {
  if ((status.kind !== 'encrypted' && status.kind !== 'signed') || !status.smime?.signer) return [];
  const { name, addresses, expires, trust, revocation } = status.smime.signer;
  return [
    ['Signed by', [name, ...addresses].filter((part) => part !== '').join(', ')],
    ['Valid until', formatDate(expires)],
    ['Checked', trust === 'kept' ? 'Nobody we know vouches for it; kept here for this sender' : trustText(trust)],
    ['Withdrawn', { good: 'no', revoked: 'yes', 'not-checked': 'not checked' }[revocation]],
  ];
}

function sealedAnswerWords(
  binding: Extract<MessageStatus, { kind: 'sealed-answer' }>['binding'],
  letterSentAt: number | null,
): StatusWords {
  const letter = letterSentAt === null ? 'a letter of ours' : `our letter of ${letterDay(letterSentAt)}`;
  switch (binding) {
    case 'ours':
      return { tone: 'good', title: 'Encrypted to us', words: `answer to ${letter}` };
    case 'copy':
      return { tone: 'quiet', title: '', words: `A copy: this answer to ${letter} came before.` };
    case 'other-address':
      return {
        tone: 'amber',
        title: 'From another address',
        words: `Answers ${letter}, but was sent from an address we do not know. Ask before you rely on it.`,
      };
    case 'unverified':
      return {
        tone: 'amber',
        title: 'Not verified',
        words: 'Encrypted to us, but it answers no letter of ours. Anybody could have written it.',
      };
  }
}

/** "Today" letters say the clock, older ones the day. */
function letterDay(at: number): string {
  return formatMoment(at).startsWith('Today') ? formatClock(at) : formatDate(at);
}

/** The line at the foot of a message of ours. */
export const deliveryText = {
  leaves: (seconds: number) => `Leaves in ${seconds} s`,
  leavesWithLine: 'Waits for the connection. It leaves by itself.',
  waiting: {
    'requiretls-missing':
      'Waits: our mail server cannot promise verified TLS all the way now, and it may not leave without.',
    'tls-unproven': 'Waits until what their mail domain says about TLS can be looked up again.',
  } as Readonly<Record<string, string>>,
  requireTlsUsed: 'Told to pass it on by verified TLS or not at all.',
  sending: 'Leaving now …',
  undo: 'Undo',
  sent: 'Sent',
  sentWords: (delivery: Delivery) =>
    [delivery.sentAt === null ? null : withSeconds.format(delivery.sentAt), acceptedBy(delivery)]
      .filter((part) => part !== null)
      .join(' · '),
  details: 'details',
  hideDetails: 'hide details',
  unsure: 'Not sure that it left',
  unsureWords: 'The line broke after the last word. It may have arrived; it is not sent again by itself.',
  failed: 'Did not leave',
  failedWords: 'Nothing was delivered.',
  lookInOutbox: 'Look in the outbox',
  /** Where it left as several; the details tell of each. */
  sentAsSeveral: ({ sentAt }: Delivery, count: number) =>
    [sentAt === null ? null : withSeconds.format(sentAt), `as ${count} separate messages`]
      .filter((part) => part !== null)
      .join(' · '),
  filed: 'Sent from another program or device.',
  facts: {
    to: 'To',
    server: 'Accepted by',
    tls: 'Connection',
    at: 'At',
    mode: 'Protection',
    requireTls: 'TLS all the way (REQUIRETLS)',
    code: 'Answer of the server',
  },
} as const;

function acceptedBy({ server, tls }: Delivery): string | null {
  if (server === null) return null;
  if (server.startsWith('accepted by')) return server;
  return tls === null ? `accepted by ${server}` : `accepted by ${server} over ${tlsName(tls)}`;
}

/** "TLS 1.3", as people write it, for the "TLSv1.3" of the connection. */
export function tlsName(protocol: string): string {
  return protocol.replace(/^TLSv/, 'TLS ');
}
