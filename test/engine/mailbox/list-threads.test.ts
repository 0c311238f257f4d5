import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ThreadView } from '../../../main/contract/threads.ts';
import { listThreads } from '../../../main/engine/mailbox/list-threads.ts';
import { countViews, listMailboxViews } from '../../../main/engine/mailbox/mailbox-views.ts';
import type { ChoiceFacts } from '../../../main/engine/mailbox/thread-rows.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { addMailbox, day, fileByHand, noon, us } from './file-by-hand.ts';
import { noConsent } from './open-sync.ts';
import { addConsent, addPatient, setChoice, setParty } from './people-by-hand.ts';

let place: TestStore;
beforeEach(() => {
  place = openTestStore();
  addMailbox(place.store, 'mb_inbox', 'inbox');
  addMailbox(place.store, 'mb_sent', 'sent');
  addMailbox(place.store, 'mb_work');
});
afterEach(() => place.remove());

const subjects = (view: ThreadView, facts: ChoiceFacts = noConsent): string[] =>
  listThreads(place.store.read, { view, cursor: null, limit: 50 }, facts, noon).rows.map((row) => row.subject);
const inbox: ThreadView = { kind: 'role', role: 'inbox' };
const search = (text: string): string[] => subjects({ kind: 'search', text });

describe('pages', () => {
  test('follow each other without gap or repetition, equal times too', async () => {
    for (let number = 0; number < 23; number += 1) {
      await fileByHand(place.store, {
        subject: `m${number}`,
        from: `p${number}@x.example`,
        at: noon + Math.floor(number / 5),
      });
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: ReturnType<typeof listThreads> = listThreads(
        place.store.read,
        { view: inbox, cursor, limit: 7 },
        noConsent,
        noon,
      );
      expect(page.total).toBe(23);
      seen.push(...page.rows.map((row) => row.subject));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(23);
    expect(seen).toHaveLength(23);
    expect(seen[0]).toMatch(/^m2[0-2]$/);
  });

  test('of a search do not show a thread twice', async () => {
    for (let number = 0; number < 9; number += 1) {
      const references = number % 3 === 0 ? [] : [`<root${Math.floor(number / 3)}@x>`];
      const messageIdHeader = number % 3 === 0 ? `<root${number / 3}@x>` : `<${number}@x>`;
      await fileByHand(place.store, { text: 'needle', references, messageIdHeader, at: noon + ((number * 7) % 9) });
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const wish = { view: { kind: 'search', text: 'needle' } as const, cursor, limit: 1 };
      const page: ReturnType<typeof listThreads> = listThreads(place.store.read, wish, noConsent, noon);
      expect(page.total).toBe(3);
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(3);
  });
});

describe('search', () => {
  beforeEach(async () => {
    const photo = {
      name: 'Röntgen-Knie.pdf',
      contentType: 'application/pdf',
      contentId: null,
      bytes: new Uint8Array(3),
    };
    await fileByHand(place.store, {
      subject: 'Überweisung',
      text: 'El niño tiene fiebre alta',
      from: 'ana.ruiz@mail.example',
    });
    await fileByHand(place.store, {
      subject: 'Invoice 2026-11',
      text: 'opened text',
      attachments: [photo],
      at: noon + 1,
    });
  });

  test.each([
    ['accents are forgiven', 'uberweisung', ['Überweisung']],
    ['words may be unfinished', 'fieb nin', ['Überweisung']],
    ['upper case is forgiven', 'FIEBRE', ['Überweisung']],
    ['an address', 'ana.ruiz@mail.example', ['Überweisung']],
    ['a file name', 'rontgen-knie', ['Invoice 2026-11']],
    ['a number with a hyphen', '2026-11', ['Invoice 2026-11']],
    ['the newest first', 'desk', ['Invoice 2026-11', 'Überweisung']],
    ['all words must be there', 'fiebre invoice', []],
    ['operators are just words', 'fiebre OR invoice', []],
    ['a quote breaks nothing', '"fiebre" * ) NEAR(', []],
    ['only signs find nothing', '*** "" --', []],
  ])('%s', (_, text, found) => {
    expect(search(text)).toEqual(found);
  });

  test('a row shows the message that was found', async () => {
    const [row] = listThreads(
      place.store.read,
      { view: { kind: 'search', text: 'fiebre' }, cursor: null, limit: 5 },
      noConsent,
      noon,
    ).rows;
    expect(row).toMatchObject({ snippet: 'El niño tiene fiebre alta', lastAt: noon });
  });
});

describe('views', () => {
  test('Sent lists what is ours, a mailbox what is in it', async () => {
    await fileByHand(place.store, { subject: 'out', from: us, to: 'a@x.example', mailbox: 'mb_sent' });
    await fileByHand(place.store, { subject: 'filed', mailbox: 'mb_work' });
    expect(subjects({ kind: 'role', role: 'sent' })).toEqual(['out']);
    expect(subjects({ kind: 'mailbox', mailboxId: 'mb_work' })).toEqual(['filed']);
    expect(subjects({ kind: 'role', role: 'trash' })).toEqual([]);
    expect(listMailboxViews(place.store.read)).toMatchObject([
      { role: 'inbox', total: 0 },
      { role: 'sent', total: 1, unread: 0 },
      { name: 'work', total: 1, unread: 1 },
    ]);
  });

  test('a patient’s threads are those linked to the patient, and those from an address only this patient has', async () => {
    addPatient(place.store, 'pt_ana', 'ana@mail.example', 'shared@mail.example');
    addPatient(place.store, 'pt_tim', 'shared@mail.example');
    const linked = await fileByHand(place.store, { subject: 'linked', from: 'else@x.example' });
    setParty(place.store, linked.threadId, 'patient', 'pt_ana');
    await fileByHand(place.store, { subject: 'hers', from: 'ana@mail.example', at: noon + day });
    await fileByHand(place.store, { subject: 'whose', from: 'shared@mail.example' });
    const other = await fileByHand(place.store, { subject: 'not about her', from: 'ana@mail.example' });
    setParty(place.store, other.threadId, 'other');
    expect(subjects({ kind: 'patient', patientId: 'pt_ana' })).toEqual(['hers', 'linked']);
  });

  test('to be chosen: no party, no choice, or a ledger that says something else by now', async () => {
    const add = async (subject: string) =>
      (await fileByHand(place.store, { subject, from: `${subject}@x.example` })).threadId;
    await add('unknown');
    setParty(place.store, await add('no-choice'), 'professional');
    const cases = [
      ['nothing-on-file', null, false, null],
      ['acknowledged', 'cons_1', true, null],
      ['newer-row', null, true, null],
      ['expired', 'cons_4', true, noon - 1],
    ] as const;
    for (const [index, [subject, acknowledged, onFile, until]] of cases.entries()) {
      addPatient(place.store, `pt_${index}`, `${subject}@x.example`);
      if (onFile) addConsent(place.store, acknowledged ?? `cons_x${index}`, `pt_${index}`, until);
      const threadId = await add(subject);
      setParty(place.store, threadId, 'patient', `pt_${index}`);
      setChoice(place.store, threadId, acknowledged);
    }
    const facts: ChoiceFacts = {
      consentOf: (patientId) => {
        const row = place.store.read.find<{ id: string; until: number | null }>(
          'SELECT id, until FROM consent_row WHERE patient_id = $patientId',
          { patientId },
        );
        const status = row === null ? 'not-asked' : (row.until ?? noon) < noon ? 'expired' : 'given';
        return { status, rowId: row?.id ?? null, at: null, until: row?.until ?? null };
      },
      isChosen: (party, choice, ledger) =>
        party !== null &&
        choice !== null &&
        (party !== 'patient' || (choice.consentRowId === ledger?.rowId && ledger.status !== 'expired')),
      listedBy: () => null,
    };
    expect(new Set(subjects({ kind: 'to-be-chosen' }, facts))).toEqual(
      new Set(['unknown', 'no-choice', 'newer-row', 'expired']),
    );
    expect(countViews(place.store.read, facts, noon)).toMatchObject({ toBeChosen: 4, inboxUnread: 6 });
  });
});
