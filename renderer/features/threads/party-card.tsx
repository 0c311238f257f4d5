import { useId, useState } from 'react';
import type { Party } from '../../../main/contract/fields.ts';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { useCommand } from '../../engine/use-command.ts';
import { partyText } from '../../text/threads.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys } from '../../ui/keys.ts';
import { RadioCard, RadioGroup } from '../../ui/radio-card.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { nameOf } from '../messages/names.ts';
import { patientFacts } from '../patients/patient-facts.ts';
import './choices.css';
import { KnownPatient } from './known-patient.tsx';
import { NewPatient } from './new-patient.tsx';

/** Who somebody is: a patient who has this address, a new one, one on file, a professional, somebody else. */
type PartyAnswer = `candidate:${string}` | 'new' | 'known' | Exclude<Party, 'patient'>;

/** Guessed from elsewhere where the address is known; nobody is taken for a patient unasked. */
function firstAnswer({ candidates, suggestedParty }: ThreadDetail): PartyAnswer | null {
  const [only, another] = candidates;
  if (only !== undefined) return another === undefined ? `candidate:${only.id}` : null;
  return suggestedParty === 'professional' || suggestedParty === 'other' ? suggestedParty : null;
}

/** Asks once who a conversation is with; which patient it is about, where the address belongs to several. */
export function PartyCard({ thread, onDone }: { readonly thread: ThreadDetail; readonly onDone: () => void }) {
  const { candidates, correspondent, suggestedParty } = thread;
  const name = useId();
  const [answer, setAnswer] = useState<PartyAnswer | null>(() => firstAnswer(thread));
  const setParty = useCommand('threads.setParty');
  const several = candidates.length > 1;

  const say = async (party: Party, patientId: string | null) => {
    const result = await setParty.run({ threadId: thread.id, party, patientId });
    if (result !== null && 'output' in result) onDone();
  };
  const goOn = () => {
    if (answer?.startsWith('candidate:')) void say('patient', answer.slice('candidate:'.length));
    else if (answer === 'professional' || answer === 'other') void say(answer, null);
  };
  const simple = answer !== 'new' && answer !== 'known';
  useKeys([{ keys: appKeys.useChoices, run: goOn, when: simple }]);

  const card = (value: PartyAnswer, title: string, words: string, suggested = false) => (
    <RadioCard
      key={value}
      name={name}
      title={title}
      checked={answer === value}
      mark={suggested ? partyText.suggested : null}
      onChoose={() => setAnswer(value)}
    >
      {words}
    </RadioCard>
  );
  return (
    <section className="choices" aria-labelledby={`${name}-title`}>
      <div>
        <h2 id={`${name}-title`} className="choices-title" dir="auto">
          {several ? partyText.aboutWhom : partyText.title(nameOf(correspondent))}
        </h2>
        <p className="choices-under">{several ? partyText.underSeveral(correspondent.address) : partyText.under}</p>
      </div>
      <form
        className="party-form"
        onSubmit={(event) => {
          event.preventDefault();
          goOn();
        }}
      >
        <div className="party-options">
          <RadioGroup label={partyText.group} hideLabel>
            {candidates.map((patient) =>
              card(`candidate:${patient.id}`, patient.name, partyText.candidate(patientFacts(patient)), !several),
            )}
            {card('new', partyText.newPatient, partyText.newPatientWords)}
            {card('known', partyText.knownPatient, partyText.knownPatientWords)}
            {card(
              'professional',
              partyText.names.professional.title,
              partyText.names.professional.words,
              suggestedParty === 'professional',
            )}
            {card('other', partyText.names.other.title, partyText.names.other.words, suggestedParty === 'other')}
          </RadioGroup>
        </div>
        <FailureBanner failure={setParty.failure} />
        {simple && (
          <div className="choices-foot">
            <Button
              type="submit"
              variant="filled"
              keyHint={appKeys.useChoices}
              busy={setParty.running}
              disabled={answer === null}
            >
              {partyText.goOn}
            </Button>
            {answer === null && <span className="choices-hint">{partyText.pick}</span>}
          </div>
        )}
      </form>
      {answer === 'new' && (
        <NewPatient correspondent={correspondent} onMade={(patientId) => void say('patient', patientId)} />
      )}
      {answer === 'known' && (
        <KnownPatient address={correspondent.address} onLinked={(patientId) => void say('patient', patientId)} />
      )}
    </section>
  );
}
