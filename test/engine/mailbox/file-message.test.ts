import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listThreadLocations } from '../../../main/engine/store/tables/location.ts';
import { findMessage } from '../../../main/engine/store/tables/message.ts';
import { findThread } from '../../../main/engine/store/tables/thread.ts';
import { insertWholeMessage } from '../../../main/engine/store/whole-message.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { addMailbox, fileByHand, noon, us } from './file-by-hand.ts';

let place: TestStore;
beforeEach(() => {
  place = openTestStore();
  addMailbox(place.store, 'mb_inbox', 'inbox');
  addMailbox(place.store, 'mb_sent', 'sent');
  addMailbox(place.store, 'mb_all', 'all');
  addMailbox(place.store, 'mb_work');
});
afterEach(() => place.remove());

describe('the same bytes are the same message', () => {
  test('a second place adds no second message', async () => {
    const first = await fileByHand(place.store, { source: 'same' });
    const second = await fileByHand(place.store, { source: 'same', mailbox: 'mb_work' });
    expect(second).toMatchObject({ messageId: first.messageId, isNew: false });
    expect(listThreadLocations(place.store.read, first.threadId)).toHaveLength(2);
    expect(findThread(place.store.read, first.threadId)).toMatchObject({ messageCount: 1, unreadCount: 1 });
  });

  test('the same Message-ID over other bytes is another message', async () => {
    const first = await fileByHand(place.store, { messageIdHeader: '<a@x>', source: 'one' });
    const second = await fileByHand(place.store, { messageIdHeader: '<a@x>', source: 'two' });
    expect(second.isNew).toBe(true);
    expect(second.messageId).not.toBe(first.messageId);
  });

  test('read in one place is read', async () => {
    const { messageId } = await fileByHand(place.store, { source: 'same' });
    await fileByHand(place.store, { source: 'same', mailbox: 'mb_work', seen: true });
    expect(findMessage(place.store.read, messageId)?.unread).toBe(0);
  });
});

describe('our own sent message', () => {
  const ours = { from: us, to: 'ana@mail.example', messageIdHeader: '<ours@elm.example>' };

  function sendOurs(): void {
    place.store.write((db) =>
      insertWholeMessage(db, {
        row: {
          id: 'msg_ours0000',
          threadId: 'th_ours00000',
          direction: 'out',
          at: noon,
          unread: 0,
          flagged: 0,
          automatic: 0,
          hasAttachments: 0,
          size: 4,
          kept: 1,
          messageIdHeader: ours.messageIdHeader,
          subject: 'Answer',
          baseSubject: 'Answer',
          snippet: '',
          fromJson: JSON.stringify([{ name: '', address: us }]),
          toJson: '[{"name":"","address":"ana@mail.example"}]',
          ccJson: '[]',
          replyToJson: '[]',
          referencesJson: '[]',
          statusJson: '{"kind":"plain"}',
          warningsJson: '[]',
        },
        body: { text: 'full copy', html: null },
        hash: new Uint8Array(32).fill(1),
        threadHeaders: [ours.messageIdHeader],
        index: { subject: 'Answer', people: '', body: 'full copy', files: '' },
        attachments: [],
        staged: [],
      }),
    );
  }

  test('is recognised in Sent by its Message-ID, whatever the server made of its bytes', async () => {
    sendOurs();
    const filed = await fileByHand(place.store, { ...ours, mailbox: 'mb_sent', source: 'as the provider files it' });
    expect(filed).toMatchObject({ messageId: 'msg_ours0000', isNew: false });
  });

  test.each([
    ['in the inbox', { ...ours, mailbox: 'mb_inbox' }],
    ['with a foreign From in Sent', { ...ours, from: 'eve@bad.example', mailbox: 'mb_sent' }],
  ])('is not what somebody claims %s', async (_, mail) => {
    sendOurs();
    expect((await fileByHand(place.store, mail)).isNew).toBe(true);
  });

  test('a forgery that All Mail listed first still shows up in the inbox', async () => {
    sendOurs();
    const forged = { ...ours, source: 'forged' };
    expect((await fileByHand(place.store, { ...forged, mailbox: 'mb_all' })).isNew).toBe(false);
    const inbox = await fileByHand(place.store, { ...forged, mailbox: 'mb_inbox' });
    expect(inbox.isNew).toBe(true);
    expect(findMessage(place.store.read, inbox.messageId)).toMatchObject({ direction: 'in', unread: 1 });
  });
});
