import { Printer, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { PatientDetail } from '../../../main/contract/patients.ts';
import { formatDate } from '../../text/format.ts';
import { givenHowNames, phraseText } from '../../text/patients.ts';
import { Button } from '../../ui/button.tsx';
import { PhraseDialog } from './phrase-dialog.tsx';

const on = (time: number | null) => (time === null ? '' : ` on ${formatDate(time)}`);

/** The phrase's story. */
export function PatientPhrase({ patient }: { readonly patient: PatientDetail }) {
  const { phrase } = patient;
  const [dialog, setDialog] = useState<'none' | 'slip' | 'new'>('none');
  return (
    <section className="panel" aria-labelledby="patient-phrase">
      <header className="panel-head">
        <h2 id="patient-phrase">{phraseText.title}</h2>
      </header>
      <div className="panel-words">
        {phrase.state === 'none' && <p>{phraseText.none}</p>}
        {phrase.state !== 'none' && <p>{phraseText.made(phrase.madeBy ?? '', on(phrase.madeAt))}</p>}
        {phrase.state === 'made' && <p className="panel-amber">{phraseText.notGiven}</p>}
        {phrase.state === 'given' && phrase.givenHow !== null && (
          <p>{phraseText.given(givenHowNames[phrase.givenHow], phrase.givenBy ?? '', on(phrase.givenAt))}</p>
        )}
      </div>
      <div className="panel-foot">
        {phrase.state === 'none' ? (
          <Button size="small" onClick={() => setDialog('new')}>
            {phraseText.make}
          </Button>
        ) : (
          <>
            <Button size="small" icon={Printer} onClick={() => setDialog('slip')}>
              {phrase.state === 'made' ? phraseText.recordGiven : phraseText.showSlip}
            </Button>
            <Button size="small" variant="quiet" icon={RefreshCw} onClick={() => setDialog('new')}>
              {phraseText.makeNew}
            </Button>
          </>
        )}
      </div>
      {dialog !== 'none' && (
        <PhraseDialog patientId={patient.id} makesNew={dialog === 'new'} onClose={() => setDialog('none')} />
      )}
    </section>
  );
}
