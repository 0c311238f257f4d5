import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { LedgerRow, PatientDetail } from '../../../main/contract/patients.ts';
import { useCommand } from '../../engine/use-command.ts';
import { addWorkingDays, formatDate, formatMoment } from '../../text/format.ts';
import { messagesText } from '../../text/messages.ts';
import { eventWords, howNames, ledgerText, purposeTitles } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { ConsentChip } from '../../ui/consent-chip.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { useToast } from '../../ui/toast.tsx';
import { ConsentDialog } from './consent-dialog.tsx';

/** The consent record: every row that ever was, newest first. */
export function PatientLedger({ patient }: { readonly patient: PatientDetail }) {
  const [recording, setRecording] = useState(false);
  const save = useCommand('patients.saveLedgerScan');
  const toast = useToast();
  const saveScan = async (rowId: string, name: string) => {
    const result = await save.run({ rowId, name });
    if (result === null || !('output' in result) || result.output.savedAs === null) return;
    toast({ words: messagesText.savedAs(result.output.savedAs) });
  };
  const { ledger } = patient;
  const { columns } = ledgerText;
  return (
    <section className="panel" aria-labelledby="patient-ledger">
      <header className="panel-head">
        <h2 id="patient-ledger">{ledgerText.title}</h2>
        <ConsentChip consent={patient.consent} />
        <Button size="small" icon={Plus} onClick={() => setRecording(true)}>
          {ledgerText.record}
        </Button>
      </header>
      {ledger.length === 0 ? (
        <p className="panel-words">{ledgerText.none}</p>
      ) : (
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{columns.when}</th>
              <th scope="col">{columns.what}</th>
              <th scope="col">{columns.how}</th>
              <th scope="col">{columns.until}</th>
              <th scope="col">{columns.by}</th>
              <th scope="col">{columns.form}</th>
            </tr>
          </thead>
          <tbody>
            {ledger.map((row) => (
              <Row key={row.id} row={row} onSave={saveScan} />
            ))}
          </tbody>
        </table>
      )}
      <FailureBanner failure={save.failure} />
      {ledger.length > 0 && <p className="panel-note">{ledgerText.note}</p>}
      {recording && <ConsentDialog patientId={patient.id} onClose={() => setRecording(false)} />}
    </section>
  );
}

/** What the law gives ten business days for (15 USC 7704(a)(4)), and what holds here at once. */
const isOptOut = ({ purpose, event }: LedgerRow): boolean => purpose === 'marketing' && event === 'withdrawn';

function Row({ row, onSave }: { readonly row: LedgerRow; readonly onSave: (rowId: string, name: string) => void }) {
  const { scan } = row;
  const warning = row.event === 'given' ? ` ${row.warned ? ledgerText.warned : ledgerText.notWarned}` : '';
  return (
    <tr>
      <td>{formatMoment(row.at)}</td>
      <td>
        <strong>
          {purposeTitles[row.purpose]}: {eventWords[row.event].toLowerCase()}
        </strong>
        {warning}
        {isOptOut(row) && (
          <p className="ledger-honored">{ledgerText.honored(formatDate(addWorkingDays(row.at, 10)))}</p>
        )}
        <details className="ledger-wording">
          <summary>{ledgerText.wording}</summary>
          <p dir="auto">{row.wording}</p>
        </details>
      </td>
      <td>{howNames[row.how]}</td>
      <td>{row.until === null ? '' : formatDate(row.until)}</td>
      <td>{row.recordedBy}</td>
      <td>
        {scan && (
          <button
            type="button"
            className="text-link"
            aria-label={ledgerText.saveScan(scan.name)}
            onClick={() => onSave(row.id, scan.name)}
          >
            {scan.name}
          </button>
        )}
      </td>
    </tr>
  );
}
