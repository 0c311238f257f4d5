import { describe, expect, it } from 'vitest';
import { readerResult } from '../../../main/contract/reader.ts';
import { shownFacts, topicsAbout } from '../../../main/engine/api/journal.ts';
import type { EntryKind } from '../../../main/engine/journal/entries.ts';
import { journalSentence, journalSubject, journalWho } from '../../../renderer/text/journal.ts';

/** What entries hold, with the patient's name that the engine adds; a new kind that is missing here does not compile. */
const bodies: { readonly [Kind in EntryKind]: Readonly<Record<string, string | number | boolean | null>> } = {
  'vault.created': { practiceName: 'Elm Street Clinic' },
  'vault.unlocked': { how: 'passphrase' },
  'vault.unlock-failed': { at: 1_790_000_000_000 },
  'vault.window-locked': {},
  'vault.locked': {},
  'vault.passphrase-changed': {},
  'vault.recovery-kit-made': {},
  'vault.backup-saved': { file: 'Postern 2026-11-24.postern-backup' },
  'vault.restored': { file: 'Postern 2026-11-24.postern-backup' },
  'vault.set-aside-deleted': { file: 'set-aside-2026-11-24T09-58-00-000Z' },
  'settings.changed': { theme: 'dark', idleMinutes: 5 },
  'account.saved': { address: 'desk@clinic.example' },
  'reader.exported': { sha256: 'ab12' },
  'reader.address-set': { address: 'https://clinic.example/letter.html' },
  'reader.checked': { address: 'https://clinic.example/letter.html', result: 'different', sha256: 'cd34' },
  'patient.added': { name: 'Ana Ruiz', patient: 'Ana Ruiz' },
  'patient.changed': { name: 'Ana Ruiz', patient: 'Ana Ruiz' },
  'patient.profile-changed': { patient: 'Ana Ruiz' },
  'patients.imported': { fileName: 'october.csv', added: 41, changed: 6, refused: 3 },
  'patients.import-undone': { fileName: 'october.csv' },
  'patients.exported': { count: 117 },
  'patient.phrase-made': { patient: 'Ana Ruiz' },
  'patient.phrase-given': { patient: 'Ana Ruiz', how: 'at-the-desk' },
  'key.added': { address: 'ana@example.net', fingerprint: 'AB12', source: 'autocrypt' },
  'key.compared': { fingerprint: 'AB12' },
  'own-key.renewed': { fingerprint: 'ab', until: 1 },
  'own-key.imported': { fingerprint: 'ab', use: 'present' },
  'key.removed': { address: 'ana@example.net', fingerprint: 'AB12' },
  'certificate.added': { address: 'ana@example.net', fingerprint: 'AB12', source: 'mail' },
  'certificate.compared': { address: 'ana@example.net', fingerprint: 'AB12' },
  'certificate.removed': { address: 'ana@example.net', fingerprint: 'AB12' },
  'certificate-root.added': { fingerprint: 'AB12', name: 'County clinics' },
  'certificate-root.removed': { fingerprint: 'AB12', name: 'County clinics' },
  'own-certificate.added': { fingerprint: 'AB12', name: 'Elm Street Clinic' },
  'own-certificate.removed': { fingerprint: 'AB12' },
  'consent.recorded': { patient: 'Ana Ruiz', purpose: 'unencrypted-email', event: 'given', how: 'signed-form' },
  'thread.party-set': { patient: 'Ana Ruiz', party: 'patient', address: 'ana@example.net' },
  'thread.chosen': { mode: 'open', downgradeFrom: 'sealed', downgradeReason: 'She asked for it.' },
  'message.read': { messageId: 'm_00000001', threadId: 't_00000001', patient: 'Ana Ruiz', from: 'ana@example.net' },
  'template.saved': { name: 'Newsletter', purpose: 'marketing', contentKind: 'general' },
  'template.removed': { name: 'Newsletter' },
  'segment.saved': { name: 'Men over 40' },
  'segment.removed': { name: 'Men over 40' },
  'campaign.saved': { name: 'Recall', purpose: 'treatment' },
  'campaign.removed': {},
  'campaign.started': { name: 'Recall', letters: 212 },
  'campaign.paused': { name: 'Recall', reason: 'many-errors' },
  'campaign.resumed': { name: 'Recall' },
  'campaign.stopped': { name: 'Recall' },
  'campaign.finished': { name: 'Recall' },
  'campaign.restored': { name: 'Recall' },
  'campaign.letter-begun': { patient: 'Ana Ruiz', mode: 'sealed', address: 'ana@example.net' },
  'campaign.settled': { left: true },
  'campaign.exported': { name: 'Recall' },
  'documents.taken-in': { name: 'Results of November', files: 12 },
  'documents.confirmed': { fileName: 'scan0007.pdf', patient: 'Ana Ruiz', reason: 'date-differs' },
  'documents.left-out': { fileName: 'scan0007.pdf' },
  'documents.dropped': { name: 'Results of November' },
  'documents.attached': { fileName: 'A1C.pdf, lipids.pdf', patient: 'Ana Ruiz' },
  'documents.receipt-saved': { name: 'Results' },
  'automation.saved': { name: 'Reminder' },
  'automation.removed': { name: 'Reminder' },
  'automation.switched-on': { name: 'Reminder' },
  'automation.switched-off': { name: 'Reminder' },
  'automation.restored': { name: 'Reminder' },
  'automation.held': { patient: 'Ana Ruiz' },
  'automation.released': { patient: 'Ana Ruiz' },
  'automation.settled': { send: true, letters: 3 },
  'automation.begun': { name: 'Reminder', letters: 12 },
  'domain.listed': { domain: 'lakesidelab.example', note: 'Contract of March 3.' },
  'domain.unlisted': { domain: 'lakesidelab.example' },
  'message.submitted': { to: 'ana@example.net', mode: 'sealed', contentKind: 'health' },
  'message.undone': { threadId: 't_00000001' },
  'message.sent': { to: 'ana@example.net', mode: 'sealed', server: 'mail.clinic.example', tls: 'TLSv1.3' },
  'message.unsure': { to: 'ana@example.net', checked: 'not-in-sent' },
  'message.came-back': { address: 'ana@example.net', kind: 'hard' },
  'message.complained': { address: 'ana@example.net' },
  'address.cleared': { address: 'ana@example.net', how: 'wrote' },
  'message.failed': { to: 'ana@example.net', code: 'mail-refused' },
  'outbox.decided': { decision: 'send-again' },
};

/** The facts of such an entry as `journal.list` gives them. */
function listed(body: Readonly<Record<string, unknown>>) {
  const facts = shownFacts(body);
  return typeof body.patient === 'string' ? { ...facts, patient: body.patient } : facts;
}

describe('the journal as sentences', () => {
  it.each(Object.entries(bodies))('has a sentence of its own for %s', (kind, body) => {
    const facts = listed(body);
    const sentence = journalSentence({ kind, facts });
    expect(sentence).toMatch(/^[A-Z]/);
    expect(sentence).not.toMatch(/undefined|null|[a-z]+_[0-9]{4}|: $|\(\)/);
    expect(sentence).not.toBe(journalSentence({ kind: `${kind}-unknown`, facts }));
  });

  it.each(Object.entries(bodies))('is given every fact that the sentence for %s tells', (kind, body) => {
    expect(journalSentence({ kind, facts: listed(body) })).toBe(journalSentence({ kind, facts: body }));
  });

  it('tells every answer about the reading page apart', () => {
    const told = readerResult.options.map((result) =>
      journalSentence({ kind: 'reader.checked', facts: listed({ ...bodies['reader.checked'], result }) }),
    );
    expect(new Set(told).size).toBe(readerResult.options.length);
    expect(told.join()).not.toMatch(/no answer/);
  });

  it('names the name server that was set or taken away, and never its port', () => {
    const changed = (resolver: unknown) => {
      const facts = listed({ resolver });
      return [facts, journalSentence({ kind: 'settings.changed', facts })];
    };
    const words = 'Changed the settings: name server for signed names';
    expect(changed({ host: '127.0.0.1', port: 53 })).toEqual([{ resolver: '127.0.0.1' }, words]);
    expect(changed(null)).toEqual([{ resolver: null }, words]);
  });

  it.each(Object.keys(bodies))('survives missing facts: %s', (kind) => {
    expect(journalSentence({ kind, facts: {} })).toMatch(/^[A-Z][^{}]*$/);
  });

  it('names nobody for a wrong passphrase, whoever wrote it down, and the program for its own backups', () => {
    expect(journalWho({ kind: 'vault.unlock-failed', by: 'Maria', facts: { at: 0 } })).toBe('Not known');
    const own = { kind: 'vault.backup-saved', by: 'Maria', facts: { file: '2026-11-24T11-44-10-756Z.postern-backup' } };
    expect(journalWho(own)).toBe('Postern');
    expect(journalSentence(own)).toBe('Saved a backup by itself');
    expect(journalWho({ ...own, facts: { file: 'Postern 2026-11-24.postern-backup' } })).toBe('Maria');
  });

  it('says who went weaker and why', () => {
    expect(journalSentence({ kind: 'thread.chosen', facts: listed(bodies['thread.chosen']) })).toBe(
      'Went from Sealed letter to the weaker Not encrypted. Reason: She asked for it.',
    );
  });

  it('says whose message was read: the patient, or the sender where nobody said who that is', () => {
    const read = (body: (typeof bodies)['message.read']) =>
      journalSentence({ kind: 'message.read', facts: listed(body) });
    expect(read(bodies['message.read'])).toBe('Read a message from Ana Ruiz');
    expect(read({ ...bodies['message.read'], patient: '' })).toBe('Read a message from ana@example.net');
  });

  it('tells a kind without a sentence by its name and its facts, and leaves nothing out', () => {
    const sentence = journalSentence({
      kind: 'referral.planned',
      facts: { letters: 212, segment: 'men over 40', by: null },
    });
    expect(sentence).toBe('Referral planned (letters: 212, segment: men over 40)');
    expect(journalSubject('referral.planned')).toBe('setting');
  });
});

describe('the filter of the journal', () => {
  it('finds every kind of entry in one place', () => {
    const places = (['mail', 'patients', 'keys', 'practice'] as const).flatMap((about) => topicsAbout(about));
    for (const kind of Object.keys(bodies)) {
      expect(places.filter((topic) => topic === kind.split('.')[0])).toHaveLength(1);
    }
    expect(topicsAbout('mail')).toContain('automation');
  });
});
