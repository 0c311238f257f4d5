import { campaignWords } from '../../contract/campaign-words.ts';
import type { DraftContent } from '../../contract/drafts.ts';
import type { SettingsView } from '../../contract/settings.ts';
import { EngineError } from '../base/errors.ts';
import { attachDocuments } from '../documents/letter-documents.ts';
import type { Journal } from '../journal/journal.ts';
import { findAccount, readSettings } from '../journal/settings.ts';
import { htmlToText, textToHtml } from '../mime/html-text.ts';
import { consentNow, ledger } from '../patients/consent.ts';
import { unsubscribeValue } from '../patients/opt-out.ts';
import { derivedId, newId } from '../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { type RunRow, setRowDraft } from '../store/tables/campaign-rows.ts';
import type { CampaignRecord } from '../store/tables/campaigns.ts';
import { type DraftTerms, findOpenDraft, insertDraft, updateDraftContent } from '../store/tables/drafts.ts';
import { insertMessageReference } from '../store/tables/message-reference.ts';
import { findThread, insertThread, setThreadCorrespondent } from '../store/tables/thread.ts';

type Merged = { readonly subject: string; readonly html: string };

/**
 * Begins one patient's conversation: thread, the two choices as the approved plan says, and the row's one draft. Throws
 * `not-found` where the row has a draft already, and `state-changed` without an account or a mode.
 */
export function writeLetter(
  db: WriteHandle,
  journal: Journal,
  campaign: CampaignRecord,
  row: RunRow,
  merged: Merged,
  now: number,
): string {
  const { mode, address, patientId, name } = row;
  if (mode === null) throw new EngineError('state-changed');
  const threadId = derivedId('th', row.messageIdHeader);
  if (findThread(db, threadId) === null) insertThread(db, threadId);
  insertMessageReference(db, row.messageIdHeader, threadId);
  setThreadCorrespondent(db, threadId, { name, address });
  journal.append(db, 'campaign.letter-begun', {
    campaignId: campaign.id,
    patientId,
    threadId,
    address,
    mode,
    consentRowId: consentNow(ledger(db, patientId), now, null).email.rowId,
  });
  const draftId = newId('dr');
  insertDraft(db, {
    id: draftId,
    kind: 'new',
    threadId,
    answersMessageId: null,
    party: 'patient',
    patientId,
    contentJson: JSON.stringify(contentOf(db, campaign, row, merged)),
    quote: '',
    quoteEncrypted: 0,
    revision: 1,
    updatedAt: now,
    submissionId: null,
    termsJson: JSON.stringify(termsOf(db, campaign, row)),
  });
  setRowDraft(db, row, { draftId, threadId });
  const { id: campaignId, documentsId: batchId } = campaign;
  if (batchId !== null) attachDocuments(db, journal, { campaignId, batchId, patientId, draftId });
  return draftId;
}

/**
 * Writes a letter that did not leave anew, from what is on file now: a pause may have lasted days. Its draft's revision; null
 * where the draft is gone.
 */
export function rewriteLetter(
  db: WriteHandle,
  campaign: CampaignRecord,
  row: RunRow & { readonly draftId: string },
  merged: Merged,
  now: number,
): number | null {
  const draft = findOpenDraft(db, row.draftId);
  if (draft === null) return null;
  const { id, revision } = draft;
  const contentJson = JSON.stringify(contentOf(db, campaign, row, merged));
  if (contentJson === draft.contentJson) return revision;
  return updateDraftContent(db, { id, revision, contentJson, at: now }) ? revision + 1 : null;
}

/** The letter as it leaves, with what is put under it. */
export function contentOf(
  db: ReadHandle,
  campaign: Pick<CampaignRecord, 'purpose' | 'contentKind'>,
  row: Pick<RunRow, 'name' | 'address'>,
  { subject, html }: Merged,
): DraftContent {
  return {
    to: [{ name: row.name, address: row.address }],
    cc: [],
    subject,
    html: campaign.purpose === 'marketing' ? withLegalFooter(html, readSettings(db)) : html,
    contentKind: campaign.contentKind,
    strongerMode: null,
  };
}

/** Whose name stands in From; empty: the practice's. */
export function senderName({ sender }: Pick<CampaignRecord, 'sender'>, { doctor }: Pick<RunRow, 'doctor'>): string {
  return sender === 'own-doctor' ? doctor : '';
}

function termsOf(db: ReadHandle, campaign: CampaignRecord, row: RunRow): DraftTerms {
  const ownAddress = findAccount(db)?.address;
  if (ownAddress === undefined) throw new EngineError('state-changed');
  return {
    purpose: campaign.purpose,
    bulk: true,
    fromName: senderName(campaign, row),
    messageIdHeader: row.messageIdHeader,
    headers:
      campaign.purpose === 'marketing'
        ? [{ name: 'List-Unsubscribe', value: unsubscribeValue(db, row.patientId, ownAddress) }]
        : [],
  };
}

/** An instruction to answer STOP, in either language; the word alone may be about smoking. */
const howToStop =
  /\b(?:[Aa]nswer|[Rr]eply|[Rr]espond|[Ww]rite|[Ss]end|[Rr]esponda|[Cc]onteste|[Ee]scriba|[Ee]nvíe)\b[^.!?]{0,40}\bSTOP\b(?!-)/;

/** Who writes, where they are found, and how to hear no more of it (16 CFR 316.5): what of it the template does not say. */
function withLegalFooter(html: string, { practice, language }: SettingsView): string {
  const { optOut } = campaignWords[language];
  const text = htmlToText(html);
  const says = (words: string) => text.replaceAll(/\s+/g, ' ').includes(words.replaceAll(/\s+/g, ' '));
  const lines = [
    ...(says(practice.postalAddress) ? [] : [practice.name, practice.postalAddress]),
    ...(howToStop.test(text) ? [] : [optOut]),
  ];
  return lines.length === 0 ? html : `${html}<div><br></div>${textToHtml(lines.join('\n'))}`;
}
