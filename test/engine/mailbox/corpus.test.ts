import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messageView } from '../../../main/contract/messages.ts';
import { createEmitter } from '../../../main/engine/base/emitter.ts';
import { silentLog } from '../../../main/engine/base/log.ts';
import type { MailboxEvents } from '../../../main/engine/mailbox/mailbox-events.ts';
import { prepareMessages } from '../../../main/engine/mailbox/prepare-messages.ts';
import { readMessage } from '../../../main/engine/mailbox/read-message.ts';
import { receiveBatch } from '../../../main/engine/mailbox/receive-batch.ts';
import type { Receiving } from '../../../main/engine/mailbox/receiving.ts';
import { listMessageViews } from '../../../main/engine/mailbox/thread-messages.ts';
import { describeCorpus } from '../../support/corpora.ts';
import { openTestStore } from '../../support/open-test-store.ts';
import { addMailbox, noon } from './file-by-hand.ts';
import { rowsOf } from './open-sync.ts';

for (const name of ['mime/mail-parser', 'mime/thunderbird', 'smime/thunderbird', 'openpgp/thunderbird'] as const) {
  describeCorpus(name, (path) => {
    test('every message is filed and listed as the contract has it', { timeout: 120_000 }, async () => {
      const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
        .map((file) => join(path, file))
        .filter((file) => statSync(file).isFile() && !/\.(json|asc|pgp|p12|pem|html|md|sh|txt|py)$/.test(file));
      const sources = new Set(files.map((file) => readFileSync(file).toString('latin1')));
      const place = openTestStore();
      try {
        addMailbox(place.store, 'mb_inbox', 'inbox');
        const receiving: Receiving = {
          store: place.store,
          readMessages: (inputs) => Promise.all(inputs.map(readMessage)),
          privateKeys: () => [],
          ownAddress: 'desk@clinic.test',
          now: () => noon,
          events: createEmitter<MailboxEvents>(() => {}),
          log: silentLog,
        };
        const incoming = await prepareMessages(
          receiving,
          { id: 'mb_inbox', role: 'inbox' },
          [...sources].map((source, index) => ({
            uid: index + 1,
            flags: [],
            internalDate: new Date(noon),
            size: source.length,
            source: Buffer.from(source, 'latin1'),
            complete: true,
          })),
        );
        await receiveBatch(receiving, incoming);
        const { filed } = place.store.read.get<{ filed: number }>('SELECT count(*) AS filed FROM message');
        expect(filed).toBe(sources.size);
        expect(filed).toBeGreaterThan(0);
        const views = rowsOf(place.store).flatMap((row) => listMessageViews(place.store.read, row.id, Date.now()));
        for (const view of views) messageView.parse(view);
        const { aside } = place.store.read.get<{ aside: number }>('SELECT count(*) AS aside FROM skipped_uid');
        expect(aside).toBe(0);
      } finally {
        place.remove();
      }
    });
  });
}
