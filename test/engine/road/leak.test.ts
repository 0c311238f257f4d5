import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { PerformanceObserver } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../main/engine/base/clock.ts';
import { createJournal } from '../../../main/engine/journal/journal.ts';
import { getMessageBody } from '../../../main/engine/mailbox/message-content.ts';
import { readMessage } from '../../../main/engine/mailbox/read-message.ts';
import { findOpenDraft } from '../../../main/engine/store/tables/drafts.ts';
import { listThreadMessages } from '../../../main/engine/store/tables/message.ts';
import { insertOwnKey } from '../../../main/engine/store/tables/own-key.ts';
import { composeMail } from '../../../main/engine/submission/compose-mail.ts';
import { openDraft } from '../../../main/engine/submission/drafts.ts';
import { describeCorpus } from '../../support/corpora.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { untilFits } from '../../support/until-fits.ts';
import { addMailbox, fileByHand, noon } from '../mailbox/file-by-hand.ts';

const server = { host: 'mail.elm.example', port: 993, security: 'implicit' } as const;
const account = { address: 'desk@elm.example', displayName: 'Elm Street', user: 'desk', imap: server, smtp: server };
const surroundings = { clock: systemClock, computerId: 'test', actor: () => 'Maria' };

describeCorpus('tracking/leak.html', (path) => {
  let place: TestStore;
  /** Look-ups of names and connections that this process made. */
  const requests: string[] = [];
  const observer = new PerformanceObserver((list) => requests.push(...list.getEntries().map(({ name }) => name)));
  let messageId: string;
  let threadId: string;

  beforeAll(async () => {
    place = openTestStore();
    const journal = createJournal(surroundings);
    place.store.write((db) => {
      journal.append(db, 'account.saved', account);
      insertOwnKey(db, { fingerprint: 'f', privateKey: '', publicKey: new Uint8Array(8), madeAt: 0, retiredAt: null });
    });
    addMailbox(place.store, 'mb_inbox', 'inbox');
    observer.observe({ entryTypes: ['dns', 'net', 'http'] });
    const html = readFileSync(path);
    const head =
      'From: ana@mail.example\r\nSubject: Look\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n';
    const source = Buffer.concat([Buffer.from(head), html]);
    const read = await readMessage({
      source,
      privateKeys: [],
      candidates: [],
      ownAddress: 'desk@elm.example',
      arrivedAt: noon,
      now: noon,
    });
    const { from: _, to: __, ...rest } = read;
    ({ messageId, threadId } = await fileByHand(place.store, rest));
  });
  afterAll(() => {
    observer.disconnect();
    place.remove();
  });

  const quiet = async () => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(requests).toEqual([]);
  };

  it('is read, filed and handed to the window without a request', async () => {
    expect(getMessageBody(place.store.read, messageId).html).toContain('leaking.via');
    expect(listThreadMessages(place.store.read, threadId)).toHaveLength(1);
    await quiet();
  });

  it.each(['reply', 'reply-all', 'forward'] as const)(
    'is quoted in a %s without a request and without anything that loads',
    async (kind) => {
      const journal = createJournal(surroundings);
      const draft = place.store.write((db) =>
        openDraft(db, journal, { kind, threadId, messageId, patientId: null, to: null }, noon),
      );
      expect(draft.quote).toContain('You have to click me');
      expect(draft.html).not.toMatch(/<[^>]*(leaking\.via|src|href|style|url)/i);
      const row = findOpenDraft(place.store.read, draft.id);
      if (row === null) throw new Error('no draft');
      const { html, attachments } = composeMail(place.store.read, row, [], noon);
      expect(html).toContain('You have to click me');
      // Text may name an address; no tag may: there is none but these, and none has an attribute that loads.
      const tags = html?.match(/<[^>]*>/g) ?? [];
      expect(tags.filter((tag) => !/^<\/?(p|br|div|blockquote)( type="cite")?>$/.test(tag))).toEqual([]);
      expect(attachments).toEqual([]);
      place.store.write((db) => db.changeAny('DELETE FROM draft'));
      await quiet();
    },
  );

  it('would have been seen to make a request', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await fetch(`http://localhost:${port}/`).catch(() => {});
    server.close();
    await untilFits(
      () => requests.length,
      (count) => count > 0,
    );
  });
});
