import { Check } from 'lucide-react';
import { frameText } from '../../text/frame.ts';
import { vaultText } from '../../text/vault.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { HiddenWords } from '../../ui/hidden-words.tsx';
import './setup-steps.css';

const steps = [
  { title: vaultText.stepPractice, hint: vaultText.stepPracticeHint },
  { title: vaultText.stepKit, hint: vaultText.stepKitHint },
  { title: vaultText.stepAccount, hint: vaultText.stepAccountHint },
] as const;

/** The three steps of the first run with the one that stands, and what the program promises. `step` from 0. */
export function SetupSteps({ step }: { readonly step: 0 | 1 | 2 }) {
  return (
    <aside className="setup-steps" aria-label={vaultText.steps}>
      <div className="setup-steps-brand">
        <BrandMark size={32} />
        <span>{frameText.product}</span>
      </div>
      <ol className="setup-steps-list">
        {steps.map(({ title, hint }, at) => (
          <li
            key={title}
            className="setup-step"
            data-state={at < step ? 'done' : at === step ? 'now' : 'later'}
            aria-current={at === step ? 'step' : undefined}
          >
            <span className="setup-step-number">{at < step ? <Check size={16} aria-hidden /> : at + 1}</span>
            <span className="setup-step-words">
              <span className="setup-step-title">
                {title}
                {at < step && <HiddenWords> ({vaultText.stepDone})</HiddenWords>}
              </span>
              <span className="setup-step-hint">{hint}</span>
            </span>
          </li>
        ))}
      </ol>
      <div className="setup-steps-promise">
        <h2>{vaultText.welcomeTitle}</h2>
        <ul>
          {vaultText.welcomeFacts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      </div>
    </aside>
  );
}
