import { useEffect, useId } from 'react';
import type { Mode } from '../../../main/contract/fields.ts';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { call } from '../../engine/call.ts';
import { choicesText, reasonText } from '../../text/threads.ts';
import { RadioCard, RadioGroup } from '../../ui/radio-card.tsx';
import { modeTitle } from './mode-title.ts';

type ModeChoicesProps = {
  readonly thread: ThreadDetail;
  readonly value: Mode | null;
  readonly onChange: (mode: Mode) => void;
};

/** The ways to protect, the suggested one first; what cannot be chosen stays, grey, with its reason. */
export function ModeChoices({ thread, value, onChange }: ModeChoicesProps) {
  const name = useId();
  const { address } = thread.correspondent;
  // Only here, where somebody has said who this is and is about to write: opening a mail asks nobody anything.
  useEffect(() => {
    if (address !== '') call('transport.lookUp', { addresses: [address] }).catch(() => {});
  }, [address]);
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
          mark={option.suggested ? choicesText.suggested : null}
          onChoose={() => onChange(option.mode)}
        >
          {reasonText(option)}
        </RadioCard>
      ))}
    </RadioGroup>
  );
}
