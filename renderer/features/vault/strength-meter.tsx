import type { PassphraseStrength } from '../../../main/contract/vault.ts';
import { strengthWords } from '../../text/vault.ts';
import './strength-meter.css';

const parts = [1, 2, 3, 4] as const;

/** How strong a new passphrase is: four bars and words. Empty while nothing is typed. */
export function StrengthMeter({
  passphrase,
  strength,
}: {
  readonly passphrase: string;
  readonly strength: PassphraseStrength | null;
}) {
  const words = passphrase === '' ? '' : strengthWords(passphrase, strength);
  const filled = passphrase === '' || !strength ? 0 : Math.max(1, strength.score);
  return (
    <div className="strength-meter" data-good={strength?.acceptable || undefined}>
      <span className="strength-meter-bars" aria-hidden>
        {parts.map((part) => (
          <span key={part} data-on={part <= filled || undefined} />
        ))}
      </span>
      <span className="strength-meter-words" role="status">
        {words}
      </span>
    </div>
  );
}
