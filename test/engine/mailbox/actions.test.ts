import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createThreadActions, type MoveTarget, type ThreadActions } from '../../../main/engine/mailbox/actions.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { addMailbox, fileByHand, type HandMail, noon, us } from './file-by-hand.ts';
import { rowsOf } from './open-sync.ts';

let place: TestStore;
let actions: ThreadActions;
let changed: string[];
beforeEach(() => {
  place = openTestStore();
  addMailbox(place.store, 'mb_inbox', 'inbox');
  addMailbox(place.store, 'mb_sent', 'sent');
  addMailbox(place.store, 'mb_archive', 'archive');
  addMailbox(place.store, 'mb_all', 'all');
  addMailbox(place.store, 'mb_work');
  changed = [];
  actions = createThreadActions(
    place.store,
    () => noon,
    (threadId) => changed.push(threadId),
  );
});
afterEach(() => place.remove());

type Pending = { mailbox: string; uid: number; action: string; target: string | null };
const pending = (): Pending[] =>
  place.store.read.list(
    'SELECT mailbox_id AS mailbox, uid, action, target_mailbox_id AS target FROM pending_action ORDER BY number',
  );
const places = (): string[] =>
  place.store.read.list<{ m: string }>('SELECT mailbox_id AS m FROM location ORDER BY m').map(({ m }) => m);
const inThread = (mail: HandMail = {}): HandMail => ({ references: ['<root@x>'], ...mail });

describe('flags', () => {
  test('reading a thread reads all of it; unread marks the newest from others', async () => {
    const { threadId } = await fileByHand(place.store, inThread({ uid: 1, at: noon }));
    await fileByHand(place.store, inThread({ uid: 2, at: noon + 1 }));
    actions.markRead(threadId, true);
    expect(pending().map(({ uid, action }) => [uid, action])).toEqual([
      [1, 'seen'],
      [2, 'seen'],
    ]);
    expect(rowsOf(place.store)[0]?.unread).toBe(false);
    actions.markRead(threadId, false);
    expect(pending().map(({ uid, action }) => [uid, action])).toEqual([
      [1, 'seen'],
      [2, 'unseen'],
    ]);
    expect(changed).toEqual([threadId, threadId]);
  });

  test('a star goes to the newest message, and off from all', async () => {
    const { threadId } = await fileByHand(place.store, inThread({ uid: 1, at: noon, flagged: true }));
    await fileByHand(place.store, inThread({ uid: 2, at: noon + 1 }));
    actions.flag(threadId, true);
    expect(pending()).toMatchObject([{ uid: 2, action: 'flagged' }]);
    actions.flag(threadId, false);
    expect(pending()).toMatchObject([
      { uid: 1, action: 'unflagged' },
      { uid: 2, action: 'unflagged' },
    ]);
    expect(rowsOf(place.store)[0]?.flagged).toBe(false);
  });
});

describe('moves', () => {
  test('there and back again is nothing to tell the server', async () => {
    const { threadId } = await fileByHand(place.store, { uid: 7 });
    actions.move(threadId, 'archive');
    expect(places()).toEqual(['mb_archive']);
    expect(pending()).toMatchObject([{ uid: 7, action: 'move', target: 'mb_archive' }]);
    actions.move(threadId, 'inbox');
    expect(places()).toEqual(['mb_inbox']);
    expect(pending()).toEqual([]);
  });

  test('a second wish replaces the first; a mailbox that is missing is thought of', async () => {
    const { threadId } = await fileByHand(place.store, { uid: 7 });
    actions.move(threadId, 'archive');
    actions.move(threadId, 'trash');
    const [action, ...others] = pending();
    expect(others).toEqual([]);
    expect(action).toMatchObject({ mailbox: 'mb_inbox', uid: 7 });
    expect(
      place.store.read.get('SELECT path, role, uid_validity AS v FROM mailbox WHERE id = $id', {
        id: action?.target ?? '',
      }),
    ).toEqual({
      path: 'Trash',
      role: 'trash',
      v: 0,
    });
  });

  test('a flag on a message on its way is set where the server still has it', async () => {
    const { threadId } = await fileByHand(place.store, { uid: 7 });
    actions.move(threadId, 'archive');
    actions.markRead(threadId, true);
    expect(pending()).toMatchObject([{ action: 'move' }, { mailbox: 'mb_inbox', uid: 7, action: 'seen' }]);
  });

  test.each<[MoveTarget, string[]]>([
    ['archive', ['mb_archive', 'mb_sent', 'mb_work']],
    ['trash', ['mb_sent', 'trash', 'trash']],
    ['junk', ['junk', 'junk', 'mb_sent']],
    ['inbox', ['mb_inbox', 'mb_sent', 'mb_work']],
  ])('to %s: the copy in Sent stays', async (role, expected) => {
    const { threadId } = await fileByHand(place.store, inThread({ source: 'inbox' }));
    await fileByHand(place.store, inThread({ source: 'work', mailbox: 'mb_work' }));
    await fileByHand(place.store, inThread({ source: 'sent', mailbox: 'mb_sent', from: us, to: 'ana@mail.example' }));
    actions.move(threadId, role);
    const roles = new Map(
      place.store.read
        .list<{ id: string; role: string }>('SELECT id, role FROM mailbox')
        .map(({ id, role: name }) => [id, name]),
    );
    expect(
      places()
        .map((id) => (id.length > 12 ? roles.get(id) : id))
        .sort(),
    ).toEqual(expected);
  });

  test('from "All Mail" only what stands nowhere else', async () => {
    const { threadId } = await fileByHand(place.store, inThread({ source: 'both', uid: 1 }));
    await fileByHand(place.store, inThread({ source: 'both', uid: 2, mailbox: 'mb_all' }));
    await fileByHand(place.store, inThread({ source: 'archived', uid: 3, mailbox: 'mb_all' }));
    actions.move(threadId, 'trash');
    expect(pending().map(({ mailbox, uid }) => [mailbox, uid])).toEqual(
      expect.arrayContaining([
        ['mb_inbox', 1],
        ['mb_all', 3],
      ]),
    );
    expect(pending()).toHaveLength(2);
  });

  test('of a thread nobody knows are refused', () => {
    expect(() => actions.move('th_nothing', 'trash')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});
