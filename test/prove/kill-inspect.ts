import type { DraftContent } from '../../main/contract/drafts.ts';
import { systemClock } from '../../main/engine/base/clock.ts';
import { Secret } from '../../main/engine/base/secret.ts';
import { projectedTables, rebuildProjections } from '../../main/engine/journal/projections.ts';
import { verifyJournal } from '../../main/engine/journal/verify.ts';
import type { Store } from '../../main/engine/store/open.ts';
import type { ReadHandle } from '../../main/engine/store/sql.ts';
import { createVault } from '../../main/engine/vault/vault.ts';
import { practicePassphrase } from '../support/practice.ts';
import { certain, type Letter, type Model, type Place } from './kill-model.ts';

/** One row of the outbox as it stands on the disk. */
export type OutboxFact = {
  readonly id: string;
  readonly token: string;
  readonly state: string;
  readonly messageIdHeader: string;
};

export type Inspection = {
  /** Everything that must never be: each one in words. */
  readonly corrupt: readonly string[];
  readonly lost: readonly string[];
  readonly outbox: readonly OutboxFact[];
  /** How often each Message-ID stands in the store as a message that came in. */
  readonly received: ReadonlyMap<string, number>;
};

/** Opens what a killed engine left behind, with no engine running, and holds it against what is known from outside. */
export async function inspect(profile: string, model: Model): Promise<Inspection> {
  const { store, key } = await createVault({ folder: profile, clock: systemClock }).unlock(
    new Secret(practicePassphrase),
  );
  try {
    const corrupt = [...checkStore(store)];
    const lost: string[] = [];
    for (const letter of model.letters.values()) {
      const problem = checkLetter(store.read, letter);
      if (problem !== null) (problem.lost ? lost : corrupt).push(`${letter.token}: ${problem.text}`);
    }
    const received = new Map<string, number>();
    for (const { header, times } of store.read.list<{ header: string; times: number }>(
      `SELECT message_id_header AS header, count(*) AS times FROM message WHERE direction = 'in' GROUP BY header`,
    )) {
      received.set(header, times);
    }
    return { corrupt, lost, outbox: listOutbox(store.read), received };
  } finally {
    store.close();
    key.wipe();
  }
}

function listOutbox(db: ReadHandle): OutboxFact[] {
  return db.list(
    `SELECT outbox.id, message.subject AS token, outbox.state, outbox.message_id_header AS messageIdHeader
     FROM outbox JOIN message ON message.id = outbox.message_id`,
  );
}

/** What must hold in any store, whatever was going on. */
function* checkStore(store: Store): Generator<string> {
  try {
    store.checkIntegrity();
  } catch (error) {
    yield `quick_check: ${String(error)}`;
    return;
  }
  const db = store.read;
  if (db.list('PRAGMA foreign_key_check').length > 0) yield 'foreign keys';
  const { firstBroken } = verifyJournal(db);
  if (firstBroken !== null) yield `journal broken at ${firstBroken}`;
  const before = dump(db);
  try {
    store.write((write) => {
      rebuildProjections(write);
      const after = dump(write);
      throw new Error(after === before ? 'same' : 'other');
    });
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'same')
      yield `projections rebuild differently: ${String(error)}`;
  }
  for (const [what, sql] of Object.entries(neverThere)) {
    const rows = db.list(sql);
    if (rows.length > 0) yield `${what}: ${rows.length}`;
  }
}

/** Half states: each query must find nothing. */
const neverThere = {
  'a message without all of its source': `SELECT message.id FROM message WHERE message.size <>
     (SELECT coalesce(sum(length(bytes)), 0) FROM message_source WHERE message_source.message_id = message.id)`,
  'a message without its text': `SELECT number FROM message WHERE number NOT IN (SELECT message_number FROM message_body)`,
  'a file without all of its bytes': `SELECT attachment.id FROM attachment WHERE attachment.size <>
     (SELECT coalesce(sum(length(bytes)), 0) FROM attachment_piece WHERE attachment_id = attachment.id)`,
  'a message that search does not know': `SELECT number FROM message WHERE number NOT IN (SELECT rowid FROM message_index)`,
  'a row of the outbox without bytes': `SELECT id FROM outbox WHERE id NOT IN (SELECT owner FROM outbox_piece)`,
  'a copy that is missing': `SELECT id FROM outbox WHERE mode <> 'openpgp' AND copy_state = 'needed' AND id || '.copy' NOT IN (SELECT owner FROM outbox_piece)`,
  'a sealed message without its letter': `SELECT id FROM outbox WHERE mode = 'sealed' AND id NOT IN (SELECT outbox_id FROM letter WHERE outbox_id IS NOT NULL)`,
  'a letter without its message': `SELECT id FROM letter WHERE outbox_id NOT IN (SELECT id FROM outbox)`,
  'a draft that was sent, with no message to show for it': `SELECT id FROM draft WHERE submission_id IS NOT NULL
     AND submission_id NOT IN (SELECT submission_id FROM outbox)`,
  'an unsent message without the draft it came from': `SELECT id FROM outbox WHERE state <> 'sent'
     AND submission_id NOT IN (SELECT submission_id FROM draft WHERE submission_id IS NOT NULL)`,
  'a draft that lost pieces of a file': `SELECT id FROM draft_attachment WHERE received <>
     (SELECT coalesce(sum(length(bytes)), 0) FROM draft_attachment_piece WHERE attachment_id = draft_attachment.id)
     AND draft_id IN (SELECT id FROM draft WHERE submission_id IS NULL OR submission_id IN
       (SELECT submission_id FROM outbox WHERE state <> 'sent'))`,
  'a thread with another number of messages than it says': `SELECT id FROM thread WHERE message_count <>
     (SELECT count(*) FROM message WHERE thread_id = thread.id AND gone_at IS NULL)`,
};

function dump(db: ReadHandle): string {
  return projectedTables
    .map((table) => {
      const rows = db.list<Record<string, unknown>>(`SELECT * FROM ${table}`).map((row) => JSON.stringify(row));
      return `${table}\n${rows.sort().join('\n')}`;
    })
    .join('\n');
}

type Problem = { readonly lost: boolean; readonly text: string };
type FoundDraft = { readonly id: string; readonly contentJson: string; readonly submissionId: string | null };

/** Null when the letter is where it can be, whole; narrows what is known to what was found. */
function checkLetter(db: ReadHandle, letter: Letter): Problem | null {
  const { token } = letter;
  const drafts = db.list<FoundDraft>(
    `SELECT id, content_json AS contentJson, submission_id AS submissionId FROM draft
     WHERE json_extract(content_json, '$.subject') = $token`,
    { token },
  );
  const rows = listOutbox(db).filter((row) => row.token === token);
  const [draft, another] = drafts;
  if (another !== undefined || rows.length > 1) return { lost: false, text: 'there twice' };
  const place: Place = rows.length > 0 ? 'outbox' : draft === undefined ? 'nowhere' : 'draft';
  if (!letter.places.has(place)) {
    const text = `is ${place}, can only be ${[...letter.places].join(' or ')}`;
    return { lost: place === 'nowhere', text };
  }
  certain(letter.places, place);
  if (draft === undefined) return null;
  const content: DraftContent = JSON.parse(draft.contentJson);
  // What was sent for certain is being cleared away.
  if (rows.every(({ state }) => state === 'sent') && rows.length > 0) return null;
  if (!letter.texts.has(content.html)) return { lost: true, text: 'holds a text that was never saved last' };
  certain(letter.texts, content.html);
  return checkFile(db, letter, draft.id);
}

function checkFile(db: ReadHandle, letter: Letter, draftId: string): Problem | null {
  const pieces = db.list<{ bytes: Uint8Array }>(
    `SELECT piece.bytes AS bytes FROM draft_attachment JOIN draft_attachment_piece AS piece
     ON piece.attachment_id = draft_attachment.id WHERE draft_attachment.draft_id = $draftId ORDER BY piece.offset`,
    { draftId },
  );
  const files = db.list('SELECT id FROM draft_attachment WHERE draft_id = $draftId', { draftId }).length;
  const bytes = Buffer.concat(pieces.map((piece) => piece.bytes));
  const found = files === 0 ? -1 : bytes.length;
  if (files > 1 || !letter.fileBytes.has(found)) return { lost: true, text: `has ${found} bytes of its file` };
  if (!bytes.equals(letter.file.subarray(0, bytes.length))) return { lost: false, text: 'has another file' };
  certain(letter.fileBytes, found);
  return null;
}
