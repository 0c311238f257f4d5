import type { DraftContent } from '../../contract/drafts.ts';
import type { Person } from '../../contract/fields.ts';
import { EngineError } from '../base/errors.ts';
import { findAccount, readSettings } from '../journal/settings.ts';
import { newMessageIdHeader } from '../mime/build-message.ts';
import { htmlToText, textToHtml } from '../mime/html-text.ts';
import type { Attachment, Mail } from '../mime/types.ts';
import { autocryptHeader } from '../protection/autocrypt.ts';
import { derivedId } from '../store/new-id.ts';
import type { ReadHandle } from '../store/sql.ts';
import { type DraftRow, draftTerms } from '../store/tables/drafts.ts';
import { findMessage, listThreadMessages } from '../store/tables/message.ts';
import { listReferencesOfThread } from '../store/tables/message-reference.ts';
import { getOwnKey } from '../store/tables/own-key.ts';

/** The subject that stands outside an encrypted message: fixed, readable, and says nothing. */
export function neutralSubject(db: ReadHandle): string {
  const { practice, language } = readSettings(db);
  return language === 'es' ? `Mensaje de ${practice.name}` : `Message from ${practice.name}`;
}

/** The whole message as a person wrote it, quote and plain alternative included. Throws `state-changed` without an account. */
export function composeMail(db: ReadHandle, draft: DraftRow, attachments: readonly Attachment[], now: number): Mail {
  const account = findAccount(db);
  if (account === null) throw new EngineError('state-changed');
  const content: DraftContent = JSON.parse(draft.contentJson);
  const written = htmlToText(content.html).trimEnd();
  const answered = draft.answersMessageId === null ? null : findMessage(db, draft.answersMessageId);
  const isAnswer = answered !== null && draft.kind !== 'forward';
  const references: string[] = isAnswer ? JSON.parse(answered.referencesJson) : [];
  const parent = isAnswer ? answered.messageIdHeader : null;
  const { address } = account;
  const terms = draftTerms(draft);
  return {
    messageIdHeader: terms?.messageIdHeader ?? ownMessageId(db, draft, address),
    date: now,
    from: fromLine(account, terms?.fromName ?? ''),
    to: content.to,
    cc: content.cc,
    subject: content.subject,
    text: draft.quote === '' ? written : `${written}\n\n${draft.quote}`,
    html: draft.quote === '' ? content.html : `${content.html}<br>${quoteHtml(draft.quote)}`,
    attachments,
    inReplyTo: parent,
    references: parent === null ? references : [...references.filter((header) => header !== parent), parent],
    headers: [
      { name: 'Autocrypt', value: autocryptHeader(address, getOwnKey(db).publicKey) },
      ...(terms?.headers ?? []),
    ],
  };
}

/** Whose name stands in From; the address is always the practice's own. */
export function fromLine(
  { displayName, address }: { readonly displayName: string; readonly address: string },
  name: string,
): Person {
  return { name: name || displayName, address };
}

/** The quote as HTML: its first line says who wrote, the rest stands in a block that needs no "> ". */
function quoteHtml(quote: string): string {
  const [attribution = '', ...lines] = quote.split('\n');
  const quoted = lines.map((line) => line.replace(/^> ?/, '')).join('\n');
  return `${textToHtml(attribution)}<blockquote type="cite">${textToHtml(quoted)}</blockquote>`;
}

/** The first message of a new thread carries the Message-ID that the thread's own id was derived from. */
function ownMessageId(db: ReadHandle, draft: DraftRow, address: string): string {
  const { threadId } = draft;
  if (threadId === null) throw new EngineError('state-changed');
  const isFirst = listThreadMessages(db, threadId).length === 0;
  const root = isFirst
    ? listReferencesOfThread(db, threadId).find((header) => derivedId('th', header) === threadId)
    : null;
  return root ?? newMessageIdHeader(address.split('@')[1] ?? 'localhost');
}
