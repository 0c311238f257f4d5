import { documentsFor } from '../documents/letter-documents.ts';
import type { ReadHandle } from '../store/sql.ts';
import type { CampaignRecord } from '../store/tables/campaigns.ts';
import type { Letters } from './letter-source.ts';

/**
 * The letters of a campaign that takes a batch of documents along: as delicate as documents are, and held for whoever has
 * none, or none that is surely theirs.
 */
export function withDocuments(
  db: ReadHandle,
  { documentsId }: Pick<CampaignRecord, 'documentsId'>,
  letters: Letters | null,
): Letters | null {
  if (documentsId === null || letters === null) return letters;
  return {
    ...letters,
    contentKind: 'sensitive',
    files: (patientId) => {
      const found = documentsFor(db, documentsId, patientId);
      return typeof found === 'string' ? [] : found;
    },
    render(current, patientId) {
      const found = documentsFor(current, documentsId, patientId);
      if (typeof found !== 'string') return letters.render(current, patientId);
      return { outcome: 'held', reasons: [{ code: found, field: null }] };
    },
  };
}
