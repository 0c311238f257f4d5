import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../main/engine/base/log.ts';
import { createJournal } from '../../../main/engine/journal/journal.ts';
import { createOutbox, mostLanes, type Outbox } from '../../../main/engine/outbox/outbox.ts';
import type { OutboxDependencies } from '../../../main/engine/outbox/outbox-dependencies.ts';
import { insertMessage } from '../../../main/engine/store/tables/message.ts';
import {
  deleteOutboxRow,
  findOutboxRow,
  insertOutboxRow,
  type OutboxRow,
} from '../../../main/engine/store/tables/outbox.ts';
import { insertThread } from '../../../main/engine/store/tables/thread.ts';
import type { SendResult } from '../../../main/engine/wire/smtp-send.ts';
import { accepted } from '../../support/campaign-desk.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { type ShiftedClock, shiftedClock } from '../../support/shifted-clock.ts';

/** A busy machine takes longer than the usual second. */
const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000 });

let test: TestStore;
let time: ShiftedClock;
let outbox: Outbox;
let allowed: (row: OutboxRow) => Promise<null>;
let sent: string[];
let wire: (to: string) => Promise<SendResult>;

beforeEach(() => {
  test = openTestStore();
  time = shiftedClock();
  sent = [];
  allowed = async () => null;
  wire = async () => accepted;
  const { store } = test;
  const { clock } = time;
  const dependencies: OutboxDependencies = {
    store,
    clock,
    log: silentLog,
    journal: createJournal({ clock, computerId: 'aaaaaaaaaaaa', actor: () => 'Maria' }),
    send: ({ to }) => {
      sent.push(...to);
      return wire(to[0] ?? '');
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

/** `thread`: into the conversation of that name. */
function queue(name: string, thread = name): string {
  const id = `ob_${name}`;
  const now = time.clock.now();
  test.store.write((db) => {
    if (thread === name) insertThread(db, `th_${name}`);
    insertMessage(db, {
      number: now * 1024 + db.get<{ count: number }>('SELECT count(*) AS count FROM message').count,
      id: `ms_${name}`,
      threadId: `th_${thread}`,
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
      threadId: `th_${thread}`,
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
    await until(() => expect(calls).toEqual([first]));
    test.store.write((db) => deleteOutboxRow(db, first));
    const second = queue('ben');
    asked.resolve(null);
    await until(() => expect(stateOf(second)).toBe('sent'));
    expect(sent).toEqual(['ben@example.com']);
    const third = queue('eva');
    await until(() => {
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
    await until(() => expect(stateOf(other)).toBe('sent'));
    expect(findOutboxRow(test.store.read, broken)).toMatchObject({ state: 'queued', attempts: 0 });
    allowed = async () => null;
    time.forward(61_000);
    await until(() => {
      outbox.wake();
      expect(stateOf(broken)).toBe('sent');
    });
    expect(sent).toEqual(['ben@example.com', 'ana@example.com']);
  });

  it('sends a few side by side, of one conversation one after the other, each settled by its own answer', async () => {
    const gates = new Map<string, (result: SendResult) => void>();
    wire = (to) => new Promise((resolve) => gates.set(to, resolve));
    const ids = ['ana', 'ben', 'cleo', 'dan', 'eva'].map((name) => queue(name));
    const second = queue('ana2', 'ana');
    outbox.start();
    await until(() => expect(gates.size).toBe(mostLanes));
    expect(sent).not.toContain('ana2@example.com');
    expect(ids.map(stateOf)).toEqual(['sending', 'sending', 'sending', 'sending', 'queued']);
    gates.get('ben@example.com')?.({ outcome: 'unsure', reason: 'connection-lost' });
    await until(() => expect(stateOf('ob_ben')).toBe('unsure'));
    await until(() => expect(stateOf('ob_eva')).toBe('sending'));
    gates.get('ana@example.com')?.(accepted);
    await until(() => expect(stateOf(second)).toBe('sending'));
    expect(['ana', 'ben', 'cleo', 'dan'].map((name) => stateOf(`ob_${name}`))).toEqual([
      'sent',
      'unsure',
      'sending',
      'sending',
    ]);
    for (const name of ['ana2', 'cleo', 'dan', 'eva']) gates.get(`${name}@example.com`)?.(accepted);
    await until(() => expect(stateOf(second)).toBe('sent'));
  });

  it('holds one connection where the server found several too many', async () => {
    let most = 0;
    let now = 0;
    const busy: SendResult = {
      outcome: 'not-sent',
      retry: true,
      code: 'server-refused',
      response: '',
      facts: { reason: 'busy' },
    };
    wire = async () => busy;
    const first = queue('ana');
    outbox.start();
    await until(() => expect(findOutboxRow(test.store.read, first)?.code).toBe('server-refused'));
    wire = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now -= 1;
      return accepted;
    };
    const ids = ['ben', 'cleo', 'dan', 'eva'].map((name) => queue(name));
    outbox.wake();
    await until(() => expect(ids.map(stateOf)).toEqual(['sent', 'sent', 'sent', 'sent']));
    expect(most).toBe(1);
  });
});

describe('several writes that share a commit', () => {
  it('stand or fall each for itself', async () => {
    const { store } = test;
    const put = (name: string) =>
      store.writeTogether((db) => {
        insertThread(db, `th_${name}`);
        if (name === 'bad') throw new Error('no');
        return name;
      });
    const results = await Promise.allSettled(['one', 'bad', 'two'].map(put));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const { count } = store.read.get<{ count: number }>('SELECT count(*) AS count FROM thread');
    expect(count).toBe(2);
  });
});
