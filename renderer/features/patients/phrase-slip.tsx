import type { PhraseSlip } from '../../../main/contract/patients.ts';
import { slipWords } from '../../../main/contract/sealed/paper-words.ts';
import './phrase-slip.css';

/** The slip, as it stands on the screen and on paper: large words, the sign, the telephone, in the patient's language. */
export function PhraseSlipSheet({ slip }: { readonly slip: PhraseSlip }) {
  const said = slipWords(slip.language);
  return (
    <article className="slip" lang={slip.language}>
      <header className="slip-head">
        <strong>{slip.practiceName}</strong>
        <span dir="auto">{said.forWhom(slip.patientName)}</span>
      </header>
      <h3 className="slip-label">{said.words}</h3>
      <p className="slip-words">
        {slip.words.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </p>
      <div className="slip-middle">
        <div>
          <h3 className="slip-label">{said.sign}</h3>
          <p className="slip-sign">{slip.sign.join(' ')}</p>
          <h3 className="slip-label">{said.telephone}</h3>
          <p className="slip-sign">{slip.telephone}</p>
        </div>
        <ContactCode code={slip.code} label={said.code} />
      </div>
      {said.lines.map((line) => (
        <p key={line} className="slip-note">
          {line}
        </p>
      ))}
    </article>
  );
}

/** What readers of codes want free around one, in modules. */
const quiet = 4;

function ContactCode({ code, label }: { readonly code: PhraseSlip['code']; readonly label: string }) {
  const side = code.size + 2 * quiet;
  return (
    <figure className="slip-code">
      <svg viewBox={`${-quiet} ${-quiet} ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
        <rect x={-quiet} y={-quiet} width={side} height={side} fill="#ffffff" />
        <path d={code.path} fill="#000000" />
      </svg>
      <figcaption aria-hidden>{label}</figcaption>
    </figure>
  );
}
