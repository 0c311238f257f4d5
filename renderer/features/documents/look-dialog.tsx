import { useState } from 'react';
import type { DocumentLook, DocumentPatient } from '../../../main/contract/documents.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { documentsText } from '../../text/documents.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CompareFacts } from './compare-facts.tsx';
import { FindPatient } from './find-patient.tsx';

type LookDialogProps = { readonly documentId: string; readonly onClose: () => void };

/** Whose document it is, said by a person in two steps: finding the patient, then comparing both sides once more. */
export function LookDialog({ documentId, onClose }: LookDialogProps) {
  const { data, failure } = useQuery('documents.look', { documentId });
  const [chosen, setChosen] = useState<DocumentPatient | null>(null);
  const [step, setStep] = useState<1 | 2>(1);
  const [ticked, setTicked] = useState(false);
  const pick = useCommand('documents.pick');
  const confirm = useCommand('documents.confirm');
  const patient = chosen ?? data?.picked ?? null;

  async function compare() {
    if (patient === null) return;
    const result = await pick.run({ documentId, patientId: patient.id });
    if (result === null || !('output' in result)) return;
    setChosen(patient);
    setTicked(false);
    setStep(2);
  }
  async function belongs() {
    if (patient === null) return;
    const result = await confirm.run({ documentId, patientId: patient.id });
    if (result !== null && 'output' in result) onClose();
  }

  const actions =
    step === 1 ? (
      <>
        <Button onClick={onClose}>{documentsText.close}</Button>
        <Button variant="filled" disabled={patient === null} busy={pick.running} onClick={() => void compare()}>
          {documentsText.nextStep}
        </Button>
      </>
    ) : (
      <>
        <Button onClick={() => setStep(1)}>{documentsText.back}</Button>
        <Button variant="filled" disabled={!ticked} busy={confirm.running} onClick={() => void belongs()}>
          {documentsText.confirm(patient?.name ?? '')}
        </Button>
      </>
    );
  return (
    <Dialog title={data?.fileName ?? documentsText.lookTitle} width="wide" onClose={onClose} actions={actions}>
      <FailureBanner failure={failure ?? pick.failure ?? confirm.failure} />
      {data === null && failure === null && <Skeleton lines={6} />}
      {data !== null && (
        <>
          <p className="place-quiet" role="status">
            {step === 1 ? documentsText.step1 : documentsText.step2}
          </p>
          <div className="documents-look">
            <div className="documents-side">
              {step === 1 ? (
                <FindPatient look={data} chosen={patient} onChoose={setChosen} />
              ) : (
                patient !== null && (
                  <>
                    <CompareFacts facts={data.facts} patient={patient} />
                    <Checkbox checked={ticked} onChange={setTicked}>
                      {documentsText.ticked(patient.name, patient.birthDate)}
                    </Checkbox>
                  </>
                )
              )}
            </div>
            <Excerpt look={data} />
          </div>
        </>
      )}
    </Dialog>
  );
}

function Excerpt({ look }: { readonly look: DocumentLook }) {
  const words = documentsText.noText[look.text];
  return (
    <section className="documents-side">
      <h3>{documentsText.excerpt}</h3>
      {words !== '' && <p>{words}</p>}
      {(look.text === 'read' || look.text === 'partly') && (
        <ScrollArea label={documentsText.excerpt} className="documents-excerpt">
          <pre dir="auto">{look.excerpt}</pre>
        </ScrollArea>
      )}
    </section>
  );
}
