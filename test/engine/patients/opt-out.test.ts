import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createJournal, type Journal } from '../../../main/engine/journal/journal.ts';
import type { Filed } from '../../../main/engine/mailbox/file-message.ts';
import { recordConsent } from '../../../main/engine/patients/consent.ts';
import { isOptedOut, noteOptOuts, unsubscribeValue } from '../../../main/engine/patients/opt-out.ts';
import { addPatient } from '../../../main/engine/patients/patients.ts';
import { insertKeptSecret, optOutKeyName } from '../../../main/engine/store/tables/kept-secret.ts';
import { isStillAllowed } from '../../../main/engine/submission/still-allowed.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { addMailbox, fileByHand, noon, us } from '../mailbox/file-by-hand.ts';

let place: TestStore;
let journal: Journal;
let ana: string;
let tim: string;
let now = noon;

const patient = (name: string, address: string) => ({
  name,
  birthDate: null,
  recordNumber: '',
  telephone: '',
  addresses: [address],
  device: 'unknown' as const,
  note: '',
});
const allow = (patientId: string) =>
  place.store.write((db) =>
    recordConsent(db, journal, {
      patientId,
      purpose: 'marketing',
      event: 'given',
      how: 'signed-form',
      wording: 'the words',
      wordingVersion: '1',
      warned: false,
      until: null,
      threadId: null,
      scan: null,
    }),
  );

beforeEach(() => {
  now = noon;
  place = openTestStore();
  journal = createJournal({
    clock: { now: () => now, after: () => () => {} },
    computerId: 'aaaaaaaaaaaa',
    actor: () => 'Maria',
  });
  addMailbox(place.store, 'mb_inbox', 'inbox');
  place.store.write((db) => {
    insertKeptSecret(db, optOutKeyName, 'k'.repeat(64));
    ana = addPatient(db, journal, patient('Ana', 'ana@mail.example'));
    tim = addPatient(db, journal, patient('Tim', 'tim@mail.example'));
  });
  allow(ana);
  allow(tim);
  now += 1_000;
});
afterEach(() => place.remove());

const note = () => place.store.write((db) => noteOptOuts(db, journal, now));
const optedOut = () => [ana, tim].map((id) => isOptedOut(place.store.read, id, now));
const subjectOf = (patientId: string) =>
  decodeURIComponent(/\?subject=([^>]+)>$/.exec(unsubscribeValue(place.store.read, patientId, us))?.[1] ?? '');

/** A message of ours that left, with this purpose. */
async function sent(purpose: string, to: string): Promise<{ readonly filed: Filed; readonly header: string }> {
  const header = `<${purpose}-${to}>`;
  addSentBox();
  const filed = await fileByHand(place.store, { from: us, to, mailbox: 'mb_sent', messageIdHeader: header });
  place.store.write((db) =>
    db.change(
      `INSERT INTO outbox (id, submission_id, message_id, thread_id, mode, decision_json, envelope_from, envelope_to_json,
         message_id_header, copy_state, state, queued_at, not_before, attempts, checked)
       VALUES ($id, 'sub', $messageId, $threadId, 'open', $decision, '', $to, $header, 'done', 'sent', 0, 0, 1, '')`,
      {
        id: `ob_${header}`,
        messageId: filed.messageId,
        threadId: filed.threadId,
        decision: JSON.stringify({ purpose, recipients: [to] }),
        to: JSON.stringify([to]),
        header,
      },
    ),
  );
  return { filed, header };
}
let hasSentBox = false;
function addSentBox(): void {
  if (!hasSentBox) addMailbox(place.store, 'mb_sent', 'sent');
  hasSentBox = true;
}
beforeEach(() => {
  hasSentBox = false;
});

test('the value of List-Unsubscribe is a mail to ourselves that names the patient alone', () => {
  expect(unsubscribeValue(place.store.read, ana, us)).toMatch(
    /^<mailto:desk@elm\.example\?subject=unsubscribe%20u-[\w-]{22}\.[\w-]{22}>$/,
  );
  expect(subjectOf(ana)).not.toBe(subjectOf(tim));
});

describe('a reply with the token', () => {
  test.each([
    ['by a person', {}],
    ['by their mail program', { automatic: true }],
    ['from another address', { from: 'ana@elsewhere.example' }],
  ])('%s takes marketing back at once, for that patient alone', async (_, more) => {
    await fileByHand(place.store, { subject: `Re: ${subjectOf(ana)}`, ...more });
    expect(note()).toEqual([ana]);
    expect(optedOut()).toEqual([true, false]);
  });

  test('stands in the ledger once, however often it comes', async () => {
    await fileByHand(place.store, { subject: subjectOf(ana) });
    await fileByHand(place.store, { subject: subjectOf(ana) });
    note();
    note();
    const rows = place.store.read.list("SELECT event, how, wording FROM consent_row WHERE event = 'withdrawn'");
    expect(rows).toEqual([{ event: 'withdrawn', how: 'reply-by-mail', wording: subjectOf(ana) }]);
  });

  test('counts for nobody when it was altered or made up', async () => {
    const genuine = subjectOf(ana);
    const [id = ''] = /(?<=u-)[\w-]+/.exec(subjectOf(tim)) ?? [];
    await fileByHand(place.store, { subject: genuine.replace(/u-[\w-]+/, `u-${id}`) });
    await fileByHand(place.store, { subject: `unsubscribe u-${id}.${'A'.repeat(22)}` });
    await fileByHand(place.store, { subject: genuine.slice(0, -1) });
    expect(note()).toEqual([]);
    expect(optedOut()).toEqual([false, false]);
  });

  test('is undone by a new consent', async () => {
    await fileByHand(place.store, { subject: subjectOf(ana) });
    note();
    now += 1_000;
    allow(ana);
    expect(optedOut()).toEqual([false, false]);
  });
});

describe('a word in the first line of an answer', () => {
  test.each(['STOP', 'Stop.', 'unsubscribe', '\n  “Unsubscribe”\n\nThank you', 'BAJA'])(
    '%j takes marketing back',
    async (text) => {
      const { header } = await sent('marketing', 'ana@mail.example');
      await fileByHand(place.store, { from: 'ana@mail.example', references: [header], text });
      expect(note()).toEqual([ana]);
      expect(optedOut()).toEqual([true, false]);
    },
  );

  test.each([
    ['in an answer to anything else', 'treatment', { from: 'ana@mail.example', text: 'STOP' }],
    ['from somebody else', 'marketing', { from: 'tim@mail.example', text: 'STOP' }],
    ['of an automatic answer', 'marketing', { from: 'ana@mail.example', text: 'STOP', automatic: true }],
    ['inside a sentence', 'marketing', { from: 'ana@mail.example', text: 'Please do not stop writing' }],
  ])('counts for nothing %s', async (_, purpose, mail) => {
    const { header } = await sent(purpose, 'ana@mail.example');
    await fileByHand(place.store, { references: [header], ...mail });
    expect(note()).toEqual([]);
  });
});

test('marketing that waits in the outbox does not leave any more, however it is protected', async () => {
  const decision = {
    mode: 'sealed',
    content: 'general',
    purpose: 'marketing',
    bulk: true,
    recipients: ['ana@mail.example'],
  };
  const row = { mode: 'sealed', threadId: 'th_none', decisionJson: JSON.stringify(decision) };
  const ask = () => isStillAllowed(place.store.read, row, now, () => ({ state: 'unknown' }) as never);
  await fileByHand(place.store, { subject: subjectOf(ana) });
  const before = await ask();
  note();
  expect(before?.code).not.toBe('consent-changed');
  expect(await ask()).toEqual({ code: 'consent-changed', retry: false });
});
