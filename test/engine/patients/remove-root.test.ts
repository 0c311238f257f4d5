import { afterAll, beforeAll, expect, it } from 'vitest';
import { createJournal, type Journal } from '../../../main/engine/journal/journal.ts';
import { addRoot, removeRoot } from '../../../main/engine/patients/certificates.ts';
import { readCertificate } from '../../../main/engine/protection/smime-certificate.ts';
import { listCertificateRootRows } from '../../../main/engine/store/tables/certificate-roots.ts';
import { createMailAuthority } from '../../support/mail-authority.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';

const now = Date.now();
const messages = 600;
let test: TestStore;
let journal: Journal;

beforeAll(() => {
  test = openTestStore();
  journal = createJournal({
    clock: { now: () => now, after: () => () => {} },
    computerId: 'aaaaaaaaaaaa',
    actor: () => 'Maria',
  });
});
afterAll(() => test.remove());

const status = JSON.stringify({
  kind: 'signed',
  signer: 'verified',
  compared: false,
  smime: { signer: { trust: 'trusted' } },
});
const insertMessages = (from: number, count: number) =>
  test.store.write((db) =>
    db.changeAny(
      `WITH RECURSIVE each (n) AS (SELECT $first UNION ALL SELECT n + 1 FROM each WHERE n + 1 < $first + $count)
       INSERT INTO message (number, id, thread_id, direction, at, unread, flagged, automatic, has_attachments, size, kept,
         subject, base_subject, snippet, from_json, to_json, cc_json, reply_to_json, references_json, status_json, warnings_json)
       SELECT n, 'ms_' || n, 'th_1', 'in', n, 0, 0, 0, 0, 1, 0, '', '', '', '[]', '[]', '[]', '[]', '[]', $status, '[]' FROM each`,
      { first: from, count, status },
    ),
  );
const ticks = () =>
  test.store.read.get<{ count: number }>(
    "SELECT count(*) AS count FROM message WHERE json_extract(status_json, '$.signer') = 'verified'",
  ).count;
const roots = () => listCertificateRootRows(test.store.read).length;

it('an authority goes when no tick rests on it any more, and other work has its turns meanwhile', async () => {
  const root = readCertificate(createMailAuthority().certificate, now);
  test.store.write((db) => {
    addRoot(db, journal, root);
    db.changeAny(`INSERT INTO thread VALUES ('th_1', '', '', '', 'ana@mail.example', '[]', 1, 1, 0, 0, 0, 0, '')`);
  });
  insertMessages(1, messages);
  let gone = false;
  const removal = removeRoot(test.store, journal, root.fingerprint, now).then(() => {
    gone = true;
  });
  const seen: { readonly roots: number; readonly ticks: number }[] = [];
  while (!gone) {
    seen.push({ roots: roots(), ticks: ticks() });
    // Mail that comes meanwhile is vouched for as well.
    if (seen.length === 3) insertMessages(messages + 1, 10);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await removal;
  expect(seen.length).toBeGreaterThanOrEqual(messages / 50 - 1);
  expect(seen.filter((each) => each.roots === 0 && each.ticks > 0)).toEqual([]);
  expect({ roots: roots(), ticks: ticks() }).toEqual({ roots: 0, ticks: 0 });
  await expect(removeRoot(test.store, journal, root.fingerprint, now)).rejects.toMatchObject({ code: 'not-found' });
});
