import { useId } from 'react';
import type { Mode } from '../../../main/contract/fields.ts';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { choicesText, reasonText } from '../../text/threads.ts';
import { RadioCard, RadioGroup } from '../../ui/radio-card.tsx';
import { modeTitle } from './mode-title.ts';
import { useReasonWays } from './use-reason-ways.ts';

type ModeChoicesProps = {
  readonly thread: ThreadDetail;
  readonly value: Mode | null;
  readonly onChange: (mode: Mode) => void;
};

/** The ways to protect, the suggested one first; what cannot be chosen stays, grey, with its reason. */
export function ModeChoices({ thread, value, onChange }: ModeChoicesProps) {
  const name = useId();
  const wayOf = useReasonWays(thread);
  const options = thread.options.toSorted((a, b) => Number(b.suggested) - Number(a.suggested));
  return (
    <RadioGroup label={choicesText.protection}>
      {options.map((option) => (
        <RadioCard
          key={option.mode}
          name={name}
          title={modeTitle(option.mode, thread)}
          checked={option.mode === value}
          unavailable={!option.available}
          way={option.available ? null : wayOf(option)}
          mark={option.suggested ? choicesText.suggested : null}
          onChoose={() => onChange(option.mode)}
        >
          {reasonText(option)}
        </RadioCard>
      ))}
    </RadioGroup>
  );
}
