import { useId } from 'react';
import type { ConsentView } from '../../../main/contract/fields.ts';
import { choicesText, ledgerWords } from '../../text/threads.ts';
import { RadioCard, RadioGroup } from '../../ui/radio-card.tsx';

/** `seen`: what the ledger says was looked at; `ask`: they are asked by a message; `record`: something new goes into it first. */
export type ConsentAnswer = 'seen' | 'ask' | 'record';

type ConsentChoicesProps = {
  /** Null where the conversation is with nobody who is a patient. */
  readonly consent: ConsentView | null;
  /** How the question would leave, in words; null where it is not to be asked from here. */
  readonly askWords: string | null;
  /** There is no protected way to ask yet: `askWords` says so. */
  readonly askShut: boolean;
  readonly value: ConsentAnswer;
  readonly onChange: (answer: ConsentAnswer) => void;
};

/** What the ledger says about plain mail: seen, or changed there first. */
export function ConsentChoices({ consent, askWords, askShut, value, onChange }: ConsentChoicesProps) {
  const name = useId();
  if (consent === null) {
    return (
      <div>
        <div className="radio-group-label">{choicesText.consent}</div>
        <p className="choices-none">{choicesText.noConsent}</p>
      </div>
    );
  }
  const { title, words } = ledgerWords(consent);
  return (
    <RadioGroup label={choicesText.consent}>
      <RadioCard name={name} title={title} checked={value === 'seen'} onChoose={() => onChange('seen')}>
        {words}
      </RadioCard>
      {askWords !== null && (
        <RadioCard
          name={name}
          title={choicesText.askTitle}
          checked={value === 'ask'}
          unavailable={askShut}
          onChoose={() => onChange('ask')}
        >
          {askWords}
        </RadioCard>
      )}
      <RadioCard
        name={name}
        title={choicesText.recordTitle}
        checked={value === 'record'}
        onChoose={() => onChange('record')}
      >
        {choicesText.recordWords}
      </RadioCard>
    </RadioGroup>
  );
}
