import { useState } from 'react';
import type { PatientDetail } from '../../../main/contract/patients.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { kitText } from '../../text/kit.ts';
import { phraseText } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { GivePhrase } from './give-phrase.tsx';

type PhraseDialogProps = {
  readonly patientId: string;
  readonly onClose: () => void;
  /** Begin with making a new phrase although there is one. */
  readonly makesNew?: boolean;
};

/** The phrase, step by step: make it, print the slip, record that it was given. */
export function PhraseDialog({ patientId, onClose, makesNew = false }: PhraseDialogProps) {
  const { data: patient, failure } = useQuery('patients.get', { patientId }, { refreshOn: ['patients.changed'] });
  const [made, setMade] = useState(false);
  if (!patient) {
    return (
      <Dialog title={phraseText.title} onClose={onClose} width="medium">
        {failure ? <FailureBanner failure={failure} /> : <Skeleton lines={4} />}
      </Dialog>
    );
  }
  const makes = !made && (makesNew || patient.phrase.state === 'none');
  return makes ? (
    <MakePhrase patient={patient} onClose={onClose} onMade={() => setMade(true)} />
  ) : (
    <GivePhrase patient={patient} onClose={onClose} />
  );
}

function MakePhrase({
  patient,
  onClose,
  onMade,
}: {
  readonly patient: PatientDetail;
  readonly onClose: () => void;
  readonly onMade: () => void;
}) {
  const make = useCommand('patients.makePhrase');
  const [language, setLanguage] = useState<'en' | 'es'>('en');
  const isNew = patient.phrase.state !== 'none';
  return (
    <Dialog title={isNew ? phraseText.makeNewTitle : phraseText.title} onClose={onClose} width="medium">
      <form
        className="dialog-form"
        onSubmit={async (event) => {
          event.preventDefault();
          const result = await make.run({ patientId: patient.id, language });
          if (result !== null && 'output' in result) onMade();
        }}
      >
        <p>{isNew ? phraseText.makeNewWords : phraseText.none}</p>
        <Select
          label={phraseText.language}
          value={language}
          options={[
            { value: 'en', label: phraseText.languages.en },
            { value: 'es', label: phraseText.languages.es },
          ]}
          onChange={setLanguage}
        />
        <FailureBanner failure={make.failure} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button type="submit" variant="filled" busy={make.running}>
            {isNew ? phraseText.makeNew : phraseText.make}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
