import { Secret } from '../../../main/engine/base/secret.ts';
import { createThreadActions } from '../../../main/engine/mailbox/actions.ts';
import { openStore } from '../../../main/engine/store/open.ts';
import { findMailboxByRole } from '../../../main/engine/store/tables/mailbox.ts';
import { fileByHand, noon } from './file-by-hand.ts';

/* A process of its own that files mail, long files too, and moves it about, until somebody kills it. */

const [, , path = ''] = process.argv;
const store = openStore(path, new Secret(new Uint8Array(32).fill(7)), 'existing');
const actions = createThreadActions(
  store,
  () => noon,
  () => {},
);
if (findMailboxByRole(store.read, 'inbox') === null) throw new Error('no inbox');
const long = { name: 'scan.pdf', contentType: 'application/pdf', contentId: null, bytes: new Uint8Array(600_000) };
const start = store.read.get<{ last: number | null }>('SELECT max(uid) AS last FROM location').last ?? 0;
for (let uid = start + 1; ; uid += 1) {
  const attachments = uid % 4 === 0 ? [long] : [];
  const { threadId } = await fileByHand(store, {
    uid,
    subject: `m${uid}`,
    from: `p${uid % 7}@x.example`,
    text: `word${uid}`,
    attachments,
  });
  if (uid % 3 === 0) actions.markRead(threadId, true);
  if (uid % 5 === 0) actions.move(threadId, 'archive');
  process.send?.(uid);
}
