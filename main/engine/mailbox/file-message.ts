import { EngineError } from '../base/errors.ts';
import { answerBinding } from '../protection/answer-binding.ts';
import type { AnswerBinding } from '../protection/status.ts';
import type { Staged } from '../store/pieces.ts';
import type { WriteHandle } from '../store/sql.ts';
import { findLetter, findLetterAnswer, insertLetterAnswer, type LetterRow } from '../store/tables/letters.ts';
import { deleteStandIns, putLocation } from '../store/tables/location.ts';
import type { MailboxRow } from '../store/tables/mailbox.ts';
import {
  findMessage,
  findOwnMessageByHeader,
  type MessageRow,
  refreshMessageState,
  setMessageDirection,
} from '../store/tables/message.ts';
import { findMessageByHash, insertMessageHash } from '../store/tables/message-hash.ts';
import { putOptOutMail } from '../store/tables/opt-out-mail.ts';
import { recomputeThread } from '../store/tables/recompute-thread.ts';
import { deleteSkippedUid } from '../store/tables/skipped-uid.ts';
import { findThread } from '../store/tables/thread.ts';
import { insertWholeMessage } from '../store/whole-message.ts';
import { chooseThread } from './choose-thread.ts';
import { matchOptOut } from './match-opt-out.ts';
import { fileReport, matchReport } from './match-report.ts';
import type { ReadMessage } from './read-result.ts';

/** Where and how a message stands on the server. */
export type Arrival = {
  readonly mailbox: Pick<MailboxRow, 'id' | 'role'>;
  readonly uid: number;
  readonly seen: boolean;
  readonly flagged: boolean;
  /** When the server got it, ms. */
  readonly at: number;
  /** SHA-256 of the source. */
  readonly hash: Uint8Array;
};

/** A message that was read, with its long bytes already in the store under these ids. */
export type PreparedMessage = {
  readonly id: string;
  readonly size: number;
  readonly read: ReadMessage;
  readonly attachmentIds: readonly string[];
  readonly staged: readonly Staged[];
};

export type Filed = {
  readonly messageId: string;
  readonly threadId: string;
  readonly isNew: boolean;
  /** The outbox's row that came back, where the message is a report about one. */
  readonly cameBack?: string;
  /** A patient takes marketing back in it. */
  readonly optsOut?: true;
};

export type FilingContext = { readonly now: number; readonly isOurAddress: (address: string) => boolean };

/** Only there the server's copy of our own mail can be; elsewhere it is somebody's word. */
const holdsOwnMail = (role: MailboxRow['role']): boolean => role === 'sent' || role === 'all';

/**
 * Notes one more place of a message whose source is known, or null when it has to be read first. The same bytes are the same
 * message; the same Message-ID alone is not, or anybody could hide a mail behind another.
 */
export function fileKnownMessage(db: WriteHandle, arrival: Arrival, context: FilingContext): Filed | null {
  const known = findMessageByHash(db, arrival.hash, holdsOwnMail(arrival.mailbox.role));
  const row = known && findMessage(db, known.messageId);
  return row && addPlace(db, arrival, row, context);
}

/** Files a message in one go: rows, thread, index, place. Its bytes were staged before; the transaction is the caller's. */
export function fileMessage(
  db: WriteHandle,
  arrival: Arrival,
  prepared: PreparedMessage,
  context: FilingContext,
): Filed {
  const { read } = prepared;
  const own = findOwnCopy(db, arrival, read, context);
  if (own !== null) {
    insertMessageHash(db, arrival.hash, own.id, true);
    return addPlace(db, arrival, own, context);
  }
  const fromOurs = arrival.mailbox.role === 'sent' || arrival.mailbox.role === 'drafts';
  const direction = fromOurs ? 'out' : 'in';
  const answered = bindAnswer(db, read);
  const hash = Buffer.from(arrival.hash).toString('hex');
  const letterThread = answered?.letter && findThread(db, answered.letter.threadId);
  const matched = direction === 'in' ? matchReport(db, read.report) : null;
  const threadId =
    letterThread?.id ??
    matched?.threadId ??
    chooseThread(db, { message: read, direction, at: arrival.at, hash, isOurAddress: context.isOurAddress });
  insertWholeMessage(db, {
    row: messageRow(arrival, prepared, threadId, direction, answered, matched !== null),
    body: { text: read.text, html: read.html },
    hash: arrival.hash,
    threadHeaders: threadHeaders(read),
    index: indexTextOf(read),
    attachments: read.attachments.map((attachment, position) => ({
      id: idAt(prepared.attachmentIds, position),
      name: attachment.name,
      contentType: attachment.contentType,
      contentId: attachment.contentId,
      size: attachment.bytes.length,
    })),
    staged: prepared.staged,
  });
  if (read.answer !== null && (answered?.binding === 'ours' || answered?.binding === 'other-address')) {
    insertLetterAnswer(db, read.answer.letterId, read.answer.answerId, prepared.id);
  }
  if (matched !== null) fileReport(db, matched, prepared.id, arrival.at);
  const optOut = direction === 'in' ? matchOptOut(db, read) : null;
  for (const patientId of optOut?.patientIds ?? []) {
    putOptOutMail(db, { messageId: prepared.id, patientId, words: optOut?.words ?? '', at: arrival.at });
  }
  place(db, arrival, prepared.id, context);
  recomputeThread(db, threadId);
  return {
    messageId: prepared.id,
    threadId,
    isNew: true,
    ...(matched === null ? {} : { cameBack: matched.outboxId }),
    ...(optOut === null ? {} : { optsOut: true }),
  };
}

/** Our own message, of which the server's Sent now holds a copy with other bytes. */
function findOwnCopy(db: WriteHandle, arrival: Arrival, read: ReadMessage, context: FilingContext): MessageRow | null {
  if (!holdsOwnMail(arrival.mailbox.role) || read.messageIdHeader === null) return null;
  if (!read.from.some((person) => context.isOurAddress(person.address))) return null;
  return findOwnMessageByHeader(db, read.messageIdHeader);
}

function addPlace(db: WriteHandle, arrival: Arrival, row: MessageRow, context: FilingContext): Filed {
  if (arrival.mailbox.role === 'sent' && row.direction === 'in') setMessageDirection(db, row.id, 'out');
  place(db, arrival, row.id, context);
  recomputeThread(db, row.threadId);
  return { messageId: row.id, threadId: row.threadId, isNew: false };
}

function place(db: WriteHandle, arrival: Arrival, messageId: string, context: FilingContext): void {
  putLocation(db, {
    mailboxId: arrival.mailbox.id,
    uid: arrival.uid,
    messageId,
    seen: arrival.seen ? 1 : 0,
    flagged: arrival.flagged ? 1 : 0,
  });
  deleteStandIns(db, arrival.mailbox.id, messageId);
  deleteSkippedUid(db, arrival.mailbox.id, arrival.uid);
  refreshMessageState(db, messageId, context.now);
}

type Answered = {
  readonly binding: AnswerBinding;
  /** Null unless the secret was right. */
  readonly letter: LetterRow | null;
};

function bindAnswer(db: WriteHandle, read: ReadMessage): Answered | null {
  const { answer } = read;
  if (answer === null) return null;
  const letter = findLetter(db, answer.letterId);
  const binding = answerBinding({
    answer,
    letter: letter && { letterId: letter.id, replySecret: letter.replySecret, addresses: [letter.address] },
    seenBefore: findLetterAnswer(db, answer.letterId, answer.answerId) !== null,
    from: read.from.length === 1 ? (read.from[0]?.address ?? null) : null,
  });
  return { binding, letter: binding === 'unverified' ? null : letter };
}

function messageRow(
  arrival: Arrival,
  prepared: PreparedMessage,
  threadId: string,
  direction: 'in' | 'out',
  answered: Answered | null,
  isReport: boolean,
): Omit<MessageRow, 'number' | 'goneAt'> {
  const { read } = prepared;
  const status = answered
    ? { kind: 'sealed-answer', binding: answered.binding, letterSentAt: answered.letter?.sealedAt ?? null }
    : read.status;
  return {
    id: prepared.id,
    threadId,
    direction,
    at: arrival.at,
    unread: 0,
    flagged: 0,
    automatic: read.automatic || isReport ? 1 : 0,
    hasAttachments: read.attachments.some((attachment) => attachment.contentId === null) ? 1 : 0,
    size: prepared.size,
    kept: 0,
    messageIdHeader: read.messageIdHeader,
    subject: read.subject,
    baseSubject: read.baseSubject,
    snippet: read.snippet,
    fromJson: JSON.stringify(read.from),
    toJson: JSON.stringify(read.to),
    ccJson: JSON.stringify(read.cc),
    replyToJson: JSON.stringify(read.replyTo),
    referencesJson: JSON.stringify(read.references),
    statusJson: JSON.stringify(status),
    warningsJson: JSON.stringify(read.warnings),
  };
}

/** The first and the nearest: a hostile References field may hold thousands. */
function threadHeaders(read: ReadMessage): readonly string[] {
  const own = read.messageIdHeader === null ? [] : [read.messageIdHeader];
  return [...new Set([...own, ...read.references.slice(0, 1), ...read.references.slice(-50)])];
}

/** What can be searched of a message that was read. */
export function indexTextOf(read: ReadMessage) {
  const people = [...read.from, ...read.to, ...read.cc].slice(0, 200);
  return {
    subject: read.subject,
    people: people.map((person) => `${person.name} ${person.address}`).join(' '),
    body: read.indexText,
    files: read.attachments.map((attachment) => attachment.name).join(' '),
  };
}

function idAt(ids: readonly string[], position: number): string {
  const id = ids[position];
  if (id === undefined) throw new EngineError('unexpected', { what: 'attachment without id' });
  return id;
}
