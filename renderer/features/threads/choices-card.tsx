import { useState } from 'react';
import type { Mode } from '../../../main/contract/fields.ts';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { choicesText, modeTitles } from '../../text/threads.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys } from '../../ui/keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { nameOf } from '../messages/names.ts';
import { ConsentDialog } from '../patients/consent-dialog.tsx';
import { PhraseDialog } from '../patients/phrase-dialog.tsx';
import './choices.css';
import { type ConsentAnswer, ConsentChoices } from './consent-choices.tsx';
import { DowngradeDialog } from './downgrade-dialog.tsx';
import { ModeChoices } from './mode-choices.tsx';
import { useChoose } from './use-choose.ts';
import { useLookUp } from './use-look-up.ts';

type ChoicesCardProps = {
  readonly thread: ThreadDetail;
  /** Whether somebody asked for the choices or is writing; else they stand here because the mail was opened. */
  readonly wanted: boolean;
  /** Writes them the question for their consent; null while something is being written here. */
  readonly onAsk: (() => void) | null;
  readonly onDone: () => void;
};

/** The mode to begin with: the one chosen before while it can still be had, else the suggested one. */
function firstMode(thread: ThreadDetail): Mode | null {
  const before = thread.options.find(({ mode, available }) => available && mode === thread.choice?.mode);
  return (before ?? thread.options.find(({ suggested, available }) => suggested && available))?.mode ?? null;
}

/** How do we write to them: protection and consent, once for the conversation. Enter takes what is marked. */
export function ChoicesCard({ thread, wanted, onAsk, onDone }: ChoicesCardProps) {
  const { patient } = thread;
  const [picked, setPicked] = useState<Mode | null>(null);
  const [answered, setAnswer] = useState<ConsentAnswer>('seen');
  const [dialog, setDialog] = useState<'none' | 'phrase' | 'consent'>('none');
  const [nothing, setNothing] = useState(false);
  const [touched, setTouched] = useState(false);
  const pickedStands = thread.options.some(({ mode, available }) => available && mode === picked);
  const mode = pickedStands ? picked : firstMode(thread);
  // The question needs a way to leave by.
  const answer = answered === 'ask' && mode === null ? 'seen' : answered;
  const choose = useChoose(thread, () => {
    onDone();
    if (answer === 'ask') onAsk?.();
  });
  useLookUp(thread.correspondent.address, wanted || touched);
  const sealed = thread.options.find((option) => option.mode === 'sealed');

  const hasPhrase = patient !== null && sealed !== undefined;
  // Where nothing can be chosen yet, the way to get something is the next thing to do.
  const phraseFirst = hasPhrase && mode === null && answer === 'seen';
  const use = () => {
    if (answer === 'record') setDialog('consent');
    else if (mode !== null) choose.run(mode);
    else if (phraseFirst) setDialog('phrase');
    else setNothing(true);
  };
  useKeys([{ keys: appKeys.useChoices, run: use }]);

  return (
    <>
      <form
        className="choices"
        aria-labelledby="choices-title"
        onFocus={() => setTouched(true)}
        onPointerDown={() => setTouched(true)}
        onSubmit={(event) => {
          event.preventDefault();
          use();
        }}
      >
        <div>
          <h2 id="choices-title" className="choices-title">
            {choicesText.title(patient?.name ?? nameOf(thread.correspondent))}
          </h2>
          <p className="choices-under">
            {thread.cameEncrypted === true && !thread.options.some(({ suggested }) => suggested)
              ? choicesText.underEncrypted
              : choicesText.under}
          </p>
        </div>
        {thread.choice !== null && !thread.chosen && <Banner tone="amber">{choicesText.changed}</Banner>}
        <div className={classNames('choices-columns', patient === null && 'choices-alone')}>
          <ModeChoices
            thread={thread}
            value={mode}
            onChange={(next) => {
              setPicked(next);
              setNothing(false);
            }}
          />
          <ConsentChoices
            consent={patient === null ? null : thread.consent}
            askWords={onAsk === null || thread.consent?.status === 'given' ? null : askWords(mode)}
            askShut={mode === null}
            value={answer}
            onChange={setAnswer}
          />
        </div>
        <FailureBanner failure={choose.failure} />
        <div className="choices-foot">
          {phraseFirst ? (
            <Button type="submit" variant="filled" keyHint={appKeys.useChoices}>
              {phraseLabel(sealed.reason)}
            </Button>
          ) : (
            <Button type="submit" variant="filled" keyHint={appKeys.useChoices} busy={choose.running}>
              {useLabels[answer]}
            </Button>
          )}
          {hasPhrase && !phraseFirst && (
            <Button onClick={() => setDialog('phrase')}>{phraseLabel(sealed.reason)}</Button>
          )}
          <span className="choices-hint" role="status">
            {nothing ? choicesText.nothingChosen : patient === null ? choicesText.shutAlone : choicesText.shut}
          </span>
        </div>
      </form>
      {dialog === 'phrase' && patient && <PhraseDialog patientId={patient.id} onClose={() => setDialog('none')} />}
      {dialog === 'consent' && patient && (
        <ConsentDialog
          patientId={patient.id}
          threadId={thread.id}
          onClose={() => {
            setDialog('none');
            setAnswer('seen');
          }}
        />
      )}
      {choose.asksReason !== null && thread.choice !== null && (
        <DowngradeDialog
          from={thread.choice.mode}
          to={choose.asksReason}
          thread={thread}
          running={choose.running}
          failure={choose.failure}
          onClose={choose.leave}
          onReason={choose.giveReason}
        />
      )}
    </>
  );
}

const useLabels = {
  seen: choicesText.use,
  ask: choicesText.askAndGoOn,
  record: choicesText.recordAndGoOn,
} as const satisfies Record<ConsentAnswer, string>;

function askWords(mode: Mode | null): string {
  return mode === null ? choicesText.askShut : choicesText.askWords(modeTitles[mode].toLowerCase());
}

function phraseLabel(reason: string): string {
  if (reason === 'no-phrase') return choicesText.makePhrase;
  return reason === 'phrase-not-given' ? choicesText.phraseGiven : choicesText.printSlip;
}
