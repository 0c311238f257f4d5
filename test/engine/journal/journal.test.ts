import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../main/engine/journal/canonical-json.ts';
import { nextHybridTime } from '../../../main/engine/journal/hybrid-time.ts';
import { packPiece } from '../../../main/engine/journal/import-change.ts';
import { finishImports } from '../../../main/engine/journal/import-steps.ts';
import { createJournal, entryHash, type Journal } from '../../../main/engine/journal/journal.ts';
import { projectedTables, rebuildProjections } from '../../../main/engine/journal/projections.ts';
import { verifyJournal } from '../../../main/engine/journal/verify.ts';
import { recordConsent } from '../../../main/engine/patients/consent.ts';
import { addPatient, changePatient } from '../../../main/engine/patients/patients.ts';
import { givePhrase, makePhrase } from '../../../main/engine/patients/phrases.ts';
import { chooseForThread, setParty } from '../../../main/engine/patients/thread-choices.ts';
import type { Store } from '../../../main/engine/store/open.ts';
import type { WriteHandle } from '../../../main/engine/store/sql.ts';
import { insertImportPiece } from '../../../main/engine/store/tables/import-pieces.ts';
import { openTestStore } from '../../support/open-test-store.ts';

let opened: ReturnType<typeof openTestStore>;
let store: Store;
let journal: Journal;
let now = 1_800_000_000_000;

beforeEach(() => {
  opened = openTestStore();
  store = opened.store;
  journal = createJournal({
    clock: { now: () => now, after: () => () => {} },
    computerId: 'aaaaaaaaaaaa',
    actor: () => 'Maria',
  });
});
afterEach(() => opened.remove());

const ana = {
  name: 'Ana Ruiz',
  birthDate: '1971-03-14',
  recordNumber: '20418',
  telephone: '555 0101',
  addresses: ['Ana.Ruiz@example.net', 'ana@example.org'],
  device: 'unknown' as const,
  note: '',
};

/** Everything that people type, once. */
function aDayAtTheDesk(): string {
  return store.write((db) => {
    journal.append(db, 'settings.changed', { ownerName: 'Maria', idleMinutes: 5 });
    const patientId = addPatient(db, journal, ana);
    addPatient(db, journal, { ...ana, name: 'Luis Ruiz', recordNumber: '20419' });
    now += 1_000;
    changePatient(db, journal, patientId, { ...ana, telephone: '555 0199', addresses: ['ana.ruiz@example.net'] });
    makePhrase(db, journal, patientId, 'es');
    givePhrase(db, journal, { patientId, how: 'at-the-desk', device: 'android' });
    const consentRowId = recordConsent(db, journal, {
      patientId,
      purpose: 'unencrypted-email',
      event: 'given',
      how: 'signed-form',
      wording: 'the words',
      wordingVersion: '1',
      warned: true,
      until: null,
      threadId: null,
      scan: { name: 'form.pdf', bytes: new Uint8Array([1, 2, 3]) },
    });
    setParty(db, journal, { threadId: 'th_1', party: 'patient', patientId, address: 'ana.ruiz@example.net' });
    const ledgerNow = { status: 'given' as const, rowId: consentRowId, at: now, until: null };
    chooseForThread(db, journal, { threadId: 'th_1', mode: 'sealed', consentRowId, downgradeReason: null, ledgerNow });
    chooseForThread(db, journal, {
      threadId: 'th_1',
      mode: 'open',
      consentRowId,
      downgradeReason: 'asked for it',
      ledgerNow,
    });
    journal.append(db, 'key.added', { fingerprint: 'ab', address: 'x@example.net', bytes: 'AQID', source: 'file' });
    journal.append(db, 'key.compared', { fingerprint: 'ab', address: 'x@example.net' });
    journal.append(db, 'domain.listed', { domain: 'lakesidelab.example', note: 'contract' });
    journal.append(db, 'certificate.added', {
      fingerprint: 'cd',
      address: 'x@example.net',
      bytes: 'AQID',
      chain: ['BAUG'],
      capabilities: '',
      source: 'mail',
    });
    journal.append(db, 'address.cleared', { address: 'x@example.net', how: 'said-so' });
    journal.append(db, 'certificate-root.added', { fingerprint: 'ef', name: 'County clinics', bytes: 'AQID' });
    journal.append(db, 'patient.profile-changed', {
      ...{
        patientId,
        givenName: 'Ana',
        familyName: 'Ruiz',
        sex: 'female',
        street: '',
        city: 'Springfield',
        region: '',
      },
      ...{ postalCode: '', doctor: 'Dr. Jones', tags: ['newsletter'], fields: [{ name: 'Interpreter', value: 'yes' }] },
    });
    importSomebody(db, patientId);
    aCampaign(db, patientId);
    return patientId;
  });
}

/** A text, a rule, and a campaign of both that a person approved. */
function aCampaign(db: WriteHandle, patientId: string): void {
  const [campaignId, templateId, segmentId, name] = ['ca_1', 'tm_1', 'sg_1', 'Recall'];
  const letter = { purpose: 'treatment', contentKind: 'health', subject: 'A word', html: '<div>Hello</div>' } as const;
  journal.append(db, 'template.saved', { ...letter, templateId, version: 1, name });
  journal.append(db, 'segment.saved', { segmentId, version: 1, name, rule: { is: 'all', rules: [] } });
  const terms = { purpose: 'treatment', sender: 'practice', startAt: null, perHour: null } as const;
  journal.append(db, 'campaign.saved', { campaignId, name, segmentId, templateId, ...terms });
  const approved = { plannedAt: now, templateVersion: 1, contentKind: 'health', letters: 1 } as const;
  journal.append(db, 'campaign.started', { campaignId, name, ...approved });
  const choice = { threadId: 'th_2', address: 'ana.ruiz@example.net', mode: 'sealed', consentRowId: null } as const;
  journal.append(db, 'campaign.letter-begun', { campaignId, patientId, ...choice });
  journal.append(db, 'campaign.paused', { campaignId, name, reason: 'by-person' });
}

/** A rule that was switched on, held one letter, handed over another, and was met by a backup. */
function aStandingLetter(db: WriteHandle): void {
  const [automationId, patientId, name] = ['au_1', 'pt_1', 'Reminder'];
  const letter = { templateId: 'tm_1', purpose: 'treatment', sender: 'practice' } as const;
  journal.append(db, 'automation.saved', {
    automationId,
    name,
    ...letter,
    trigger: { is: 'visit', when: 'before', amount: 2, unit: 'days' },
    at: '09:00',
    quiet: { from: '20:00', until: '08:00' },
    segmentId: null,
  });
  const approved = { templateVersion: 1, contentKind: 'health' } as const;
  journal.append(db, 'automation.switched-on', { automationId, name, ...approved });
  for (const [eventKey, movedFrom] of [
    ['before:2026-11-26T09:00', null],
    ['before:2026-11-27T09:00', 'before:2026-11-26T09:00'],
  ] as const)
    journal.append(db, 'automation.held', { automationId, eventKey, patientId, movedFrom });
  const run = { campaignId: 'ca_2', segmentId: null, letters: 1 };
  journal.append(db, 'automation.begun', { automationId, name, ...letter, ...approved, ...run });
  journal.append(db, 'automation.restored', { automationId, name });
}

/** One new patient, one who changes, and a row that is refused. */
function importSomebody(db: WriteHandle, patientId: string): void {
  const concept = { code: 'x', label: 'X' };
  const piece = packPiece({
    practitioners: [{ name: 'Dr. Jones', address: '' }],
    refusals: [{ row: 3, reason: 'no-name', field: '', quoted: '' }],
    changes: [
      {
        id: 'pt_imported0',
        isNew: true,
        columns: { name: ['', 'Nia Okoye'], import_id: [null, 'im_test00000'] },
        addresses: [[], ['nia@example.org']],
        facts: {
          observation: [[null, { ...concept, day: '2026-01-02', time: '', number: 6.5, text: null, unit: '%' }]],
          condition: [[null, { ...concept, since: null, until: null }]],
          treatment: [[null, { ...concept, since: null, until: null, dose: '' }]],
          immunization: [[null, { ...concept, day: '2026-01-02' }]],
          visit: [[null, { day: '2026-01-02', time: '09:00', state: 'kept', reason: '', doctor: '' }]],
        },
      },
      { id: patientId, columns: { city: ['Springfield', 'Riverton'], import_id: [null, 'im_test00000'] } },
    ],
  });
  insertImportPiece(db, 'im_test00000', 0, piece);
  journal.append(db, 'patients.imported', {
    importId: 'im_test00000',
    fileName: 'list.csv',
    format: 'csv',
    counts: { added: 1, changed: 1, unchanged: 0, refused: 1, facts: 5 },
    pieces: 1,
    sha256: createHash('sha256').update(piece).digest('hex'),
    mapping: { columns: ['Name'], targets: [{ field: 'name', label: '' }], dateOrder: 'month-first' },
  });
  finishImports(db);
}

const contents = () => projectedTables.map((table) => [table, store.read.list(`SELECT * FROM ${table} ORDER BY 1, 2`)]);

describe('the journal', () => {
  it('rebuilds every projected table to the same content', () => {
    aDayAtTheDesk();
    store.write((db) => {
      const text = {
        name: 'News',
        purpose: 'marketing',
        contentKind: 'general',
        subject: 'News',
        html: 'Hello',
      } as const;
      journal.append(db, 'template.saved', { ...text, templateId: 'tm_00000001', version: 1 });
      journal.append(db, 'template.saved', { ...text, templateId: 'tm_00000001', version: 2 });
      journal.append(db, 'template.removed', { templateId: 'tm_starter-one', name: 'One' });
      const rule = { is: 'all', rules: [{ is: 'sex', sex: 'male' }] } as const;
      journal.append(db, 'segment.saved', { segmentId: 'sg_00000001', version: 1, name: 'Men', rule });
      aStandingLetter(db);
    });
    const before = contents();
    expect(before.filter(([, rows]) => rows?.length === 0)).toEqual([]);
    store.write((db) => rebuildProjections(db));
    expect(contents()).toEqual(before);
  });

  it('has a chain that holds', () => {
    aDayAtTheDesk();
    expect(verifyJournal(store.read)).toEqual({ entries: 24, firstBroken: null });
  });

  it('hashes what an entry says under names that never change, so that old chains still hold', () => {
    const row = {
      sequence: 1,
      id: 'je_0000000001',
      at: 1_800_000_000_000,
      hybridTime: '1800000000000-0000-aaaaaaaaaaaa',
      actor: 'Maria',
      kind: 'vault.created',
      bodyJson: '{"practiceName":"Elm"}',
      previous: new Uint8Array(32),
    };
    expect(Buffer.from(entryHash(row)).toString('hex')).toBe(
      'b06b292d4ac7dafef58353c7c49b17625121b18e124b504ce1d0fb613e50d957',
    );
  });

  it('shows a change to what an import brought, and refuses to make one', () => {
    aDayAtTheDesk();
    const spoil = () => store.write((db) => db.changeAny("UPDATE import_piece SET bytes = x'00'"));
    expect(spoil).toThrow();
    expect(() => store.write((db) => db.changeAny('DELETE FROM import_piece'))).toThrow();
    store.write((db) => db.changeAny('DROP TRIGGER import_piece_no_update'));
    spoil();
    expect(verifyJournal(store.read).firstBroken).toBe(18);
  });

  it('refuses to change or delete an entry', () => {
    aDayAtTheDesk();
    expect(() => store.write((db) => db.changeAny("UPDATE journal_entry SET actor = 'x'"))).toThrow();
    expect(() => store.write((db) => db.changeAny('DELETE FROM journal_entry'))).toThrow();
  });

  it.each([
    ['a changed body', `UPDATE journal_entry SET body_json = replace(body_json, '0101', '0102') WHERE sequence = 2`, 2],
    ['a changed actor', `UPDATE journal_entry SET actor = 'Eve' WHERE sequence = 7`, 7],
    ['a changed time', 'UPDATE journal_entry SET at = at + 1 WHERE sequence = 3', 3],
    ['an entry taken out', 'DELETE FROM journal_entry WHERE sequence = 5', 6],
  ])('shows %s', (_, sql, broken) => {
    aDayAtTheDesk();
    store.write((db) => {
      db.changeAny('DROP TRIGGER journal_entry_no_update');
      db.changeAny('DROP TRIGGER journal_entry_no_delete');
      db.changeAny(sql);
    });
    expect(verifyJournal(store.read).firstBroken).toBe(broken);
  });

  it('undoes entry and projection together when the transaction fails', () => {
    expect(() =>
      store.write((db) => {
        addPatient(db, journal, ana);
        throw new Error('power cut');
      }),
    ).toThrow('power cut');
    expect(store.read.list('SELECT * FROM patient')).toEqual([]);
    expect(verifyJournal(store.read).entries).toBe(0);
  });

  it('counts a comparison for the one address it was made for', () => {
    store.write((db) => {
      for (const address of ['mal@example.net', 'vic@example.net']) {
        journal.append(db, 'key.added', { fingerprint: 'cd', address, bytes: 'AQID', source: 'autocrypt' });
      }
      journal.append(db, 'key.compared', { fingerprint: 'cd', address: 'mal@example.net' });
    });
    expect(store.read.list('SELECT address FROM public_key WHERE compared_at IS NOT NULL')).toEqual([
      { address: 'mal@example.net' },
    ]);
  });

  it('asks for a reason before it records a weaker choice', () => {
    store.write((db) => {
      const choice = { threadId: 'th_2', consentRowId: null, downgradeReason: null, ledgerNow: null };
      chooseForThread(db, journal, { ...choice, mode: 'openpgp' });
      expect(() => chooseForThread(db, journal, { ...choice, mode: 'sealed' })).toThrow('bad-request');
      expect(() => chooseForThread(db, journal, { ...choice, mode: 'sealed', downgradeReason: '  ' })).toThrow(
        'bad-request',
      );
    });
  });

  it('refuses a choice made on a ledger that says something else by now', () => {
    const ledgerNow = { status: 'withdrawn' as const, rowId: 'cr_new', at: now, until: null };
    store.write((db) => {
      expect(() =>
        chooseForThread(db, journal, {
          threadId: 'th_3',
          mode: 'sealed',
          consentRowId: 'cr_old',
          downgradeReason: null,
          ledgerNow,
        }),
      ).toThrow('state-changed');
    });
  });
});

describe('hybrid time', () => {
  it('moves on when the clock is set back and when a millisecond is full', () => {
    const first = nextHybridTime(null, 2_000, 'c');
    const back = nextHybridTime(first, 1_000, 'c');
    expect([first, back]).toEqual(['0000000002000-0000-c', '0000000002000-0001-c']);
    expect(nextHybridTime('0000000002000-ffff-c', 2_000, 'c')).toBe('0000000002001-0000-c');
  });
});

describe('canonical JSON', () => {
  it('is the same for the same value in another order', () => {
    expect(canonicalJson({ b: [1, null, { d: 'ü', c: true }], a: undefined })).toBe(
      '{"b":[1,null,{"c":true,"d":"ü"}]}',
    );
  });
});
