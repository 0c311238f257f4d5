import type { PhraseSlip } from '../../../main/contract/patients.ts';
import { phraseText } from '../../text/patients.ts';
import './phrase-slip.css';

/** The slip, as it stands on the screen and on paper: large words, the sign, the telephone. */
export function PhraseSlipSheet({ slip }: { readonly slip: PhraseSlip }) {
  return (
    <article className="slip">
      <header className="slip-head">
        <strong>{slip.practiceName}</strong>
        <span dir="auto">{phraseText.slipFor(slip.patientName)}</span>
      </header>
      <h3 className="slip-label">{phraseText.words}</h3>
      <p className="slip-words">
        {slip.words.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </p>
      <p className="slip-note">{phraseText.wordsUse}</p>
      <h3 className="slip-label">{phraseText.sign}</h3>
      <p className="slip-sign">{slip.sign.join(' ')}</p>
      <p className="slip-note">{phraseText.signUse}</p>
      <p className="slip-telephone">
        {phraseText.telephone} <strong>{slip.telephone}</strong>
      </p>
      <p className="slip-note">{phraseText.keep}</p>
    </article>
  );
}
