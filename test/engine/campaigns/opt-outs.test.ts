import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noticeOptOuts } from '../../../main/engine/campaigns/opt-outs.ts';
import { consentNow, ledger, recordConsent } from '../../../main/engine/patients/consent.ts';
import { findCampaign } from '../../../main/engine/store/tables/campaigns.ts';
import { insertMessage, nextMessageNumber } from '../../../main/engine/store/tables/message.ts';
import { insertMessageBody } from '../../../main/engine/store/tables/message-body.ts';
import { findThread, insertThread } from '../../../main/engine/store/tables/thread.ts';
import { type CampaignDesk, openCampaignDesk } from '../../support/campaign-desk.ts';

let desk: CampaignDesk;
let patientId: string;
beforeEach(async () => {
  desk = await openCampaignDesk();
  patientId = desk.addPatient('Ana Ruiz', { marketing: true });
  desk.time.forward(60_000);
});
afterEach(() => desk.stop());

let messages = 0;

/** A mail that came in. */
function comeIn(mail: {
  readonly threadId: string;
  readonly subject?: string;
  readonly text?: string;
  readonly automatic?: boolean;
  readonly from?: string;
}): void {
  messages += 1;
  const at = desk.time.clock.now();
  desk.test.store.write((db) => {
    const { threadId, subject = 'Re: News', text = '', from = 'ana.ruiz@example.net' } = mail;
    if (findThread(db, threadId) === null) insertThread(db, threadId);
    const number = nextMessageNumber(db, at);
    insertMessage(db, {
      number,
      id: `ms_in${String(messages).padStart(8, '0')}`,
      threadId,
      direction: 'in',
      at,
      unread: 1,
      flagged: 0,
      automatic: mail.automatic ? 1 : 0,
      hasAttachments: 0,
      size: 1,
      kept: 0,
      messageIdHeader: `<in-${messages}@example.net>`,
      subject,
      baseSubject: subject,
      snippet: '',
      fromJson: JSON.stringify([{ name: '', address: from }]),
      toJson: '[]',
      ccJson: '[]',
      replyToJson: '[]',
      referencesJson: '[]',
      statusJson: '{"kind":"plain"}',
      warningsJson: '[]',
    });
    insertMessageBody(db, number, { text, html: null });
  });
}

const notice = (...threadIds: string[]) =>
  noticeOptOuts(desk.test.store, desk.journal, threadIds, desk.time.clock.now());
const status = (id = patientId) =>
  consentNow(ledger(desk.test.store.read, id), desk.time.clock.now(), null).marketing.status;

describe('whoever wants no more news', () => {
  it('answers STOP, and gets no more of them from then on', async () => {
    const campaignId = await desk.begin({ purpose: 'marketing' });
    await desk.until(
      () => findCampaign(desk.test.store.read, campaignId)?.state,
      (state) => state === 'finished',
    );
    const { threadId } = desk.test.store.read.get<{ threadId: string }>(
      'SELECT thread_id AS threadId FROM campaign_row',
    );
    desk.time.forward(1_000);
    // From another address than the one on file: the conversation tells whose it is.
    comeIn({ threadId, text: 'Stop, please\n\nOn Tuesday the clinic wrote: …', from: 'ana@work.example' });
    expect(notice(threadId)).toEqual([patientId]);
    expect(status()).toBe('withdrawn');
    expect(notice(threadId)).toEqual([]);
    await expect(desk.begin({ purpose: 'marketing' })).rejects.toThrow('state-changed');
  });

  it.each([
    ['the subject that mail programs write', { subject: 'STOP' }, 'withdrawn'],
    ['the same, sent by a program', { subject: 'STOP', automatic: true }, 'withdrawn'],
    ['a word in Spanish', { subject: 'News', text: 'Baja, por favor' }, 'withdrawn'],
    ['a sentence that only begins so', { text: 'Stop by at three?' }, 'given'],
    ['an answer of a program', { text: 'STOP', automatic: true }, 'given'],
    ['a word in the quote', { text: 'Thank you!\n> answer with the word STOP' }, 'given'],
  ])('writes %s', (_, mail, expected) => {
    comeIn({ threadId: 'th_other', ...mail });
    // Nobody says which conversation changed: everything recent is looked at.
    notice();
    expect(status()).toBe(expected);
  });

  it('can agree again, and an old word does not undo that', () => {
    comeIn({ threadId: 'th_other', subject: 'STOP' });
    notice('th_other');
    desk.time.forward(1_000);
    const again = {
      purpose: 'marketing',
      event: 'given',
      how: 'at-the-desk',
      wording: 'w',
      wordingVersion: '1',
    } as const;
    desk.test.store.write((db) =>
      recordConsent(db, desk.journal, { ...again, patientId, warned: false, until: null, threadId: null, scan: null }),
    );
    expect(notice('th_other')).toEqual([]);
    expect(status()).toBe('given');
  });
});
