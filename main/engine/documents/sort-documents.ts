import type { ReadHandle } from '../store/sql.ts';
import { type DocumentRecord, findSentBefore, listDocuments } from '../store/tables/documents.ts';
import { listDocumentCandidates } from '../store/tables/known-patients.ts';
import { createCandidateIndex } from './candidate-index.ts';
import { type Match, matchDocument } from './match-document.ts';
import { patientCheck } from './patient-check.ts';

export type Sorted = Pick<
  DocumentRecord,
  'id' | 'verdict' | 'reason' | 'factsJson' | 'suggestionsJson' | 'patientId' | 'patientCheck'
>;

/** Sorts the documents of a batch by who they are about, as the patients stand on file now. What a person confirmed stays. */
export function sortDocuments(db: ReadHandle, batchId: string): Sorted[] {
  const everybody = listDocumentCandidates(db);
  const byId = new Map(everybody.map((each) => [each.id, each]));
  const candidates = createCandidateIndex(everybody);
  const seen = new Set<string>();
  return listDocuments(db, batchId).flatMap((document) => {
    const isCopy = seen.has(document.sha256);
    seen.add(document.sha256);
    if (document.confirmedAt !== null) return [];
    const match = inDoubt(db, document, matchDocument(document, candidates(document)));
    const patient = isCopy || match.patientId === null ? undefined : byId.get(match.patientId);
    return [
      {
        id: document.id,
        verdict: isCopy ? ('copy' as const) : match.verdict,
        reason: isCopy ? ('same-file' as const) : match.reason,
        factsJson: JSON.stringify(match.facts),
        suggestionsJson: JSON.stringify(match.suggestions),
        patientId: patient?.id ?? null,
        patientCheck: patient === undefined ? '' : patientCheck(patient),
      },
    ];
  });
}

/** What speaks against a full match besides the words of the document. */
function inDoubt(db: ReadHandle, document: DocumentRecord, match: Match): Match {
  const { textState, batchId, sha256 } = document;
  if (textState === 'locked' || textState === 'unreadable') {
    return { ...match, verdict: match.verdict === 'none' ? 'none' : 'look', reason: textState, patientId: null };
  }
  if (match.verdict !== 'matched') return match;
  if (textState !== 'read') return { ...match, verdict: 'look', reason: 'not-all-read', patientId: null };
  if (findSentBefore(db, batchId, sha256) === null) return match;
  return { ...match, verdict: 'look', reason: 'sent-before', patientId: null };
}
