import { basename } from 'node:path';
import { getCampaign } from '../campaigns/campaigns.ts';
import { receiptHead, receiptLine, receiptRows } from '../campaigns/document-receipt.ts';
import { batchSummary, batchView, documentLook, documentRows } from '../documents/batch-view.ts';
import { confirmPatient, dropBatch, getBatch, leaveOut, pickPatient } from '../documents/batches.ts';
import { readSettings } from '../journal/settings.ts';
import type { Session } from '../session.ts';
import { listOpenBatches } from '../store/tables/document-batches.ts';
import type { DocumentRecord } from '../store/tables/documents.ts';
import type { Handlers } from './handlers.ts';
import { safeFileName, writeInPieces } from './messages.ts';

/** Lines of a receipt that are read at once. */
const receiptPage = 200;

export function documentHandlers(session: Session): Handlers<'documents'> {
  const { store, journal, clock, emit, host, documents } = session;
  const changed = ({ batchId }: Pick<DocumentRecord, 'batchId'>) => {
    emit('documents.changed', { documentsId: batchId });
    return {};
  };

  return {
    list: () => listOpenBatches(store.read).map(batchSummary),
    async choose({ folder }) {
      const chosen = await host.chooseDocuments({ folder });
      if (chosen === null || (chosen.folder === null && chosen.files.length === 0)) return { documentsId: null };
      const documentsId = await documents.takeIn(chosen);
      changed({ batchId: documentsId });
      return { documentsId };
    },
    get: ({ documentsId }) => batchView(store.read, getBatch(store.read, documentsId), documents.progress(documentsId)),
    rows: ({ documentsId, ...page }) => documentRows(store.read, documentsId, page),
    look: ({ documentId }) => documentLook(store.read, documentId),
    pick: (said) => changed(store.write((db) => pickPatient(db, said, clock.now()))),
    confirm(said) {
      const by = { at: clock.now(), name: readSettings(store.read).ownerName };
      return changed(store.write((db) => confirmPatient(db, journal, said, by)));
    },
    leaveOut: (said) => changed(store.write((db) => leaveOut(db, journal, said, clock.now()))),
    async sortAgain({ documentsId }) {
      await documents.sortAgain(documentsId);
      return changed({ batchId: documentsId });
    },
    drop({ documentsId }) {
      store.write((db) => dropBatch(db, journal, documentsId));
      return changed({ batchId: documentsId });
    },
    receipt: ({ campaignId, ...page }) => receiptRows(store.read, getCampaign(store.read, campaignId), page),
    saveReceipt: ({ campaignId }) => saveReceipt(session, campaignId),
  };
}

async function saveReceipt(
  { store, journal, host }: Session,
  campaignId: string,
): Promise<{ readonly savedAs: string | null }> {
  const campaign = getCampaign(store.read, campaignId);
  const path = await host.chooseSavePath({ name: safeFileName(`${campaign.name} receipt.csv`) });
  if (path === null) return { savedAs: null };
  let offset = 0;
  let isFirst = true;
  await writeInPieces(path, () => {
    const { rows } = receiptRows(store.read, campaign, { offset, limit: receiptPage });
    offset += rows.length;
    // The mark tells a spreadsheet that it is UTF-8.
    const head = isFirst ? `\ufeff${receiptHead}` : '';
    isFirst = false;
    return {
      bytes: new TextEncoder().encode(head + rows.map(receiptLine).join('')),
      done: rows.length < receiptPage,
    };
  });
  store.write((db) => journal.append(db, 'documents.receipt-saved', { campaignId, name: campaign.name }));
  return { savedAs: basename(path) };
}
