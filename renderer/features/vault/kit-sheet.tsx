import type { RecoveryKit } from '../../../main/contract/vault.ts';
import { formatLongDate } from '../../text/format.ts';
import { frameText } from '../../text/frame.ts';
import { vaultText } from '../../text/vault.ts';
import './kit-sheet.css';

/** The recovery code in groups that a person can read out and type again. */
export function RecoveryCode({ code }: { readonly code: string }) {
  const groups = [...code.matchAll(/[^\s-]+/g)];
  return (
    <p className="recovery-code">
      {groups.map(({ 0: group, index }) => (
        <span key={index}>{group}</span>
      ))}
    </p>
  );
}

/** What is printed: the code, what it is for, and the practice's locked key. */
export function KitSheet({ kit }: { readonly kit: RecoveryKit }) {
  return (
    <article className="kit-sheet">
      <p className="kit-sheet-product">{frameText.product}</p>
      <h1>
        {vaultText.kitSheetTitle}: {kit.practiceName}
      </h1>
      <p>{formatLongDate(kit.madeAt)}</p>
      <p>{vaultText.kitWords}</p>
      <h2>{vaultText.kitCode}</h2>
      <RecoveryCode code={kit.code} />
      <p>{vaultText.kitUse}</p>
      <p>{vaultText.kitKeep}</p>
      <h2>{vaultText.kitKey}</h2>
      <p>
        {vaultText.kitFingerprint}: <span className="kit-sheet-fingerprint">{kit.fingerprint}</span>
      </p>
      <pre className="kit-sheet-key">{kit.lockedPrivateKey}</pre>
      <h2>{vaultText.kitRevocation}</h2>
      <p>{vaultText.kitRevocationWords}</p>
      <pre className="kit-sheet-key">{kit.revocationCertificate}</pre>
    </article>
  );
}
