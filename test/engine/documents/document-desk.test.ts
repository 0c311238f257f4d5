import { afterAll, beforeEach, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../../main/engine/base/clock.ts';
import { silentLog } from '../../../main/engine/base/log.ts';
import { createDocumentDesk } from '../../../main/engine/documents/document-desk.ts';
import type { Sorted } from '../../../main/engine/documents/sort-documents.ts';
import { createJournal } from '../../../main/engine/journal/journal.ts';
import {
  findDocumentBatch,
  insertDocumentBatch,
  setBatchSorted,
} from '../../../main/engine/store/tables/document-batches.ts';
import {
  findDocument,
  insertDocument,
  setDocumentConfirmed,
  setDocumentPicked,
} from '../../../main/engine/store/tables/documents.ts';
import { openTestStore } from '../../support/open-test-store.ts';

const test = openTestStore();
const { store } = test;
const clock: Clock = { ...systemClock, now: () => 5_000 };
/** What a person does while the files are compared. */
let meanwhile: () => void;
const ids = ['do_one', 'do_two', 'do_three'];
const theirs = { patientId: 'pa_leo', check: 'as on file', at: 4_000, by: 'Maria' };

const desk = createDocumentDesk({
  store,
  journal: createJournal({ clock, computerId: 'aaaaaaaaaaaa', actor: () => 'Maria' }),
  clock,
  log: silentLog,
  workers: {
    read: async () => ({ text: '', state: 'no-text', pages: 1 }),
    sort: async () => {
      const sorted = ids.map(
        (id): Sorted => ({
          id,
          verdict: 'matched',
          reason: 'number-and-date',
          factsJson: '{"numbers":[],"birthDates":[],"names":[]}',
          suggestionsJson: '["pa_ana"]',
          patientId: 'pa_ana',
          patientCheck: 'ana',
        }),
      );
      meanwhile();
      return sorted;
    },
  },
  madeBy: () => 'Maria',
  onChanged: () => {},
});

beforeEach(() => {
  store.write((db) => {
    db.changeAny('DELETE FROM document');
    db.changeAny('DELETE FROM document_batch');
    insertDocumentBatch(db, { id: 'bd_batch', name: '', madeAt: 1_000, madeBy: 'Maria' });
    for (const [position, id] of ids.entries()) {
      const file = { name: `${id}.pdf`, size: 1, sha256: id, pages: 1, textState: 'read' as const, text: '' };
      insertDocument(db, { id, batchId: 'bd_batch', position, ...file });
    }
    setBatchSorted(db, 'bd_batch', '[]');
  });
});
afterAll(() => test.remove());

const whose = () => ids.map((id) => findDocument(store.read, id)?.patientId);

it('leaves what a person picked or confirmed while documents were compared again, and makes an older plan old', async () => {
  meanwhile = () =>
    store.write((db) => {
      setDocumentPicked(db, 'do_one', 'pa_leo');
      setDocumentConfirmed(db, 'do_one', theirs);
      setDocumentPicked(db, 'do_two', 'pa_leo');
    });
  await desk.sortAgain('bd_batch');
  expect(whose()).toEqual(['pa_leo', null, 'pa_ana']);
  expect(findDocument(store.read, 'do_one')).toMatchObject({ confirmedBy: 'Maria', patientCheck: 'as on file' });
  expect(findDocument(store.read, 'do_two')).toMatchObject({ verdict: 'none', pickedPatientId: 'pa_leo' });
  expect(findDocumentBatch(store.read, 'bd_batch')?.changedAt).toBe(5_000);
});

it('changes nothing of a batch that was approved, or forgotten, while its documents were compared again', async () => {
  meanwhile = () =>
    store.write((db) =>
      db.change(
        `INSERT INTO campaign (id, name, segment_id, template_id, purpose, sender, saved_at, saved_by, state, state_at,
           state_reason, approved_at, approved_by, template_version, content_kind, documents_id)
         VALUES ('cp_one', '', 'bd_batch', 'tm_one', 'treatment', 'practice', 1, '', 'running', 1, '', 1, '', 1,
           'sensitive', 'bd_batch')`,
      ),
    );
  await expect(desk.sortAgain('bd_batch')).rejects.toThrow('state-changed');
  expect(whose()).toEqual([null, null, null]);
  expect(findDocumentBatch(store.read, 'bd_batch')?.changedAt).toBe(1_000);
  meanwhile = () =>
    store.write((db) => {
      db.change("DELETE FROM campaign WHERE id = 'cp_one'");
      db.changeAny('DELETE FROM document');
      db.changeAny('DELETE FROM document_batch');
    });
  store.write((db) => db.change("UPDATE campaign SET approved_at = NULL WHERE id = 'cp_one'"));
  await expect(desk.sortAgain('bd_batch')).rejects.toThrow('not-found');
});
