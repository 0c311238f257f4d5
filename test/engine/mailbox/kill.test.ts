import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../../main/engine/store/open.ts';
import { sweepPieces } from '../../../main/engine/store/pieces.ts';
import { abandonStagedPieces } from '../../../main/engine/store/tables/staged-piece.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { addMailbox } from './file-by-hand.ts';

let place: TestStore;
beforeEach(() => {
  place = openTestStore();
  addMailbox(place.store, 'mb_inbox', 'inbox');
  addMailbox(place.store, 'mb_archive', 'archive');
});
afterEach(() => place.remove());

const program = fileURLToPath(new URL('./file-until-killed.ts', import.meta.url));

/** Kills it `ms` after it has filed `count` messages: in the middle of the next ones. */
async function killAfter(count: number, ms: number): Promise<void> {
  const child = fork(program, [place.store.path], { stdio: 'inherit' });
  for (let filed = 0; filed < count; filed += 1) await once(child, 'message');
  await new Promise((resolve) => setTimeout(resolve, ms));
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('killed while filing, the store is whole: every message with its source, body, index, files and thread', {
  timeout: 120_000,
}, async () => {
  let before = 0;
  for (const [count, ms] of [
    [3, 0],
    [4, 7],
    [7, 3],
    [3, 11],
    [5, 20],
  ] as const) {
    await killAfter(count, ms);
    const store = place.reopen();
    store.checkIntegrity();
    store.write(abandonStagedPieces);
    await sweepPieces(store);
    expect(wrongRows(store)).toEqual({});
    const { messages } = store.read.get<{ messages: number }>('SELECT count(*) AS messages FROM message');
    expect(messages).toBeGreaterThanOrEqual(before + count);
    before = messages;
  }
});

/** What may not be there, by kind. */
function wrongRows(store: Store): Record<string, unknown[]> {
  const wrong = {
    withoutSource: `SELECT id FROM message WHERE size <> (SELECT sum(length(bytes)) FROM message_source WHERE message_id = message.id)`,
    withoutBody: 'SELECT id FROM message WHERE number NOT IN (SELECT message_number FROM message_body)',
    withoutIndex: `SELECT id FROM message WHERE number NOT IN (SELECT rowid FROM message_index WHERE message_index MATCH '"word" *')`,
    withoutPlace: 'SELECT id FROM message WHERE gone_at IS NULL AND id NOT IN (SELECT message_id FROM location)',
    shortFiles: `SELECT id FROM attachment WHERE size <> (SELECT sum(length(bytes)) FROM attachment_piece WHERE attachment_id = attachment.id)`,
    lostFiles: 'SELECT id FROM message WHERE has_attachments = 1 AND id NOT IN (SELECT message_id FROM attachment)',
    ownerlessSource: 'SELECT message_id FROM message_source WHERE message_id NOT IN (SELECT id FROM message)',
    ownerlessPiece: 'SELECT attachment_id FROM attachment_piece WHERE attachment_id NOT IN (SELECT id FROM attachment)',
    threadSums: `SELECT id FROM thread WHERE message_count <> (SELECT count(*) FROM message WHERE thread_id = thread.id)
      OR unread_count <> (SELECT sum(unread) FROM message WHERE thread_id = thread.id)`,
    placeless: `SELECT thread.id FROM thread WHERE id NOT IN (SELECT thread_id FROM thread_place)`,
    strayStandIns: 'SELECT uid FROM location WHERE uid < 0 AND -uid NOT IN (SELECT number FROM pending_action)',
    strayMoves: `SELECT number FROM pending_action WHERE action = 'move' AND -number NOT IN (SELECT uid FROM location)`,
  };
  return Object.fromEntries(
    Object.entries(wrong)
      .map(([kind, sql]) => [kind, store.read.list(sql)] as const)
      .filter(([, rows]) => rows.length > 0),
  );
}
