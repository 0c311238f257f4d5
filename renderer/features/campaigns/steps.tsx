import { campaignsText } from '../../text/campaigns.ts';
import { classNames } from '../../ui/class-names.ts';

export const steps = ['who', 'what', 'how', 'plan', 'run'] as const;
export type Step = (typeof steps)[number];

type StepsProps = {
  readonly at: Step;
  /** Those that can be gone to. */
  readonly reachable: readonly Step[];
  readonly onStep: (step: Step) => void;
  /** What the first step is called where it is about documents. */
  readonly first?: string;
};

/** Where in the making of a campaign one is, and the way back. */
export function Steps({ at, reachable, onStep, first }: StepsProps) {
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
              {`${index + 1} ${step === 'who' && first !== undefined ? first : campaignsText.steps[step]}`}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
