import { Download, Printer } from 'lucide-react';
import type { ReceiptRow } from '../../../main/contract/documents.ts';
import { callShell } from '../../engine/call.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { documentsText, howFound, howSent, patientLine } from '../../text/documents.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { PrintSheet } from '../../ui/print-sheet.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToast } from '../../ui/toast.tsx';
import '../../ui/place.css';
import './documents.css';

type ReceiptDialogProps = { readonly campaignId: string; readonly name: string; readonly onClose: () => void };

/** As many as one batch has. */
const most = 1_000;

/** Who got which file, when and how: to be read, printed or saved. */
export function ReceiptDialog({ campaignId, name, onClose }: ReceiptDialogProps) {
  const { data, failure } = useQuery(
    'documents.receipt',
    { campaignId, offset: 0, limit: most },
    { refreshOn: ['campaigns.changed', 'outbox.changed'], keepPrevious: true },
  );
  const save = useCommand('documents.saveReceipt');
  const toast = useToast();
  return (
    <Dialog
      title={documentsText.receiptTitle}
      width="wide"
      onClose={onClose}
      actions={
        <>
          <Button
            icon={Download}
            busy={save.running}
            onClick={async () => {
              const result = await save.run({ campaignId });
              if (result === null || !('output' in result) || result.output.savedAs === null) return;
              toast({ words: documentsText.saved(result.output.savedAs) });
            }}
          >
            {documentsText.save}
          </Button>
          <Button icon={Printer} disabled={data === null} onClick={() => void callShell('shell.print')}>
            {documentsText.print}
          </Button>
          <Button variant="filled" onClick={onClose}>
            {documentsText.close}
          </Button>
        </>
      }
    >
      <p>{documentsText.receiptWords}</p>
      <FailureBanner failure={failure ?? save.failure} />
      {data === null && failure === null && <Skeleton lines={6} />}
      {data !== null && (
        <>
          <ScrollArea label={documentsText.receiptTitle} className="documents-receipt">
            <ReceiptTable rows={data.rows} />
          </ScrollArea>
          <PrintSheet>
            <h1>{documentsText.receiptTitle}</h1>
            <p dir="auto">{documentsText.receiptOf(name, Date.now())}</p>
            <ReceiptTable rows={data.rows} />
          </PrintSheet>
        </>
      )}
    </Dialog>
  );
}

function ReceiptTable({ rows }: { readonly rows: readonly ReceiptRow[] }) {
  const { receiptColumns: columns } = documentsText;
  return (
    <table className="place-table documents-receipt-table">
      <thead>
        <tr>
          <th scope="col">{columns.file}</th>
          <th scope="col">{columns.patient}</th>
          <th scope="col">{columns.how}</th>
          <th scope="col">{columns.sent}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.sha256} ${row.fileName}`}>
            <td>
              <span className="documents-file" dir="auto">
                {row.fileName}
              </span>
              <span className="documents-under">{row.sha256.slice(0, 16)}</span>
            </td>
            <td>
              <span dir="auto">{row.patient?.name ?? documentsText.toNobody}</span>
              {row.patient !== null && <span className="documents-under">{patientLine(row.patient)}</span>}
            </td>
            <td>{howFound(row.how, row.confirmedBy)}</td>
            <td>
              {howSent(row)}
              {row.address !== '' && <span className="documents-under">{row.address}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
