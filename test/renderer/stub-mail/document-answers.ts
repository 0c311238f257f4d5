import type {
  BatchView,
  DocumentLook,
  DocumentPatient,
  DocumentRow,
  DocumentState,
  ReceiptRow,
} from '../../../main/contract/documents.ts';
import { documentState } from '../../../main/contract/documents.ts';
import { type StubAnswers, type StubBridge, StubFailure } from '../stub-bridge/stub-bridge.ts';

const leo: DocumentPatient = {
  id: 'pt_campaign10',
  name: 'Leo Brandt',
  recordNumber: '20418',
  birthDate: '1971-03-14',
};
const grace: DocumentPatient = {
  id: 'pt_campaign80',
  name: 'María de los Ángeles Fernández-Villalobos y Achterberg-Whitmore',
  recordNumber: '31007',
  birthDate: '1964-12-01',
};

const row = (index: number, fileName: string, more: Partial<DocumentRow>): DocumentRow => ({
  id: `do_document${index}`,
  fileName,
  size: 182_000,
  pages: 2,
  text: 'read',
  state: 'matched',
  reason: 'number-and-date',
  patient: null,
  others: 0,
  confirmedBy: '',
  ...more,
});

/** Every state that a document can be in. */
const sorted: readonly DocumentRow[] = [
  row(1, '20418 Brandt A1C.pdf', { patient: leo, others: 1 }),
  row(2, '20418 Brandt lipids.pdf', { patient: leo, others: 1, pages: 1 }),
  row(3, `Springfield_Laboratory_${'result_of_the_comprehensive_panel_'.repeat(3)}.pdf`, { patient: grace }),
  row(4, 'scan0007.pdf', { state: 'look', reason: 'date-differs' }),
  row(5, 'scan0008.pdf', { state: 'look', reason: 'name-only', text: 'no-text', size: 4_300_000 }),
  row(6, 'invoice 17.pdf', { state: 'none', reason: 'nobody', pages: null }),
  row(7, 'copy of A1C.pdf', { state: 'copy', reason: 'same-file' }),
];

const excerpt = `Springfield Laboratory
Patient: Brandt, Leo
MRN: 20418    Date of birth: 03/14/1972
Collected: 11/20/2026

Hemoglobin A1C   6.8 %   (below 5.7)`;

/** A batch of documents that remembers what was said of each. */
export function documentAnswers(tell: StubBridge['tell']): StubAnswers {
  let rows: readonly DocumentRow[] = [];
  let picked: string | null = null;
  let chosen = false;
  const documentsId = 'bd_fresh0000';
  const find = (documentId: string): DocumentRow => {
    const found = rows.find(({ id }) => id === documentId);
    if (!found) throw new StubFailure('not-found');
    return found;
  };
  const change = (documentId: string, more: Partial<DocumentRow>) => {
    rows = rows.map((each) => (each.id === documentId ? { ...each, ...more } : each));
    tell('documents.changed', { documentsId });
    return {};
  };
  const goes = ({ state }: DocumentRow) => state === 'matched' || state === 'confirmed';
  const view = (): BatchView => {
    const counts = documentState.options.map((state) => [state, rows.filter((each) => each.state === state).length]);
    return {
      id: documentsId,
      name: 'Results of November 24',
      madeAt: Date.now() - 60_000,
      madeBy: 'Maria Delgado',
      files: rows.length,
      reading: rows.length === 0 ? { done: 3, total: 7 } : null,
      byState: Object.fromEntries(counts) as Record<DocumentState, number>,
      patients: new Set(rows.filter(goes).map(({ patient }) => patient?.id)).size,
      refused: [
        { name: 'older', reason: 'folder' },
        { name: 'list.xlsx', reason: 'not-pdf' },
      ],
      approved: false,
    };
  };
  return {
    'documents.list': () => (chosen ? [] : [{ ...summary, id: 'bd_earlier000' }]),
    'documents.choose': () => {
      chosen = true;
      return { documentsId };
    },
    'documents.get': () => {
      // Read by the second look.
      const now = view();
      if (rows.length === 0) {
        rows = sorted;
        setTimeout(() => tell('documents.changed', { documentsId }), 50);
      }
      return now;
    },
    'documents.rows': ({ states }) => {
      const shown = rows.filter(({ state }) => states === null || states.includes(state));
      return { rows: shown, total: shown.length };
    },
    'documents.look': ({ documentId }): DocumentLook => {
      const found = find(documentId);
      const isRead = found.text === 'read';
      return {
        ...found,
        excerpt: isRead ? excerpt : '',
        facts: isRead
          ? { numbers: ['20418'], birthDates: ['1972-03-14'], names: ['Brandt, Leo'] }
          : { numbers: [], birthDates: [], names: [] },
        suggestions: found.state === 'look' ? [leo, grace] : [],
        picked: null,
      };
    },
    'documents.pick': ({ documentId, patientId }) => {
      picked = patientId;
      return change(documentId, {});
    },
    'documents.confirm': ({ documentId, patientId }) => {
      if (picked !== patientId) throw new StubFailure('state-changed');
      return change(documentId, { state: 'confirmed', patient: leo, confirmedBy: 'Maria Delgado', others: 2 });
    },
    'documents.leaveOut': ({ documentId, out }) => change(documentId, { state: out ? 'left-out' : 'look' }),
    'documents.sortAgain': () => ({}),
    'documents.drop': () => ({}),
    'documents.receipt': () => {
      const receipt = sorted.map(toReceipt);
      return { rows: receipt, total: receipt.length };
    },
    'documents.saveReceipt': () => ({ savedAs: 'Results receipt.csv' }),
  };
}

const summary = { name: '', madeAt: Date.UTC(2026, 10, 23, 15), madeBy: 'Maria Delgado', files: 12 };

function toReceipt({ fileName, size, state: how, patient }: DocumentRow, index: number): ReceiptRow {
  const isSent = patient !== null;
  return {
    fileName,
    size,
    sha256: `${index}a7c04d2f9b81e65`.repeat(4),
    how,
    confirmedBy: '',
    patient,
    address: isSent ? 'leo.brandt@example.net' : '',
    state: isSent ? 'sent' : null,
    mode: isSent ? 'sealed' : null,
    at: isSent ? Date.now() : null,
  };
}
