import type { InputOf } from '../../contract/contract.ts';
import type { DraftContent, DraftView } from '../../contract/drafts.ts';
import type { Person } from '../../contract/fields.ts';
import { storedAddress } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { findAccount, readSettings } from '../journal/settings.ts';
import { newMessageIdHeader } from '../mime/build-message.ts';
import { quoteText, textToHtml } from '../mime/html-text.ts';
import { forwardSubject, replySubject } from '../mime/subject.ts';
import { getPatient, listPatientsWithAddress } from '../patients/patients.ts';
import { setParty, threadParty } from '../patients/thread-choices.ts';
import { readableText } from '../protection/readable-text.ts';
import { derivedId, newId } from '../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { listDraftAttachments } from '../store/tables/draft-attachments.ts';
import {
  type DraftRow,
  findOpenDraft,
  findOpenDraftOfThread,
  insertDraft,
  updateDraftContent,
} from '../store/tables/drafts.ts';
import { findMessage, listThreadMessages, type MessageRow } from '../store/tables/message.ts';
import { findMessageBody } from '../store/tables/message-body.ts';
import { insertMessageReference } from '../store/tables/message-reference.ts';
import { insertThread, setThreadCorrespondent } from '../store/tables/thread.ts';
import { wasHandedOn } from './handed-on.ts';
import { buildRecipients } from './recipients.ts';
import { wasProtected } from './was-protected.ts';

/** The draft as the window shows it; throws `not-found` for one that was sent or discarded. */
export function getDraft(db: ReadHandle, draftId: string): DraftView {
  const row = findOpenDraft(db, draftId);
  if (row === null) throw new EngineError('not-found');
  return toView(db, row);
}

function toView(db: ReadHandle, row: DraftRow): DraftView {
  const content: DraftContent = JSON.parse(row.contentJson);
  return {
    ...content,
    id: row.id,
    kind: row.kind as DraftView['kind'],
    threadId: row.threadId,
    party: row.party as DraftView['party'],
    patientId: row.patientId,
    quote: row.quote,
    attachments: listDraftAttachments(db, row.id).map(({ id, name, contentType, size, received }) => ({
      id,
      name,
      contentType,
      size,
      complete: received === size,
    })),
    revision: row.revision,
    updatedAt: row.updatedAt,
  };
}

/** The thread's open draft, or a fresh one with its recipients, subject, signature and quote. */
export function openDraft(db: WriteHandle, journal: Journal, input: InputOf<'drafts.open'>, now: number): DraftView {
  const existing =
    input.threadId === null || input.kind === 'forward' ? null : findOpenDraftOfThread(db, input.threadId);
  if (existing !== null)
    return input.question === undefined ? toView(db, existing) : addQuestion(db, existing, input.question, now);
  const answered = input.messageId === null ? null : findMessage(db, input.messageId);
  if (input.messageId !== null && answered === null) throw new EngineError('not-found');
  const about = aboutWhom(db, input);
  const begins = input.threadId === null || input.kind === 'forward';
  const content = freshContent(db, input, answered, about);
  const quote = answered === null ? '' : quoteOf(db, input.kind, answered);
  const row: DraftRow = {
    id: newId('dr'),
    kind: input.kind,
    threadId: begins ? beginThread(db, journal, about.patientId, content.to[0]) : input.threadId,
    answersMessageId: input.messageId,
    party: about.party,
    patientId: about.patientId,
    contentJson: JSON.stringify(content),
    quote,
    quoteEncrypted: quote !== '' && answered !== null && wasProtected(db, answered) ? 1 : 0,
    revision: 1,
    updatedAt: now,
    submissionId: null,
    termsJson: null,
  };
  insertDraft(db, row);
  return toView(db, row);
}

/**
 * A thread for a message that begins one, so that its two choices can be made before it is sent. Its id is derived from
 * the Message-ID that the message will carry.
 */
function beginThread(db: WriteHandle, journal: Journal, patientId: string | null, to: Person | undefined): string {
  const header = newMessageIdHeader((findAccount(db)?.address ?? '@localhost').split('@')[1] ?? 'localhost');
  const threadId = derivedId('th', header);
  insertThread(db, threadId);
  insertMessageReference(db, header, threadId);
  setThreadCorrespondent(db, threadId, to);
  if (patientId !== null && to !== undefined) {
    setParty(db, journal, { threadId, party: 'patient', patientId, address: to.address });
  }
  return threadId;
}

function aboutWhom(db: ReadHandle, input: InputOf<'drafts.open'>): Pick<DraftView, 'party' | 'patientId'> {
  if (input.threadId !== null && input.kind !== 'forward') return threadParty(db, input.threadId);
  if (input.patientId !== null) return { party: 'patient', patientId: input.patientId };
  return { party: null, patientId: null };
}

function freshContent(
  db: ReadHandle,
  input: InputOf<'drafts.open'>,
  answered: MessageRow | null,
  about: Pick<DraftView, 'party' | 'patientId'>,
): DraftContent {
  const people = answered && {
    direction: answered.direction,
    from: parsePeople(answered.fromJson),
    replyTo: believedReplyTo(db, answered, about.party),
    to: parsePeople(answered.toJson),
    cc: parsePeople(answered.ccJson),
  };
  const { to, cc } = buildRecipients(input.kind, people, findAccount(db)?.address ?? '', givenPeople(db, input));
  const subject = answered === null || keepsInside(input.kind, answered) ? '' : answered.subject;
  const { signature } = readSettings(db);
  return {
    to: [...to],
    cc: [...cc],
    subject: input.kind === 'forward' ? forwardSubject(subject) : answered === null ? '' : replySubject(subject),
    html: `${input.question === undefined ? '' : questionHtml(input.question)}${signatureHtml(signature)}`,
    contentKind: about.party === 'other' ? 'general' : 'health',
    strongerMode: null,
    ...(input.question === undefined ? {} : { asks: input.question.purpose }),
  };
}

/** A line to write on and an empty one stand above it. */
const signatureHtml = (signature: string): string =>
  signature === '' ? '' : `<div><br></div><div><br></div>${linesHtml(signature)}`;

/** Lines as the editor makes them: a paragraph would stand apart further in the mail than it does on the screen. */
const linesHtml = (text: string): string =>
  textToHtml(text)
    .replaceAll('</p>\n<p>', '</div><div><br></div><div>')
    .replaceAll(/(?<=<\/?)p(?=>)/g, 'div');

type AskedQuestion = NonNullable<InputOf<'drafts.open'>['question']>;

const questionHtml = ({ words }: AskedQuestion): string => linesHtml(words);

/** What was begun already stays below the question. */
function addQuestion(db: WriteHandle, row: DraftRow, question: AskedQuestion, now: number): DraftView {
  const content: DraftContent = JSON.parse(row.contentJson);
  if (content.asks === question.purpose) return toView(db, row);
  const html = `${questionHtml(question)}<div><br></div>${content.html}`;
  const asking = JSON.stringify({ ...content, html, asks: question.purpose });
  if (!updateDraftContent(db, { id: row.id, revision: row.revision, contentJson: asking, at: now })) {
    throw new EngineError('state-changed');
  }
  return getDraft(db, row.id);
}

/** In a patient's conversation answers go where the patient wrote from, or to another address on the same patient's file. */
function believedReplyTo(db: ReadHandle, answered: MessageRow, party: DraftView['party']): Person[] {
  const wished = parsePeople(answered.replyToJson);
  const [from] = parsePeople(answered.fromJson);
  const owners = (address: string) => listPatientsWithAddress(db, address).map(({ id }) => id);
  const senders = from === undefined ? [] : owners(from.address);
  if (party !== 'patient' && senders.length === 0) return wished;
  return wished.filter(({ address }) => owners(address).some((id) => senders.includes(id)));
}

function givenPeople(db: ReadHandle, input: InputOf<'drafts.open'>): Person[] {
  if (input.to !== null) {
    const [only, another] = listPatientsWithAddress(db, input.to);
    const name = only !== undefined && another === undefined ? only.name : '';
    return [storedPerson({ name, address: input.to })];
  }
  if (input.patientId === null) return [];
  const { name, addresses } = getPatient(db, input.patientId);
  return addresses.slice(0, 1).map((address) => ({ name, address }));
}

/** Forwarding goes to whom a person names; an answer to whoever sent it, and says nothing that they may not have read. */
function keepsInside(kind: DraftView['kind'], answered: MessageRow): boolean {
  return kind !== 'forward' && wasHandedOn(answered);
}

function quoteOf(db: ReadHandle, kind: DraftView['kind'], answered: MessageRow): string {
  if (keepsInside(kind, answered)) return '';
  const body = findMessageBody(db, answered.id);
  if (body === null) return '';
  const [sender] = parsePeople(answered.fromJson);
  const name = sender?.name || sender?.address || '';
  const when = new Date(answered.at).toUTCString().replace(/:\d\d GMT$/, ' UTC');
  return quoteText(
    kind === 'forward' ? body.text : withoutArmor(body.text),
    kind === 'forward' ? `Forwarded message from ${name}, ${when}:` : `On ${when}, ${name} wrote:`,
  );
}

/** An answer repeats no armor: its reader has it already. What is handed on may be for somebody who can open it. */
function withoutArmor(text: string): string {
  const pieces = readableText(text);
  return pieces === null ? text : pieces.map((piece) => (piece.kind === 'text' ? piece.text : '…')).join('\n');
}

function parsePeople(json: string): Person[] {
  return JSON.parse(json);
}

/** What the composer shows is what policy decides on and what goes on the wire. */
function storedPerson({ name, address }: Person): Person {
  return { name, address: storedAddress(address) };
}

/** Writes what was typed; throws `state-changed` when a newer revision stands there, and changes nothing then. */
export function saveDraft(
  db: WriteHandle,
  save: { readonly draftId: string; readonly revision: number; readonly content: DraftContent },
  now: number,
): number {
  const row = findOpenDraft(db, save.draftId);
  if (row === null) throw new EngineError('not-found');
  const { to, cc, ...rest } = save.content;
  const content = { ...rest, to: to.map(storedPerson), cc: cc.map(storedPerson) };
  const contentJson = JSON.stringify(content);
  if (!updateDraftContent(db, { id: row.id, revision: save.revision, contentJson, at: now })) {
    throw new EngineError('state-changed');
  }
  if (row.threadId !== null && listThreadMessages(db, row.threadId).length === 0) {
    setThreadCorrespondent(db, row.threadId, content.to[0]);
  }
  return save.revision + 1;
}
