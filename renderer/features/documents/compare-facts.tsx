import type { DocumentFacts, DocumentPatient } from '../../../main/contract/documents.ts';
import { documentsText } from '../../text/documents.ts';
import { formatDay } from '../../text/format.ts';
import { Chip, type ChipTone } from '../../ui/chip.tsx';
import { type Agreement, compareFacts } from './agreement.ts';

const tones: Readonly<Record<Agreement, ChipTone>> = { agrees: 'teal', differs: 'red', missing: 'amber' };

/** The second step: what stands in the document beside what is on file. */
export function CompareFacts({ facts, patient }: { readonly facts: DocumentFacts; readonly patient: DocumentPatient }) {
  const found = compareFacts(facts, patient);
  const rows = [
    { label: documentsText.name, found: facts.names, own: patient.name, agreement: found.name },
    { label: documentsText.number, found: facts.numbers, own: patient.recordNumber, agreement: found.number },
    {
      label: documentsText.birthDate,
      found: facts.birthDates.map(formatDay),
      own: patient.birthDate === null ? '' : formatDay(patient.birthDate),
      agreement: found.birthDate,
    },
  ];
  return (
    <table className="place-table documents-compare">
      <thead>
        <tr>
          <td />
          <th scope="col">{documentsText.inDocument}</th>
          <th scope="col">{documentsText.onFile}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">
              <span className="documents-compare-label">
                {row.label}
                <Chip tone={tones[row.agreement]}>{documentsText[row.agreement]}</Chip>
              </span>
            </th>
            <td dir="auto">{row.found.join(', ') || documentsText.nothingFound}</td>
            <td dir="auto">{row.own || documentsText.nothingFound}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
