import type { PatientDetail } from '../../../main/contract/patients.ts';
import { keysText } from '../../text/patients.ts';
import { AddKey } from '../keys/add-key.tsx';
import { KeyLine } from '../keys/key-line.tsx';

/** The OpenPGP keys of a patient's addresses. */
export function PatientKeys({ patient }: { readonly patient: PatientDetail }) {
  return (
    <section className="panel" aria-labelledby="patient-keys">
      <header className="panel-head">
        <h2 id="patient-keys">{keysText.title}</h2>
      </header>
      {patient.keys.length === 0 && <p className="panel-words">{keysText.none}</p>}
      {patient.keys.length > 0 && (
        <ul className="keys">
          {patient.keys.map((key) => (
            <KeyLine key={`${key.fingerprint} ${key.address}`} item={key} />
          ))}
        </ul>
      )}
      {patient.addresses.length > 0 && (
        <div className="panel-foot">
          <AddKey addresses={patient.addresses} />
        </div>
      )}
    </section>
  );
}
