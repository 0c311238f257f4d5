import type { Mode } from '../../main/contract/fields.ts';
import type { EngineProcess } from '../support/engine-process.ts';
import type { MailServers } from '../support/mail-servers/start-mail-servers.ts';
import { asBytes, practiceAddress } from '../support/practice.ts';
import { certain, type Letter, type Model, maybe } from './kill-model.ts';

/** Things that happen while work goes on; a kill is tied to one of them. */
export type Mark =
  | 'begun'
  | 'save-asked'
  | 'saved'
  | 'piece-asked'
  | 'send-asked'
  | 'send-answered'
  | 'undo-asked'
  | 'undo-answered'
  | 'release-asked'
  | 'outbox-changed'
  | 'threads-changed'
  | 'read-asked';

export type Correspondent = { readonly patientId: string; readonly address: string; readonly mode: Mode };

export type Workload = {
  readonly engine: EngineProcess;
  readonly servers: MailServers;
  readonly model: Model;
  readonly random: () => number;
  readonly patients: readonly Correspondent[];
  readonly mark: (name: Mark) => void;
  /** What this round mostly does, so that its moment comes soon. */
  readonly aim: 'write' | 'send' | 'undo' | 'receive';
  readonly stopped: () => boolean;
  /** Told of every failure, the kill's own included. */
  readonly failed: (error: unknown) => void;
};

let lastToken = 0;

/** Writes, sends, takes back and receives until it is told to stop or the engine is gone. */
export async function work(load: Workload): Promise<void> {
  const forget = load.engine.onEvent((name) => {
    if (name === 'outbox.changed') load.mark('outbox-changed');
    if (name === 'threads.changed') load.mark('threads-changed');
  });
  load.mark('begun');
  await Promise.all([repeat(load, writeOne), repeat(load, receiveSome)]);
  forget();
}

async function repeat(load: Workload, step: (load: Workload) => Promise<void>): Promise<void> {
  try {
    for (let turn = 0; turn < 40 && !load.stopped(); turn += 1) await step(load);
  } catch (error) {
    load.failed(error);
  }
}

async function writeOne(load: Workload): Promise<void> {
  const { engine, model, random, patients, mark, aim } = load;
  lastToken += 1;
  const token = `letter-${process.pid}-${lastToken}`;
  const to = patients[Math.floor(random() * patients.length)];
  if (to === undefined) throw new Error('no patients');
  const letter: Letter = {
    token,
    mode: to.mode,
    address: to.address,
    places: new Set(['nowhere']),
    texts: new Set(['']),
    file: Buffer.alloc(120_000, token),
    fileBytes: new Set([-1]),
  };
  model.letters.set(token, letter);

  const { patientId } = to;
  const draft = await engine.call('drafts.open', { kind: 'new', threadId: null, messageId: null, patientId, to: null });
  let { revision } = draft;
  const times = 2 + Math.floor(random() * 4);
  for (let turn = 1; turn <= times; turn += 1) {
    const html = `<div>${token} ${'and so on '.repeat(turn * 30)}</div>`;
    // Only the first save writes the token, by which the draft is known.
    if (turn === 1) maybe(letter.places, 'draft');
    maybe(letter.texts, html);
    const saving = engine.call('drafts.save', {
      draftId: draft.id,
      revision,
      content: { to: draft.to, cc: [], subject: token, html, contentKind: 'general', strongerMode: null },
    });
    mark('save-asked');
    ({ revision } = await saving);
    if (turn === 1) certain(letter.places, 'draft');
    certain(letter.texts, html);
    mark('saved');
  }
  if (random() < 0.4) await attach(load, draft.id, letter);
  if (aim === 'write') return;
  const { threadId } = draft;
  if (threadId === null) throw new Error('a draft without a thread');
  const { consent } = await engine.call('threads.get', { threadId });
  const consentRowId = consent?.rowId ?? null;
  await engine.call('threads.choose', { threadId, mode: to.mode, consentRowId, downgradeReason: null });
  await sendOne(load, draft.id, revision, letter);
}

async function attach({ engine, mark }: Workload, draftId: string, letter: Letter): Promise<void> {
  const { file, token } = letter;
  maybe(letter.fileBytes, 0);
  const { id } = await engine.call('drafts.addAttachment', {
    draftId,
    name: `${token}.bin`,
    contentType: 'application/octet-stream',
    size: file.length,
  });
  certain(letter.fileBytes, 0);
  const step = file.length / 3;
  for (let offset = 0; offset < file.length; offset += step) {
    maybe(letter.fileBytes, offset + step);
    const bytes = new Uint8Array(file.subarray(offset, offset + step));
    const adding = engine.call('drafts.addAttachmentPiece', { attachmentId: id, offset, bytes });
    mark('piece-asked');
    await adding;
    certain(letter.fileBytes, offset + step);
  }
}

async function sendOne(load: Workload, draftId: string, revision: number, letter: Letter): Promise<void> {
  const { engine, random, mark, aim } = load;
  maybe(letter.places, 'outbox');
  const sending = engine.call('drafts.send', { draftId, revision, answers: [] });
  mark('send-asked');
  const { decision, outboxIds } = await sending;
  // Another command of the other half of the work came between: nothing was changed, the draft stands.
  if (decision.outcome !== 'allow') throw new Error(`refused: ${JSON.stringify(decision)}`);
  certain(letter.places, 'outbox');
  mark('send-answered');
  const [outboxId = ''] = outboxIds;
  if (random() < (aim === 'undo' ? 0.6 : 0.15)) {
    maybe(letter.places, 'draft');
    const undoing = engine.call('outbox.undo', { outboxId });
    mark('undo-asked');
    await undoing;
    certain(letter.places, 'draft');
    mark('undo-answered');
  } else if (random() < 0.8) {
    const releasing = engine.call('outbox.sendNow', {});
    mark('release-asked');
    await releasing;
  }
}

async function receiveSome({ engine, servers, model, random, mark, aim }: Workload): Promise<void> {
  for (let count = 0; count < (aim === 'receive' ? 6 : 1); count += 1) {
    lastToken += 1;
    const messageId = `<received-${process.pid}-${lastToken}@patients.example>`;
    const mail = {
      from: 'Ana <ana@clinic.example>',
      subject: `question ${lastToken}`,
      text: 'May I come today?',
      messageId,
    };
    await servers.deliver(asBytes(mail), practiceAddress, 'ana@clinic.example');
    model.received.add(messageId);
  }
  const { rows } = await engine.call('threads.list', {
    view: { kind: 'role', role: 'inbox' },
    cursor: null,
    limit: 20,
  });
  const unread = rows.find((row) => row.unread);
  if (unread !== undefined) {
    const reading = engine.call('threads.markRead', { threadId: unread.id, read: true });
    mark('read-asked');
    await reading;
  }
  // Where letters are what it is about, mail must not take the time that sending needs.
  const pause = aim === 'receive' ? 30 : 300;
  await new Promise((resolve) => setTimeout(resolve, pause * (1 + 3 * random())));
}
