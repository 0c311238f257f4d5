import { useState } from 'react';
import type { CampaignRow } from '../../../main/contract/campaigns.ts';
import { useQuery } from '../../engine/use-query.ts';
import { letterPreviewText } from '../../text/letter-preview.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LetterPreview } from './letter-preview.tsx';

type PreviewDialogProps = {
  readonly campaignId: string;
  /** Those that stand in the plan beside each other. */
  readonly rows: readonly CampaignRow[];
  readonly patientId: string;
  readonly onClose: () => void;
};

/** One patient's letter out of a plan, and the ones beside it. */
export function PreviewDialog({ campaignId, rows, patientId: first, onClose }: PreviewDialogProps) {
  const [patientId, setPatientId] = useState(first);
  const at = rows.findIndex((row) => row.patientId === patientId);
  const before = rows[at - 1];
  const after = rows[at + 1];
  const { data, failure } = useQuery(
    'campaigns.preview',
    { of: { campaignId }, patientId },
    {
      refreshOn: ['patients.changed', 'settings.changed', 'campaigns.changed', 'documents.changed'],
      keepPrevious: true,
    },
  );
  return (
    <Dialog
      title={letterPreviewText.titleOf(rows[at]?.name ?? '')}
      width="wide"
      onClose={onClose}
      actions={
        <>
          <Button disabled={before === undefined} onClick={() => before && setPatientId(before.patientId)}>
            {letterPreviewText.before}
          </Button>
          <Button disabled={after === undefined} onClick={() => after && setPatientId(after.patientId)}>
            {letterPreviewText.after}
          </Button>
          <Button variant="filled" data-dialog-key onClick={onClose}>
            {letterPreviewText.close}
          </Button>
        </>
      }
    >
      <FailureBanner failure={failure} />
      {data === null && failure === null && <Skeleton lines={6} />}
      {data !== null && <LetterPreview preview={data} />}
    </Dialog>
  );
}
