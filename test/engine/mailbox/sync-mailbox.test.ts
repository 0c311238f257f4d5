import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmitter } from '../../../main/engine/base/emitter.ts';
import { EngineError } from '../../../main/engine/base/errors.ts';
import { silentLog } from '../../../main/engine/base/log.ts';
import { createThreadActions } from '../../../main/engine/mailbox/actions.ts';
import type { MailboxEvents } from '../../../main/engine/mailbox/mailbox-events.ts';
import { getAttachmentPiece, getSourcePiece } from '../../../main/engine/mailbox/message-content.ts';
import { pushActions } from '../../../main/engine/mailbox/push-actions.ts';
import { readMessage } from '../../../main/engine/mailbox/read-message.ts';
import type { Receiving } from '../../../main/engine/mailbox/receiving.ts';
import { syncMailbox } from '../../../main/engine/mailbox/sync-mailbox.ts';
import { listMessageViews } from '../../../main/engine/mailbox/thread-messages.ts';
import { findMailbox } from '../../../main/engine/store/tables/mailbox.ts';
import { createWorkerPool, type WorkerPool } from '../../../main/engine/worker-pool.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { addMailbox, noon } from './file-by-hand.ts';
import { letter, rowsOf, subjectsOf } from './open-sync.ts';
import { type Script, type ScriptedConnection, scriptConnection } from './scripted-connection.ts';

let place: TestStore;
const suspects = new Map<string, number>();
beforeEach(() => {
  suspects.clear();
  place = openTestStore();
  addMailbox(place.store, 'mb_inbox', 'inbox');
});
afterEach(() => place.remove());

type Wishes = {
  readonly now?: number;
  readonly readMessages?: Receiving['readMessages'];
  readonly signal?: AbortSignal;
};

const readEach =
  (read: typeof readMessage): Receiving['readMessages'] =>
  (inputs) =>
    Promise.all(inputs.map(read));

function sync(
  connection: ScriptedConnection,
  { now = noon, readMessages = readEach(readMessage), signal }: Wishes = {},
): Promise<void> {
  const events = createEmitter<MailboxEvents>(() => {});
  return syncMailbox(
    {
      connection,
      receiving: {
        store: place.store,
        readMessages,
        privateKeys: () => [],
        ownAddress: 'desk@clinic.test',
        now: () => now,
        events,
        log: silentLog,
      },
      suspects,
      progress: { expect: () => {}, receive: () => {} },
      signal: signal ?? new AbortController().signal,
    },
    'mb_inbox',
  );
}

const letters = (...uids: number[]): Map<number, string> =>
  new Map(uids.map((uid) => [uid, letter(`m${uid}`, { from: `p${uid}@x.example` }).toString()]));
const refuse =
  (bad: number, code: 'server-protocol' | 'offline'): NonNullable<Script['onFetch']> =>
  (uid) => {
    if (uid === bad) throw new EngineError(code);
  };

describe('one poisonous message', () => {
  test('that the server refuses is set aside for an hour; all others come', async () => {
    const script = { messages: letters(1, 2, 3, 4), onFetch: refuse(3, 'server-protocol') };
    await sync(scriptConnection(script));
    expect(subjectsOf(place.store)).toEqual(['m4', 'm2', 'm1']);
    expect(findMailbox(place.store.read, 'mb_inbox')?.complete).toBe(1);

    const soon = scriptConnection(script);
    await sync(soon);
    expect(soon.asked).toEqual([]);

    await sync(scriptConnection({ messages: script.messages }), { now: noon + 61 * 60_000 });
    expect(subjectsOf(place.store)).toEqual(['m4', 'm3', 'm2', 'm1']);
  });

  test('that breaks the line each time is set aside after the third', async () => {
    const script = { messages: letters(1, 2, 3), onFetch: refuse(2, 'offline') };
    let breaks = 0;
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await sync(scriptConnection(script)).catch(() => {
        breaks += 1;
      });
    }
    expect(breaks).toBe(3);
    expect(subjectsOf(place.store)).toEqual(['m3', 'm1']);
  });

  test('that ends the reading is listed with its raw source and a warning', async () => {
    const read: typeof readMessage = async (input) => {
      if (Buffer.from(input.source).includes('Subject: m2')) throw new EngineError('unexpected');
      return readMessage(input);
    };
    await sync(scriptConnection({ messages: letters(1, 2, 3) }), { readMessages: readEach(read) });
    expect(subjectsOf(place.store)).toEqual(['m3', '', 'm1']);
    const [view] = listMessageViews(place.store.read, rowsOf(place.store)[1]?.id ?? '', Date.now());
    expect(view?.warnings).toEqual(['unreadable']);
    const { bytes, done } = getSourcePiece(place.store.read, view?.id ?? '', 0);
    expect(Buffer.from(bytes).toString()).toContain('Subject: m2');
    expect(done).toBe(true);
  });
});

describe('a message that hangs the thread it is read in', () => {
  let pool: WorkerPool;
  beforeEach(() => {
    pool = createWorkerPool(2, { program: new URL('../hanging-worker.ts', import.meta.url), limit: 2_000 });
  });
  afterEach(() => pool.close());

  test('is listed with its raw source, and those that came with it are read', { timeout: 60_000 }, async () => {
    const messages = new Map([...letters(1, 2, 4), [3, letter('hang').toString()]]);
    const readMessages: Receiving['readMessages'] = (inputs, handOver) =>
      pool.run('read', { messages: inputs }, handOver);
    await sync(scriptConnection({ messages }), { readMessages });
    expect(subjectsOf(place.store)).toEqual(['m4', '', 'm2', 'm1']);
    const [view] = listMessageViews(place.store.read, rowsOf(place.store)[1]?.id ?? '', Date.now());
    expect(view?.warnings).toEqual(['unreadable']);
    const { bytes } = getSourcePiece(place.store.read, view?.id ?? '', 0);
    expect(Buffer.from(bytes).toString()).toContain('Subject: hang');
  });
});

describe('what is cut off', () => {
  test('goes on where it was, and skips nothing older because newer came', async () => {
    const messages = letters(...Array.from({ length: 60 }, (_, index) => index + 1));
    const stop = new AbortController();
    const first = scriptConnection({
      messages,
      onFetch: (uid) => {
        if (uid === 30) stop.abort();
      },
    });
    await sync(first, { signal: stop.signal });
    const half = subjectsOf(place.store).length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(60);
    expect(findMailbox(place.store.read, 'mb_inbox')?.complete).toBe(0);
    messages.set(61, letter('newest').toString());
    await sync(scriptConnection({ messages }));
    expect(rowsOf(place.store)).toHaveLength(61);
    expect(subjectsOf(place.store)[0]).toBe('newest');
  });

  test('new mail is fetched before older mail goes on', async () => {
    const messages = letters(...Array.from({ length: 900 }, (_, index) => index + 1));
    const connection: ScriptedConnection = scriptConnection({
      messages,
      onFetch: (uid) => {
        if (uid !== 890 || messages.has(901)) return;
        messages.set(901, letter('just in').toString());
        connection.tell(901);
      },
    });
    await sync(connection);
    expect(connection.asked[1]?.[0]).toBe(901);
    expect(place.store.read.get<{ n: number }>('SELECT count(*) AS n FROM thread').n).toBe(901);
  });
});

describe('long bytes', () => {
  test('go in and come out in pieces', async () => {
    const file = Buffer.alloc(700_000, 'abcdefgh');
    const source = `From: a@x.example\r\nSubject: long\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf; name=scan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${file.toString('base64').replaceAll(/.{76}/g, '$&\r\n')}\r\n`;
    await sync(scriptConnection({ messages: new Map([[1, source]]) }));
    const [attachment] =
      listMessageViews(place.store.read, rowsOf(place.store)[0]?.id ?? '', Date.now())[0]?.attachments ?? [];
    expect(attachment).toMatchObject({ name: 'scan.pdf', size: 700_000 });
    const parts: Uint8Array[] = [];
    for (let offset = 0, done = false; !done; ) {
      const piece = getAttachmentPiece(place.store.read, attachment?.id ?? '', offset);
      parts.push(piece.bytes);
      offset += piece.bytes.length;
      done = piece.done;
    }
    expect(parts.length).toBe(3);
    expect(Buffer.concat(parts).equals(file)).toBe(true);
    expect(getAttachmentPiece(place.store.read, attachment?.id ?? '', 699_990).bytes).toHaveLength(10);
    expect(place.store.read.list('SELECT * FROM staged_piece_owner')).toEqual([]);
  });
});

test('a new UIDVALIDITY while a person had moved a message: nothing is done to any UID, and the message is where it was', async () => {
  addMailbox(place.store, 'mb_archive', 'archive');
  await sync(scriptConnection({ messages: letters(1, 2) }));
  const actions = createThreadActions(
    place.store,
    () => noon,
    () => {},
  );
  actions.move(rowsOf(place.store)[0]?.id ?? '', 'archive');
  actions.markRead(rowsOf(place.store)[0]?.id ?? '', true);
  expect(subjectsOf(place.store)).toEqual(['m1']);
  // Its flag and move calls throw.
  const changed = scriptConnection({ messages: letters(2, 1), uidValidity: 2 });
  await pushActions(changed, place.store, () => noon, new AbortController().signal);
  await sync(changed);
  expect(subjectsOf(place.store)).toEqual(['m2', 'm1']);
  expect(rowsOf(place.store)[1]?.unread).toBe(true);
  expect(place.store.read.get<{ n: number }>('SELECT count(*) AS n FROM message').n).toBe(2);
  expect(place.store.read.list('SELECT uid FROM location WHERE uid < 0')).toEqual([]);
});

test('what is gone from the server under a new UIDVALIDITY leaves the list at the end', async () => {
  await sync(scriptConnection({ messages: letters(1, 2) }));
  await sync(scriptConnection({ messages: letters(2), uidValidity: 2 }));
  expect(subjectsOf(place.store)).toEqual(['m2']);
});
