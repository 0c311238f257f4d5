import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { derivedId } from '../../../main/engine/store/new-id.ts';
import { findThread } from '../../../main/engine/store/tables/thread.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { addMailbox, day, fileByHand, type HandMail, noon, us } from './file-by-hand.ts';
import { addPatient, setParty } from './people-by-hand.ts';

let place: TestStore;
beforeEach(() => {
  place = openTestStore();
  addMailbox(place.store, 'mb_inbox', 'inbox');
  addMailbox(place.store, 'mb_sent', 'sent');
  addPatient(place.store, 'pt_ana', 'ana@mail.example', 'ana@work.example');
  addPatient(place.store, 'pt_tim', 'family@mail.example');
  addPatient(place.store, 'pt_tom', 'family@mail.example');
});
afterEach(() => place.remove());

const first: HandMail = { messageIdHeader: '<1@x>', from: 'ana@mail.example', subject: 'Knee' };
const answer: HandMail = {
  messageIdHeader: '<2@x>',
  references: ['<1@x>'],
  from: us,
  to: 'ana@mail.example',
  subject: 'Re: Knee',
  mailbox: 'mb_sent',
};
const threadsOf = async (...mails: HandMail[]): Promise<string[]> => {
  const threads: string[] = [];
  for (const mail of mails) threads.push((await fileByHand(place.store, mail)).threadId);
  return threads;
};

describe('by References', () => {
  test('an answer stands with its question, whichever comes first', async () => {
    const [a, b] = await threadsOf(first, answer);
    expect(a).toBe(b);
    expect(a).toBe(derivedId('th', '<1@x>'));
  });

  test('an older message joins the younger that refers to it', async () => {
    const [a, b, c] = await threadsOf(
      { ...first, messageIdHeader: '<3@x>', references: ['<1@x>', '<2@x>'] },
      answer,
      first,
    );
    expect(new Set([a, b, c]).size).toBe(1);
    expect(findThread(place.store.read, a ?? '')).toMatchObject({
      subject: 'Knee',
      messageCount: 3,
      correspondentAddress: 'ana@mail.example',
    });
  });

  test.each<[string, HandMail, boolean]>([
    ['the patient from her other address', { from: 'ana@work.example' }, true],
    ['a stranger who knows the Message-ID', { from: 'eve@bad.example' }, false],
    ['another patient', { from: 'family@mail.example' }, false],
    ['somebody who uses our own address', { from: us }, false],
  ])('into a patient’s thread: %s', async (_, mail, joins) => {
    const [thread = ''] = await threadsOf(first);
    setParty(place.store, thread, 'patient', 'pt_ana');
    const [other] = await threadsOf({ subject: 'Re: Knee', references: ['<1@x>'], ...mail });
    expect(other === thread).toBe(joins);
  });

  test('a thread with nobody’s patient takes in whoever answers', async () => {
    const [a, b] = await threadsOf(
      { messageIdHeader: '<list@x>', from: 'one@list.example' },
      { references: ['<list@x>'], from: 'two@list.example' },
    );
    expect(a).toBe(b);
  });
});

describe('by patient and subject', () => {
  test.each<[string, HandMail, boolean]>([
    ['the same subject from the same patient', { subject: 'RE: Knee' }, true],
    ['from the patient’s other address', { from: 'ana@work.example', subject: 'Knee' }, true],
    ['after 89 days', { subject: 'Knee', at: noon + 89 * day }, true],
    ['after 91 days', { subject: 'Knee', at: noon + 91 * day }, false],
    ['another subject', { subject: 'Elbow' }, false],
    ['a stranger with that subject', { from: 'eve@bad.example', subject: 'Knee' }, false],
  ])('%s', async (_, mail, joins) => {
    const [thread, other] = await threadsOf(first, { from: 'ana@mail.example', ...mail });
    expect(other === thread).toBe(joins);
  });

  test('an address of two patients tells about neither', async () => {
    const mail = { from: 'family@mail.example', subject: 'Cough' };
    const [a, b] = await threadsOf(mail, mail);
    expect(a).not.toBe(b);
  });

  test('a thread that a person linked to somebody else is left alone', async () => {
    const [thread = ''] = await threadsOf(first);
    setParty(place.store, thread, 'patient', 'pt_tim');
    const [other] = await threadsOf({ ...first, messageIdHeader: '<9@x>' });
    expect(other).not.toBe(thread);
  });
});

test('without a Message-ID every message has a thread of its own', async () => {
  const mail = { messageIdHeader: null, from: 'shop@list.example' };
  const [a, b] = await threadsOf(mail, mail);
  expect(a).not.toBe(b);
});
