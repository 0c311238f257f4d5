import type { JournalRow } from '../../main/contract/journal.ts';
import { counted, formatCount, formatLongDate } from './format.ts';
import { modeNames, partyNames, purposeNames } from './words.ts';

/** Words of the journal's screen. */
export const journalText = {
  title: 'Journal',
  under: (total: number) =>
    `${counted(total, 'entry', 'entries')}, in the order they happened. Nothing is ever changed or removed.`,
  verify: 'Check the journal',
  verifying: 'Walking through every entry',
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
} as const;

type Facts = JournalRow['facts'];

const word = (facts: Facts, name: string): string => {
  const fact = facts[name];
  return fact === null || fact === undefined || fact === '' ? '' : String(fact);
};

/** A fact that is an id of a closed list, in its words; else as it stands. */
const named = (names: Readonly<Record<string, string>>, value: string): string => names[value] ?? value;

const patient = (facts: Facts) =>
  word(facts, 'patientName') || word(facts, 'name') || word(facts, 'patient') || 'a patient';
const address = (facts: Facts) => word(facts, 'address') || 'an address';
const after = (lead: string, text: string, end = '') => (text === '' ? '' : `${lead}${text}${end}`);

const events: Readonly<Record<string, string>> = {
  asked: 'Asked for consent to',
  given: 'Consent given to',
  declined: 'Consent declined to',
  withdrawn: 'Consent withdrawn to',
};
const ways: Readonly<Record<string, string>> = {
  'signed-form': 'signed form',
  'reply-by-mail': 'reply by mail',
  'by-phone': 'by phone',
  'at-the-desk': 'at the desk',
  'by-post': 'by post',
  'in-person-visit': 'on a visit',
};
const decisions: Readonly<Record<string, string>> = {
  'send-again': 'Sent again by decision',
  sendAgain: 'Sent again by decision',
  'mark-sent': 'Marked as arrived',
  markSent: 'Marked as arrived',
  'to-draft': 'Taken back to a draft',
  toDraft: 'Taken back to a draft',
};

const sentences: Readonly<Record<string, (facts: Facts) => string>> = {
  'vault.created': () => 'Set up the practice and created the vault',
  'vault.unlocked': (facts) =>
    word(facts, 'how') === 'recovery-code' ? 'Unlocked with the recovery code' : 'Unlocked',
  'vault.unlock-failed': (facts) => `Wrong passphrase${after(', ', word(facts, 'count'), ' times')}`,
  'vault.locked': (facts) => (word(facts, 'how') === 'idle' ? 'Locked the window, idle' : 'Locked'),
  'vault.window-locked': () => 'Locked the window',
  'vault.passphrase-changed': () => 'Changed the passphrase',
  'vault.recovery-kit-made': () => 'Made a new recovery kit; the old one stopped working',
  'vault.backup-saved': (facts) => `Saved a backup${after(': ', word(facts, 'name'))}`,
  'vault.restored': (facts) => `Restored a backup${after(': ', word(facts, 'name'))}`,
  'settings.changed': (facts) => `Changed the settings${after(': ', word(facts, 'fields') || word(facts, 'field'))}`,
  'account.saved': (facts) => `Saved the mail account${after(' ', word(facts, 'address'))}`,
  'patient.added': (facts) => `Added ${patient(facts)} as a patient`,
  'patient.changed': (facts) => `Changed the record of ${patient(facts)}${after(': ', word(facts, 'fields'))}`,
  'patient.phrase-made': (facts) => `Made a phrase for ${patient(facts)}`,
  'patient.phrase-given': (facts) =>
    `Gave ${patient(facts)} their phrase${after(', ', named(ways, word(facts, 'how')))}`,
  'key.added': (facts) => `Added a key for ${address(facts)}${after(' (', word(facts, 'fingerprint'), ')')}`,
  'key.compared': (facts) => `Compared the fingerprint of the key of ${address(facts)}`,
  'key.removed': (facts) => `Removed a key of ${address(facts)}`,
  'consent.recorded': (facts) =>
    `${named(events, word(facts, 'event') || 'asked')} ${named(purposeNames, word(facts, 'purpose')) || 'plain mail'}: ${patient(facts)}${after(' (', named(ways, word(facts, 'how')), ')')}`,
  'thread.party-set': (facts) =>
    `Said who a conversation is with: ${named(partyNames, word(facts, 'party')).toLowerCase() || 'changed'}${after(', ', word(facts, 'patientName'))}`,
  'thread.chosen': (facts) => {
    const mode = named(modeNames, word(facts, 'mode'));
    const from = named(modeNames, word(facts, 'downgradeFrom'));
    const reason = after('. Reason: ', word(facts, 'reason'));
    return from ? `Went from ${from} to the weaker ${mode}${reason}` : `Chose ${mode} for a conversation${reason}`;
  },
  'message.read': (facts) =>
    `Read a message${after(' from ', word(facts, 'from'))}${after(': ', word(facts, 'subject'))}`,
  'message.sent': (facts) =>
    `Sent a message to ${word(facts, 'to') || 'a recipient'}${after(' as ', named(modeNames, word(facts, 'mode')))}${after(': ', word(facts, 'subject'))}`,
  'message.undone': (facts) => `Took back a message before it left${after(', to ', word(facts, 'to'))}`,
  'message.failed': (facts) => `A message could not be sent${after(' to ', word(facts, 'to'))}`,
  'message.unsure': (facts) => `It is not certain that a message arrived${after(' at ', word(facts, 'to'))}`,
  'outbox.decided': (facts) => {
    const decision = word(facts, 'decision');
    return `${decisions[decision] ?? `Decided about waiting mail${after(': ', decision)}`}${after(', to ', word(facts, 'to'))}`;
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

/** What a kind is about, for its icon. */
export type JournalSubject = 'lock' | 'person' | 'key' | 'mail' | 'choice' | 'consent' | 'setting';

/** Groups kinds by their first word. */
export function journalSubject(kind: string): JournalSubject {
  const subjects: Readonly<Record<string, JournalSubject>> = {
    vault: 'lock',
    patient: 'person',
    key: 'key',
    consent: 'consent',
    thread: 'choice',
    message: 'mail',
    outbox: 'mail',
    draft: 'mail',
  };
  return subjects[kind.split('.')[0] ?? ''] ?? 'setting';
}
