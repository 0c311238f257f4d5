import { Check, X } from 'lucide-react';
import { useState } from 'react';
import type { ExplainedLine, SegmentRule } from '../../../main/contract/segments.ts';
import { useQuery } from '../../engine/use-query.ts';
import { kitText } from '../../text/kit.ts';
import { foundWords, ruleSentence, segmentsText } from '../../text/segments.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { HiddenWords } from '../../ui/hidden-words.tsx';
import { PatientPicker } from '../patients/patient-picker.tsx';

/** Why a patient is in or out, sentence by sentence; first whom, where nobody was named. */
export function ExplainDialog({
  rule,
  patientId,
  onClose,
}: {
  readonly rule: SegmentRule;
  readonly patientId: string | null;
  readonly onClose: () => void;
}) {
  const [chosen, setChosen] = useState(patientId);
  return (
    <Dialog
      title={segmentsText.checkTitle}
      width="medium"
      onClose={onClose}
      actions={
        <>
          {chosen !== null && <Button onClick={() => setChosen(null)}>{segmentsText.back}</Button>}
          <Button variant="filled" onClick={onClose}>
            {kitText.close}
          </Button>
        </>
      }
    >
      {chosen === null ? (
        <PatientPicker label={segmentsText.checkSearch} autoFocus onPick={({ id }) => setChosen(id)} />
      ) : (
        <Explanation rule={rule} patientId={chosen} />
      )}
    </Dialog>
  );
}

function Explanation({ rule, patientId }: { readonly rule: SegmentRule; readonly patientId: string }) {
  const explained = useQuery('segments.explain', { rule, patientId });
  const patient = useQuery('patients.get', { patientId });
  const { data } = explained;
  const name = patient.data?.name ?? '';
  return (
    <div className="explained">
      <FailureBanner failure={explained.failure} />
      {data && patient.data && (
        <>
          <p className="explained-verdict" role="status">
            {data.fits ? segmentsText.whyIn(name) : segmentsText.whyOut(name)}
          </p>
          <ul className="explained-lines">
            {data.lines
              .map((line, at) => ({ line, place: `line-${at}` }))
              .map(({ line, place }) => (
                <Line key={place} line={line} />
              ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Line({ line }: { readonly line: ExplainedLine }) {
  const found = foundWords(line.rule, line.found);
  const Mark = line.fits ? Check : X;
  return (
    <li className="explained-line" data-fits={line.fits} style={{ paddingInlineStart: `${line.depth * 1.25}rem` }}>
      <Mark size={16} aria-hidden />
      <HiddenWords>{line.fits ? segmentsText.fits : segmentsText.fitsNot}: </HiddenWords>
      <span>
        {ruleSentence(line.rule)}
        {found !== '' && <span className="explained-fact"> {found}</span>}
      </span>
    </li>
  );
}
