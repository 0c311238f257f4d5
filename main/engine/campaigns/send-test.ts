import type { DraftContent } from '../../contract/drafts.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { findAccount } from '../journal/settings.ts';
import { newMessageIdHeader } from '../mime/build-message.ts';
import { chooseForThread, setParty } from '../patients/thread-choices.ts';
import { derivedId, newId } from '../store/new-id.ts';
import type { WriteHandle } from '../store/sql.ts';
import { type DraftTerms, insertDraft } from '../store/tables/drafts.ts';
import { insertMessageReference } from '../store/tables/message-reference.ts';
import { insertThread, setThreadCorrespondent } from '../store/tables/thread.ts';

/**
 * A draft of the letter with made-up values, to the practice's own address. It tells of no patient, so it leaves as ordinary
 * mail. Throws `state-changed` without an account.
 */
export function writeTestLetter(
  db: WriteHandle,
  journal: Journal,
  letter: { readonly subject: string; readonly html: string },
  now: number,
): { readonly draftId: string; readonly to: string } {
  const account = findAccount(db);
  if (account === null) throw new EngineError('state-changed');
  const to = { name: account.displayName, address: account.address };
  const messageIdHeader = newMessageIdHeader(account.address.split('@')[1] ?? 'localhost');
  const threadId = derivedId('th', messageIdHeader);
  insertThread(db, threadId);
  insertMessageReference(db, messageIdHeader, threadId);
  setThreadCorrespondent(db, threadId, to);
  setParty(db, journal, { threadId, party: 'other', patientId: null, address: to.address });
  const choice = { threadId, mode: 'open' as const, consentRowId: null, downgradeReason: null, ledgerNow: null };
  chooseForThread(db, journal, choice);
  const terms: DraftTerms = { purpose: 'operations', bulk: false, fromName: '', messageIdHeader, headers: [] };
  const content: DraftContent = {
    to: [to],
    cc: [],
    subject: letter.subject,
    html: letter.html,
    contentKind: 'general',
    strongerMode: null,
  };
  const draftId = newId('dr');
  insertDraft(db, {
    id: draftId,
    kind: 'new',
    threadId,
    answersMessageId: null,
    party: 'other',
    patientId: null,
    contentJson: JSON.stringify(content),
    quote: '',
    quoteEncrypted: 0,
    revision: 1,
    updatedAt: now,
    submissionId: null,
    termsJson: JSON.stringify(terms),
  });
  return { draftId, to: to.address };
}
