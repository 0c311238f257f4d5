import type { JournalAbout, JournalRow } from '../../main/contract/journal.ts';
import { matchReasons } from './documents.ts';
import { counted, formatCount, formatLongDate, formatMoment } from './format.ts';
import { keySourceNames } from './keys.ts';
import { modeNames, purposeNames } from './words.ts';

const aboutNames = {
  mail: 'Mail and choices',
  patients: 'Patients and consent',
  keys: 'Keys and trust',
  practice: 'Sign-in and settings',
} as const satisfies Record<JournalAbout, string>;

/** Words of the journal's screen. */
export const journalText = {
  title: 'Journal',
  under: (total: number) =>
    `${counted(total, 'entry', 'entries')}, in the order they happened. Nothing is ever changed or removed.`,
  filter: 'What to show',
  shows: { all: 'Everything', ...aboutNames },
  nothingAbout: { title: 'Nothing of this kind', words: 'Everything else stands in the whole journal.' },
  verify: 'Check the journal',
  whole: (entries: number) => `All ${counted(entries, 'entry is', 'entries are')} here, unchanged and in order.`,
  brokenTitle: 'The journal does not hold together',
  broken: (sequence: number) =>
    `Entry ${formatCount(sequence)} was changed, or something before it is missing. Keep this computer as it is, save a backup, and ask for help.`,
  emptyTitle: 'Nothing happened yet',
  emptyWords: 'Unlocking, reading, sending, consents and every choice will stand here.',
  earlier: 'Show earlier entries',
  day: (at: number) => formatLongDate(at),
  time: 'Time',
  who: 'Who',
  what: 'What happened',
  number: 'No.',
  system: 'Postern',
  unknown: 'Not known',
} as const;

type Facts = JournalRow['facts'];

const word = (facts: Facts, name: string): string => {
  const fact = facts[name];
  return fact === null || fact === undefined || fact === '' ? '' : String(fact);
};

/** A fact that is an id of a closed list, in its words; else as it stands. */
const named = (names: Readonly<Record<string, string>>, value: string): string => names[value] ?? value;

/** A backup that the program made by itself is named for its time alone, which the entry has anyway. */
const isOwnBackup = (facts: Facts) => /^\d{4}-\d\d-\d\dT/.test(word(facts, 'file'));

const patient = (facts: Facts) => word(facts, 'patient') || word(facts, 'name') || 'a patient';
const address = (facts: Facts) => word(facts, 'address') || 'an address';
const recipient = (facts: Facts) => word(facts, 'to') || 'somebody';
/** The journal calls no way verified: it says on what a message was allowed. */
const modeWords: Readonly<Record<string, string>> = { ...modeNames, tls: 'mail by TLS' };
const asMode = (facts: Facts) => {
  const evidence = after(', ', word(facts, 'evidence'));
  return after(' (', named(modeWords, word(facts, 'mode')), `${evidence})`);
};
/** Whom a conversation is with, where the entry says it: the patient, else the sender's address. */
const correspondent = (facts: Facts) => word(facts, 'patient') || word(facts, 'from');
const partyWords: Readonly<Record<string, string>> = { patient: 'a patient', professional: 'a professional' };
const after = (lead: string, text: string, end = '') => (text === '' ? '' : `${lead}${text}${end}`);

/** Its name in quotes, after a blank. */
const called = (facts: Facts) => after(' “', word(facts, 'name'), '”');
const halts: Readonly<Record<string, string>> = {
  'many-errors': 'too many letters did not leave',
  late: 'this computer was off when it should have gone on',
};

const events: Readonly<Record<string, string>> = {
  asked: 'Asked for consent to',
  given: 'Consent given to',
  declined: 'Consent declined to',
  withdrawn: 'Consent withdrawn to',
};
const ways: Readonly<Record<string, string>> = {
  'signed-form': 'signed form',
  'reply-by-mail': 'reply by mail',
  'by-message': 'by a message of ours',
  'by-phone': 'by phone',
  'at-the-desk': 'at the desk',
  'by-post': 'by post',
  'in-person-visit': 'on a visit',
};
const decisions: Readonly<Record<string, string>> = {
  'send-again': 'Decided to send a message again',
  'mark-sent': 'Said that a message arrived',
  'other-form': 'Took a sealed letter up again, to send it in another form',
  'to-draft': 'Took a message that did not leave back to the drafts',
};
const causes: Readonly<Record<string, string>> = {
  'in-sent': 'the server’s Sent holds it',
  'not-in-sent': 'the server’s Sent does not hold it',
};
const returnReasons: Readonly<Record<string, string>> = {
  hard: 'the mailbox does not exist',
  soft: 'a trouble that may pass',
  policy: 'their mail server refused it',
};
const settingNames: Readonly<Record<string, string>> = {
  ownerName: 'owner',
  theme: 'theme',
  idleMinutes: 'idle lock',
  language: 'language',
  resolver: 'name server for signed names',
  requireTls: 'TLS all the way',
};

const readerResults: Readonly<Record<string, string>> = {
  same: 'it is the one that was exported',
  different: 'something else stands there',
  redirected: 'the website leads somewhere else',
  missing: 'it is not there',
  unreachable: 'the website did not answer',
};

/** The settings that an entry changed, where they may be named. */
const changedSettings = (facts: Facts) =>
  Object.keys(facts)
    .flatMap((name) => settingNames[name] ?? [])
    .join(', ');

const sentences: Readonly<Record<string, (facts: Facts) => string>> = {
  'vault.created': () => 'Set up the practice',
  'vault.unlocked': (facts) =>
    word(facts, 'how') === 'recovery-code' ? 'Unlocked with the recovery code' : 'Unlocked',
  'vault.unlock-failed': (facts) => {
    const at = Number(word(facts, 'at'));
    return `Somebody tried a wrong passphrase${at > 0 ? ` (${formatMoment(at).replace('Today, ', '')})` : ''}`;
  },
  'vault.locked': () => 'Locked',
  'vault.window-locked': () => 'Locked the window; mail went on coming in',
  'vault.passphrase-changed': () => 'Changed the passphrase',
  'vault.recovery-kit-made': () => 'Made a new recovery kit; the old one stopped working',
  'vault.backup-saved': (facts) =>
    isOwnBackup(facts) ? 'Saved a backup by itself' : `Saved a backup${after(': ', word(facts, 'file'))}`,
  'vault.restored': (facts) => `Restored a backup${after(': ', word(facts, 'file'))}`,
  'vault.set-aside-deleted': (facts) =>
    `Deleted old files that a restored backup had replaced${after(': ', word(facts, 'file'))}`,
  'settings.changed': (facts) => `Changed the settings${after(': ', changedSettings(facts))}`,
  'account.saved': (facts) => `Saved the mail account${after(' ', word(facts, 'address'))}`,
  'reader.exported': () => 'Exported the reading page for the website',
  'reader.address-set': (facts) =>
    word(facts, 'address') === ''
      ? 'Took the reading page’s address away'
      : `Said where the reading page is: ${word(facts, 'address')}`,
  'reader.checked': (facts) =>
    `Looked at the reading page: ${named(readerResults, word(facts, 'result')) || 'no answer'}`,
  'patient.added': (facts) => `Added ${patient(facts)} as a patient`,
  'patient.changed': (facts) => `Changed the record of ${patient(facts)}`,
  'patient.profile-changed': (facts) => `Changed what is on file about ${patient(facts)}`,
  'patients.imported': (facts) =>
    `Imported patients from ${word(facts, 'fileName')}: ${word(facts, 'added')} new, ${word(facts, 'changed')} changed, ${word(facts, 'refused')} refused`,
  'patients.import-undone': (facts) => `Took the import of ${word(facts, 'fileName')} back`,
  'patients.exported': (facts) => `Saved the data of ${counted(Number(word(facts, 'count')), 'patient')} as a file`,
  'patient.phrase-made': (facts) => `Made a new phrase for ${patient(facts)}`,
  'patient.phrase-given': (facts) =>
    `Gave ${patient(facts)} their phrase${after(', ', named(ways, word(facts, 'how')))}`,
  'key.added': (facts) => {
    const source = named(keySourceNames, word(facts, 'source'));
    return `Added a key for ${address(facts)}${after(' (', source, ')')}`;
  },
  'key.compared': (facts) => `Compared a key with its owner${after(' (fingerprint ', word(facts, 'fingerprint'), ')')}`,
  'own-key.renewed': () => 'Renewed the practice’s key',
  'own-key.imported': (facts) =>
    word(facts, 'use') === 'present' ? 'Took over another key as the practice’s' : 'Took over a key to read old mail',
  'key.removed': (facts) => `Removed a key of ${address(facts)}`,
  'certificate.added': (facts) => {
    const source = word(facts, 'source') === 'mail' ? ', which came with a signed message' : '';
    return `Kept a certificate of ${address(facts)}${source}`;
  },
  'certificate.compared': (facts) => `Compared a certificate with its owner, ${address(facts)}`,
  'certificate.removed': (facts) => `Removed a certificate of ${address(facts)}`,
  'certificate-root.added': (facts) => `Trusted an authority${after(': ', word(facts, 'name'))}`,
  'certificate-root.removed': (facts) => `Trusted an authority no longer${after(': ', word(facts, 'name'))}`,
  'own-certificate.added': (facts) => `Imported a certificate of the practice${after(': ', word(facts, 'name'))}`,
  'own-certificate.removed': () => 'Removed a certificate of the practice with its key',
  'consent.recorded': (facts) => {
    const event = named(events, word(facts, 'event') || 'asked');
    const purpose = named(purposeNames, word(facts, 'purpose') || 'unencrypted-email');
    return `${event} ${purpose}: ${patient(facts)}${after(' (', named(ways, word(facts, 'how')), ')')}`;
  },
  'thread.party-set': (facts) => {
    const who = word(facts, 'patient') || named(partyWords, word(facts, 'party'));
    return `Said who writes from ${address(facts)}: ${who || 'somebody else'}`;
  },
  'thread.chosen': (facts) => {
    const mode = named(modeWords, word(facts, 'mode'));
    const from = named(modeWords, word(facts, 'downgradeFrom'));
    const reason = after('. Reason: ', word(facts, 'downgradeReason') || word(facts, 'reason'));
    const whom = after(' with ', correspondent(facts));
    return from ? `Went from ${from} to the weaker ${mode}${whom}${reason}` : `Chose ${mode} for a conversation${whom}`;
  },
  'template.saved': (facts) => `Saved the template${after(' “', word(facts, 'name'), '”')}`,
  'template.removed': (facts) => `Removed the template${after(' “', word(facts, 'name'), '”')}`,
  'segment.saved': (facts) => `Saved the group${after(' “', word(facts, 'name'), '”')}`,
  'segment.removed': (facts) => `Removed the group${after(' “', word(facts, 'name'), '”')}`,
  'campaign.saved': (facts) => `Planned the campaign${called(facts)}`,
  'campaign.removed': () => 'Removed a campaign that nothing had left of',
  'campaign.started': (facts) =>
    `Approved the campaign${called(facts)}: ${counted(Number(word(facts, 'letters')), 'letter')}`,
  'campaign.paused': (facts) => `Halted the campaign${called(facts)}${after(': ', halts[word(facts, 'reason')] ?? '')}`,
  'campaign.resumed': (facts) => `Let the campaign${called(facts)} go on`,
  'campaign.stopped': (facts) => `Stopped the campaign${called(facts)} for good`,
  'campaign.finished': (facts) => `The campaign${called(facts)} is finished`,
  'campaign.restored': (facts) => `The campaign${called(facts)} stands as in a backup; nothing goes on by itself`,
  'campaign.letter-begun': (facts) =>
    `Chose ${named(modeWords, word(facts, 'mode'))} for ${patient(facts)}, by an approved plan`,
  'campaign.settled': (facts) =>
    word(facts, 'left') === 'true'
      ? 'Said that unsure letters of a campaign had left'
      : 'Said that unsure letters of a campaign had not left',
  'campaign.exported': (facts) => `Saved the report of the campaign${called(facts)}`,
  'documents.taken-in': (facts) =>
    `Took in ${counted(Number(word(facts, 'files')), 'document')}${after(' from “', word(facts, 'name'), '”')}`,
  'documents.confirmed': (facts) =>
    `Said in two steps that “${word(facts, 'fileName')}” is about ${patient(facts)}${after('; found was: ', named(matchReasons, word(facts, 'reason')))}`,
  'documents.left-out': (facts) => `Left out the document “${word(facts, 'fileName')}”`,
  'documents.dropped': (facts) =>
    `Forgot documents${after(' from “', word(facts, 'name'), '”')} that nothing was sent of`,
  'documents.attached': (facts) =>
    `Put ${after('“', word(facts, 'fileName'), '”')} into the letter to ${patient(facts)}`,
  'documents.receipt-saved': (facts) => `Saved the receipt of the documents of${after(' “', word(facts, 'name'), '”')}`,
  'automation.saved': (facts) => `Wrote the standing letter${called(facts)}`,
  'automation.removed': (facts) => `Removed the standing letter${called(facts)}`,
  'automation.switched-on': (facts) => `Switched on the standing letter${called(facts)}`,
  'automation.switched-off': (facts) => `Switched off the standing letter${called(facts)}`,
  'automation.restored': (facts) =>
    `The standing letter${called(facts)} stands as in a backup; nothing leaves by it before somebody switches it on`,
  'automation.held': (facts) => `Held a planned letter to ${patient(facts)}`,
  'automation.released': (facts) => `Released a held letter to ${patient(facts)}`,
  'automation.settled': (facts) => {
    const missed = `${counted(Number(word(facts, 'letters')), 'letter')} whose time had passed`;
    return word(facts, 'send') === 'true' ? `Said that ${missed} leave now` : `Left out ${missed}`;
  },
  'automation.begun': (facts) =>
    `Letters of “${word(facts, 'name')}” were due: ${counted(Number(word(facts, 'letters')), 'letter')}`,
  'domain.listed': (facts) => `Vouched for mail to ${word(facts, 'domain')}${after('. Reason: ', word(facts, 'note'))}`,
  'domain.unlisted': (facts) => `No longer vouches for mail to ${word(facts, 'domain')}`,
  'message.read': (facts) => `Read a message${after(' from ', correspondent(facts))}`,
  'message.submitted': (facts) => `Pressed Send for ${recipient(facts)}${asMode(facts)}`,
  'message.sent': (facts) =>
    `Sent a message to ${recipient(facts)}${asMode(facts)}${after(', accepted by ', word(facts, 'server'))}`,
  'message.undone': (facts) => `Took back a message before it left${after(', to ', word(facts, 'to'))}`,
  'message.failed': (facts) => `A message to ${recipient(facts)} could not be sent`,
  'message.came-back': (facts) =>
    `A message to ${address(facts)} came back${after(': ', returnReasons[word(facts, 'kind')] ?? '')}`,
  'message.complained': (facts) => `Complaint about a message, told by the mail provider of ${address(facts)}`,
  'address.cleared': (facts) =>
    word(facts, 'how') === 'wrote'
      ? `Mail came from ${address(facts)}, to which mail had come back: it works again`
      : `Said that ${address(facts)} works again`,
  'message.unsure': (facts) =>
    `It is not certain whether a message to ${recipient(facts)} arrived${after(': ', causes[word(facts, 'checked')] ?? '')}`,
  'outbox.decided': (facts) => {
    const decision = word(facts, 'decision');
    return decisions[decision] ?? `Decided about waiting mail${after(': ', decision)}`;
  },
};

/** An entry as a sentence. A kind without one is told by its name and its facts, so that nothing is hidden. */
export function journalSentence({ kind, facts }: Pick<JournalRow, 'kind' | 'facts'>): string {
  const sentence = sentences[kind];
  if (sentence) return sentence(facts);
  const told = Object.entries(facts).flatMap(([name, fact]) => (fact === null ? [] : [`${name}: ${fact}`]));
  const words = kind.replace(/[.-]/g, ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${told.length > 0 ? ` (${told.join(', ')})` : ''}`;
}

/** Who did it. A failed try is written down by whoever unlocks next, so its own entry names nobody. */
export function journalWho({ kind, by, facts }: Pick<JournalRow, 'kind' | 'by' | 'facts'>): string {
  if (kind === 'vault.unlock-failed') return journalText.unknown;
  return kind === 'vault.backup-saved' && isOwnBackup(facts) ? journalText.system : by || journalText.system;
}

/** What a kind is about, for its icon. */
export type JournalSubject = 'lock' | 'person' | 'key' | 'mail' | 'choice' | 'consent' | 'setting';

/** Groups kinds by their first word. */
export function journalSubject(kind: string): JournalSubject {
  const subjects: Readonly<Record<string, JournalSubject>> = {
    vault: 'lock',
    patient: 'person',
    patients: 'person',
    segment: 'person',
    template: 'mail',
    key: 'key',
    'own-key': 'key',
    certificate: 'key',
    'certificate-root': 'key',
    'own-certificate': 'key',
    consent: 'consent',
    thread: 'choice',
    message: 'mail',
    outbox: 'mail',
    address: 'mail',
    draft: 'mail',
    campaign: 'mail',
    documents: 'mail',
    automation: 'mail',
  };
  return subjects[kind.split('.')[0] ?? ''] ?? 'setting';
}
