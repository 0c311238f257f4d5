import { useState } from 'react';
import type { DocumentRow, DocumentState } from '../../../main/contract/documents.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { campaignsText } from '../../text/campaigns.ts';
import { documentStates, documentsText, matchReasons, patientLine } from '../../text/documents.ts';
import { Button } from '../../ui/button.tsx';
import { Chip, type ChipTone } from '../../ui/chip.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LookDialog } from './look-dialog.tsx';

const shows = {
  all: null,
  look: ['look', 'none'],
  good: ['matched', 'confirmed'],
  out: ['copy', 'left-out'],
} as const satisfies Record<string, readonly DocumentState[] | null>;
type Show = keyof typeof shows;

const tones: Readonly<Record<DocumentState, ChipTone>> = {
  matched: 'teal',
  confirmed: 'teal',
  look: 'amber',
  none: 'amber',
  copy: 'neutral',
  'left-out': 'neutral',
};
const pageSize = 100;

/** Every document of a batch: whose it is and how we know, or what a person can do about it. */
export function DocumentTable({
  documentsId,
  changeable,
}: {
  readonly documentsId: string;
  readonly changeable: boolean;
}) {
  const [show, setShow] = useState<Show>('all');
  const [page, setPage] = useState(0);
  const [looked, setLooked] = useState<string | null>(null);
  const leaveOut = useCommand('documents.leaveOut');
  const states = shows[show];
  const offset = page * pageSize;
  const { data, failure, loading } = useQuery(
    'documents.rows',
    { documentsId, states: states === null ? null : [...states], offset, limit: pageSize },
    { refreshOn: ['documents.changed'], keepPrevious: true },
  );
  const rows = data?.rows ?? [];
  const total = data?.total ?? 0;
  const { columns } = documentsText;
  return (
    <section aria-label={documentsText.tableLabel} className="place-rows documents-rows">
      <div className="place-rows-head">
        <Select
          label={documentsText.show}
          value={show}
          options={Object.entries(documentsText.shows).map(([value, label]) => ({ value, label }))}
          onChange={(value) => {
            setShow(isShow(value) ? value : 'all');
            setPage(0);
          }}
        />
        <span className="place-quiet">
          {rows.length > 0 && campaignsText.range(offset + 1, offset + rows.length, total)}
        </span>
      </div>
      <FailureBanner failure={failure ?? leaveOut.failure} />
      {loading && rows.length === 0 && <Skeleton lines={6} />}
      {!loading && rows.length === 0 && <p className="place-quiet">{documentsText.nobodyHere}</p>}
      {rows.length > 0 && (
        <table className="place-table">
          <thead>
            <tr>
              <th scope="col">{columns.file}</th>
              <th scope="col">{columns.patient}</th>
              <th scope="col">{columns.found}</th>
              <th scope="col">{columns.action}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                changeable={changeable}
                onLook={() => setLooked(row.id)}
                onLeaveOut={(out) => void leaveOut.run({ documentId: row.id, out })}
              />
            ))}
          </tbody>
        </table>
      )}
      <div className="place-pages">
        {page > 0 && <Button onClick={() => setPage(page - 1)}>{campaignsText.earlier}</Button>}
        {offset + rows.length < total && <Button onClick={() => setPage(page + 1)}>{campaignsText.later}</Button>}
      </div>
      {looked !== null && <LookDialog documentId={looked} onClose={() => setLooked(null)} />}
    </section>
  );
}

const isShow = (value: string): value is Show => Object.hasOwn(shows, value);

type RowProps = {
  readonly row: DocumentRow;
  readonly changeable: boolean;
  readonly onLook: () => void;
  readonly onLeaveOut: (out: boolean) => void;
};

function Row({ row, changeable, onLook, onLeaveOut }: RowProps) {
  const { fileName, state, reason, patient, others } = row;
  const goes = state === 'matched' || state === 'confirmed';
  const found = state === 'confirmed' ? documentsText.confirmedBy(row.confirmedBy) : matchReasons[reason];
  const action = (words: string, run: () => void) => (
    <Button size="small" aria-label={documentsText.of(words, fileName)} onClick={run}>
      {words}
    </Button>
  );
  return (
    <tr className={goes ? undefined : 'documents-row-open'}>
      <td>
        <span className="documents-file" dir="auto">
          {fileName}
        </span>
        <span className="documents-under">{documentsText.about(row)}</span>
      </td>
      <td>
        {patient !== null && goes && (
          <>
            <span className="documents-file" dir="auto">
              {patient.name}
            </span>
            <span className="documents-under">{patientLine(patient)}</span>
          </>
        )}
      </td>
      <td>
        <Chip tone={tones[state]}>{documentStates[state]}</Chip>
        <span className="documents-under">
          {state === 'left-out' || state === 'copy' ? '' : found}
          {goes && others > 0 && `; ${documentsText.others(others)}`}
        </span>
      </td>
      <td>
        <span className="documents-row-actions">
          {changeable && (state === 'look' || state === 'none') && action(documentsText.lookAt, onLook)}
          {changeable && state === 'left-out' && action(documentsText.takeIn, () => onLeaveOut(false))}
          {changeable &&
            (goes || state === 'look' || state === 'none') &&
            action(documentsText.leaveOut, () => onLeaveOut(true))}
        </span>
      </td>
    </tr>
  );
}
