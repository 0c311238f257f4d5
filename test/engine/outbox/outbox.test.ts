import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../main/engine/base/log.ts';
import { createJournal } from '../../../main/engine/journal/journal.ts';
import { createOutbox, type Outbox } from '../../../main/engine/outbox/outbox.ts';
import type { OutboxDependencies } from '../../../main/engine/outbox/outbox-dependencies.ts';
import { insertMessage } from '../../../main/engine/store/tables/message.ts';
import {
  deleteOutboxRow,
  findOutboxRow,
  insertOutboxRow,
  type OutboxRow,
} from '../../../main/engine/store/tables/outbox.ts';
import { insertThread } from '../../../main/engine/store/tables/thread.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { type ShiftedClock, shiftedClock } from '../../support/shifted-clock.ts';

let test: TestStore;
let time: ShiftedClock;
let outbox: Outbox;
let allowed: (row: OutboxRow) => Promise<null>;
let sent: string[];

beforeEach(() => {
  test = openTestStore();
  time = shiftedClock();
  sent = [];
  allowed = async () => null;
  const { store } = test;
  const { clock } = time;
  const dependencies: OutboxDependencies = {
    store,
    clock,
    log: silentLog,
    journal: createJournal({ clock, computerId: 'aaaaaaaaaaaa', actor: () => 'Maria' }),
    async send({ to }) {
      sent.push(...to);
      const [server, response, requireTls] = ['smtp.example.com', '250 ok', false];
      return {
        outcome: 'accepted',
        server,
        response,
        requireTls,
        refused: [],
        tls: { protocol: 'TLSv1.3', cipher: '' },
      };
    },
    isStillAllowed: (row) => allowed(row),
    fileCopy: async () => {},
    lookInSent: async () => 'not-checked',
    onChanged: () => {},
  };
  outbox = createOutbox(dependencies);
});
afterEach(async () => {
  await outbox.stop();
  test.remove();
});

function queue(name: string): string {
  const id = `ob_${name}`;
  const now = time.clock.now();
  test.store.write((db) => {
    insertThread(db, `th_${name}`);
    insertMessage(db, {
      number: now * 1024 + db.get<{ count: number }>('SELECT count(*) AS count FROM message').count,
      id: `ms_${name}`,
      threadId: `th_${name}`,
      direction: 'out',
      at: now,
      unread: 0,
      flagged: 0,
      automatic: 0,
      hasAttachments: 0,
      size: 1,
      kept: 1,
      messageIdHeader: `<${name}@example.com>`,
      subject: '',
      baseSubject: '',
      snippet: '',
      fromJson: '{}',
      toJson: '[]',
      ccJson: '[]',
      replyToJson: '[]',
      referencesJson: '[]',
      statusJson: '{"kind":"plain"}',
      warningsJson: '[]',
    });
    insertOutboxRow(db, {
      id,
      submissionId: `sb_${name}`,
      messageId: `ms_${name}`,
      threadId: `th_${name}`,
      mode: 'open',
      decisionJson: '{}',
      envelopeFrom: 'maria@example.com',
      envelopeToJson: JSON.stringify([`${name}@example.com`]),
      messageIdHeader: `<${name}@example.com>`,
      copyState: 'none',
      state: 'queued',
      queuedAt: now,
      notBefore: now - 1,
      attempts: 0,
      checked: 'not-checked',
    });
  });
  return id;
}

const stateOf = (id: string) => findOutboxRow(test.store.read, id)?.state ?? null;

describe('the outbox', () => {
  it('goes on after a message was taken back while its domain was being asked', async () => {
    const first = queue('ana');
    const asked = Promise.withResolvers<null>();
    const calls: string[] = [];
    allowed = (row) => {
      calls.push(row.id);
      return row.id === first ? asked.promise : Promise.resolve(null);
    };
    outbox.start();
    await vi.waitFor(() => expect(calls).toEqual([first]));
    test.store.write((db) => deleteOutboxRow(db, first));
    const second = queue('ben');
    asked.resolve(null);
    await vi.waitFor(() => expect(stateOf(second)).toBe('sent'));
    expect(sent).toEqual(['ben@example.com']);
    const third = queue('eva');
    await vi.waitFor(() => {
      outbox.wake();
      expect(stateOf(third)).toBe('sent');
    });
  });

  it('sends the others while one cannot even be tried, and tries that one again later', async () => {
    const broken = queue('ana');
    const other = queue('ben');
    allowed = async (row) => {
      if (row.id === broken) throw new Error('its file cannot be read');
      return null;
    };
    outbox.start();
    await vi.waitFor(() => expect(stateOf(other)).toBe('sent'));
    expect(findOutboxRow(test.store.read, broken)).toMatchObject({ state: 'queued', attempts: 0 });
    allowed = async () => null;
    time.forward(61_000);
    await vi.waitFor(() => {
      outbox.wake();
      expect(stateOf(broken)).toBe('sent');
    });
    expect(sent).toEqual(['ben@example.com', 'ana@example.com']);
  });
});
