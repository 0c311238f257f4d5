import { Download, Printer } from 'lucide-react';
import { useId, useState } from 'react';
import type { Device, PatientDetail } from '../../../main/contract/patients.ts';
import { callShell } from '../../engine/call.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { kitText } from '../../text/kit.ts';
import { deviceNames, givenHowOptions, patientsText, phraseText, phraseWords } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { PrintSheet } from '../../ui/print-sheet.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import './patient-form.css';
import { PhoneScript } from './phone-script.tsx';
import { PhraseSlipSheet } from './phrase-slip.tsx';

type How = (typeof givenHowOptions)[number]['value'];

/** The slip to print or read out, and how it was given. */
export function GivePhrase({ patient, onClose }: { readonly patient: PatientDetail; readonly onClose: () => void }) {
  const slip = useQuery('patients.phraseSlip', { patientId: patient.id });
  return (
    <Dialog title={phraseText.title} onClose={onClose} width="wide">
      <p>
        {patientsText.phrase}: {phraseWords(patient.phrase)}
      </p>
      <FailureBanner failure={slip.failure} />
      {slip.data ? <PhraseSlipSheet slip={slip.data} /> : <Skeleton lines={6} />}
      {slip.data && (
        <PrintSheet>
          <PhraseSlipSheet slip={slip.data} />
        </PrintSheet>
      )}
      {slip.data && <PhoneScript slip={slip.data} />}
      <GivenForm patient={patient} onClose={onClose} />
    </Dialog>
  );
}

function GivenForm({ patient, onClose }: { readonly patient: PatientDetail; readonly onClose: () => void }) {
  const id = useId();
  const toast = useToast();
  const give = useCommand('patients.givePhrase');
  const save = useCommand('patients.saveSlip');
  const [how, setHow] = useState<How>('at-the-desk');
  const [device, setDevice] = useState<Device>(patient.device);
  const print = () => void callShell('shell.print').catch(() => undefined);
  useKeys([{ keys: 'mod+p', run: print }]);
  const given = patient.phrase.state === 'given';
  return (
    <form
      className="dialog-form"
      aria-labelledby={id}
      onSubmit={async (event) => {
        event.preventDefault();
        const result = await give.run({ patientId: patient.id, how, device });
        if (result === null || !('output' in result)) return;
        toast({ words: phraseText.recorded });
        onClose();
      }}
    >
      {!given && (
        <>
          <h3 id={id} className="dialog-heading">
            {phraseText.recordGiven}
          </h3>
          <div className="patient-form-fields give-phrase-fields">
            <Select
              label={phraseText.how}
              value={how}
              options={givenHowOptions}
              hint={how === 'by-phone' ? phraseText.phone : null}
              onChange={setHow}
            />
            <Select
              label={phraseText.device}
              value={device}
              options={(['unknown', 'computer', 'android', 'iphone'] as const).map((value) => ({
                value,
                label: deviceNames[value],
              }))}
              onChange={setDevice}
            />
          </div>
        </>
      )}
      <FailureBanner failure={give.failure ?? save.failure} />
      <div className="dialog-actions">
        <Button
          icon={Download}
          busy={save.running}
          onClick={async () => {
            const result = await save.run({ patientId: patient.id });
            if (result === null || !('output' in result) || result.output.savedAs === null) return;
            toast({ words: phraseText.slipSaved(result.output.savedAs) });
          }}
        >
          {phraseText.saveSlip}
        </Button>
        <Button icon={Printer} keyHint="mod+p" onClick={print}>
          {phraseText.print}
        </Button>
        <Button onClick={onClose}>{kitText.close}</Button>
        {!given && (
          <Button type="submit" variant="filled" busy={give.running}>
            {phraseText.record}
          </Button>
        )}
      </div>
    </form>
  );
}
