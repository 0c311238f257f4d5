import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MessageStatus } from '../../../main/contract/messages.ts';
import type { Filed } from '../../../main/engine/mailbox/file-message.ts';
import { listMessageViews } from '../../../main/engine/mailbox/thread-messages.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { addMailbox, fileByHand, type HandMail, us } from './file-by-hand.ts';
import { addLetter, addPatient, setParty } from './people-by-hand.ts';

const secret = 's'.repeat(43);
let place: TestStore;
let threadId: string;

beforeEach(async () => {
  place = openTestStore();
  addMailbox(place.store, 'mb_inbox', 'inbox');
  addMailbox(place.store, 'mb_sent', 'sent');
  addPatient(place.store, 'pt_ana', 'ana@mail.example');
  addPatient(place.store, 'pt_tim', 'tim@mail.example');
  const ours = await fileByHand(place.store, {
    from: us,
    to: 'ana@mail.example',
    subject: 'Results',
    mailbox: 'mb_sent',
  });
  threadId = ours.threadId;
  setParty(place.store, threadId, 'patient', 'pt_ana');
  addLetter(place.store, { id: 'letter1', threadId, messageId: ours.messageId, address: 'Ana@mail.example', secret });
});
afterEach(() => place.remove());

const answer = (more: HandMail = {}): HandMail => ({
  from: 'ana@mail.example',
  subject: 'Answer',
  text: 'Thank you',
  answer: { letterId: 'letter1', replySecret: secret, answerId: 'answer1' },
  ...more,
});

function statusOf({ threadId: filedIn, messageId }: Filed): MessageStatus | undefined {
  return listMessageViews(place.store.read, filedIn, Date.now()).find(({ id }) => id === messageId)?.status;
}

test.each<[string, HandMail, string, boolean]>([
  ['the right secret from the patient', {}, 'ours', true],
  ['the right secret from somebody else', { from: 'tim@mail.example' }, 'other-address', true],
  [
    'a wrong secret',
    { answer: { letterId: 'letter1', replySecret: 'x'.repeat(43), answerId: 'a' } },
    'unverified',
    false,
  ],
  ['an unknown letter', { answer: { letterId: 'letter2', replySecret: secret, answerId: 'a' } }, 'unverified', false],
])('%s', async (_, mail, binding, inThread) => {
  const filed = await fileByHand(place.store, answer(mail));
  expect(filed.threadId === threadId).toBe(inThread);
  expect(statusOf(filed)).toEqual({ kind: 'sealed-answer', binding, letterSentAt: inThread ? 1000 : null });
});

test('the same answer sent again is a copy, also when it comes from somebody else', async () => {
  expect(statusOf(await fileByHand(place.store, answer()))).toMatchObject({ binding: 'ours' });
  const again = await fileByHand(place.store, answer());
  expect([again.threadId, statusOf(again)]).toMatchObject([threadId, { binding: 'copy' }]);
  const fromEve = await fileByHand(place.store, answer({ from: 'eve@bad.example' }));
  expect(statusOf(fromEve)).toMatchObject({ binding: 'copy' });
});

test('a second answer to the same letter is one of ours', async () => {
  await fileByHand(place.store, answer());
  const second = answer({ answer: { letterId: 'letter1', replySecret: secret, answerId: 'answer2' } });
  expect(statusOf(await fileByHand(place.store, second))).toMatchObject({ binding: 'ours' });
});

test('the same bytes in another mailbox are neither a copy nor a new message', async () => {
  addMailbox(place.store, 'mb_work');
  const filed = await fileByHand(place.store, answer({ source: 'same' }));
  const again = await fileByHand(place.store, answer({ source: 'same', mailbox: 'mb_work' }));
  expect(again).toMatchObject({ messageId: filed.messageId, isNew: false });
});

test('a forged answer never gets into the patient’s thread by its References', async () => {
  const ours = listMessageViews(place.store.read, threadId, Date.now())[0];
  const header = place.store.read.get<{ h: string }>('SELECT message_id_header AS h FROM message WHERE id = $id', {
    id: ours?.id ?? '',
  }).h;
  const forged = answer({
    from: 'eve@bad.example',
    references: [header],
    answer: { letterId: 'letter1', replySecret: 'y'.repeat(43), answerId: 'z' },
  });
  expect((await fileByHand(place.store, forged)).threadId).not.toBe(threadId);
});
