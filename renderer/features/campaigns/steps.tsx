import { campaignsText } from '../../text/campaigns.ts';
import { documentsText } from '../../text/documents.ts';
import { classNames } from '../../ui/class-names.ts';

export const steps = ['who', 'what', 'how', 'plan', 'run'] as const;
export type Step = (typeof steps)[number];

type StepsProps = {
  readonly at: Step;
  /** Those that can be gone to. */
  readonly reachable: readonly Step[];
  /** The first step is the documents that are being sent. */
  readonly ofDocuments: boolean;
  readonly onStep: (step: Step) => void;
};

/** Where in the making of a campaign one is, and the way back. */
export function Steps({ at, reachable, ofDocuments, onStep }: StepsProps) {
  return (
    <nav className="campaign-steps" aria-label={campaignsText.stepsLabel}>
      <ol>
        {steps.map((step, index) => (
          <li key={step}>
            <button
              type="button"
              className={classNames('campaign-step', step === at && 'campaign-step-here')}
              aria-current={step === at ? 'step' : undefined}
              disabled={step !== at && !reachable.includes(step)}
              onClick={() => onStep(step)}
            >
              {`${index + 1} ${step === 'who' && ofDocuments ? documentsText.step : campaignsText.steps[step]}`}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
