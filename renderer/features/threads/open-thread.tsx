import { useEffect, useRef, useState } from 'react';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import type { Refused } from '../../text/drafts.ts';
import { reasonText, threadsText } from '../../text/threads.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys } from '../../ui/keys.ts';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { ComposerBar } from '../drafts/composer-bar.tsx';
import { ComposerCard } from '../drafts/composer-card.tsx';
import { RefusalList } from '../drafts/refusal-list.tsx';
import { useComposer } from '../drafts/use-composer.ts';
import { nameOf } from '../messages/names.ts';
import { ChoicesCard } from './choices-card.tsx';
import { MessageList } from './message-list.tsx';
import { modeTitle } from './mode-title.ts';
import { NewBelow } from './new-below.tsx';
import { PartyCard } from './party-card.tsx';
import { PatientAside } from './patient-aside.tsx';
import { ReplyBar } from './reply-bar.tsx';
import { ThreadHeader } from './thread-header.tsx';
import { useRefusalWays } from './use-refusal-ways.ts';
import { useStartAt } from './use-start-at.ts';
import { useThreadActions } from './use-thread-actions.ts';

/** What is open in the conversation: nothing, the question who this is, or the two choices again. */
export type Asked = 'nothing' | 'party' | 'choices';

type OpenThreadProps = {
  readonly thread: ThreadDetail;
  readonly onLeave: () => void;
  readonly onSent: () => void;
};

/** A conversation: its head, its messages, what is still to be chosen, the answer, and the bar below. */
export function OpenThread({ thread, onLeave, onSent }: OpenThreadProps) {
  const [asked, setAsked] = useState<Asked>('nothing');
  const [draftId, setDraftId] = useState(thread.draftId);
  const [fresh, setFresh] = useState(false);
  const begins = thread.messages.length === 0;
  const scroll = useRef<HTMLDivElement>(null);
  const [startAt] = useState(() => firstToRead(thread));
  useStartAt(scroll, startAt);
  const end = useRef<HTMLDivElement>(null);
  const card = useRef<HTMLDivElement>(null);

  const open = (id: string | null, byHand: boolean) => {
    setDraftId(id);
    setFresh(byHand);
  };
  const actions = useThreadActions({ thread, onLeave, onDraft: (id) => open(id, true) });
  const composer = useComposer(draftId, {
    onSent: () => {
      open(null, false);
      onSent();
    },
    onDiscarded: () => {
      open(null, false);
      if (begins) onLeave();
    },
  });
  const close = () => {
    void composer?.flush();
    open(null, false);
  };
  // Nobody is named yet: first the recipient, then who that is.
  const hasCorrespondent = thread.correspondent.address !== '';
  const needsParty = thread.party === null || (thread.party === 'patient' && thread.patient === null);
  const showsParty = hasCorrespondent && (needsParty || asked === 'party');
  const showsChoices = hasCorrespondent && !showsParty && (!thread.chosen || asked === 'choices');
  const showCard = () => card.current?.scrollIntoView({ block: 'nearest' });
  const showAndFocus = () => {
    showCard();
    card.current?.querySelector<HTMLElement>('button[type="submit"], input:checked')?.focus();
  };
  const reopen = () => {
    setAsked('choices');
    showCard();
  };
  const ways = useRefusalWays({ thread, composer, onChoose: reopen });

  useKeys([
    {
      keys: appKeys.replyEncrypted,
      run: () => {
        if (composer !== null) composer.send();
        else if (thread.chosen) actions.reply(thread.draftId);
        else showAndFocus();
      },
    },
    { keys: 'mod+enter', run: () => composer?.send(), when: composer !== null },
    { keys: appKeys.back, run: () => setAsked('nothing'), when: asked !== 'nothing' && !needsParty },
    { keys: appKeys.back, run: close, when: composer !== null && asked === 'nothing' },
  ]);
  const writes = composer !== null;
  useEffect(() => {
    if (writes && fresh) end.current?.scrollIntoView({ block: 'end' });
  }, [writes, fresh]);
  // The text that had the focus is gone; the next thing to do takes it.
  const wrote = useRef(writes);
  useEffect(() => {
    if (wrote.current && !writes && document.activeElement === document.body) focusBar();
    wrote.current = writes;
  }, [writes]);
  const refused = composer?.refusals.length ?? 0;
  useEffect(() => {
    if (refused > 0) end.current?.scrollIntoView({ block: 'end' });
  }, [refused]);

  // A message that begins a conversation stands above its choices, so that it stays in place while they come up.
  const writing = composer && (
    <ComposerCard composer={composer} autoFocus={fresh || begins} onPatient={actions.sayPatient(composer.flush)} />
  );
  return (
    <>
      <ThreadHeader thread={thread} actions={actions} writes={writes} onAsk={setAsked} />
      <div className="thread-pane-body">
        <ScrollArea ref={scroll} label={threadsText.reading} className="thread-pane-scroll">
          <div className="thread-pane-content">
            <FailureBanner failure={actions.failure} />
            <MessageList thread={thread} actions={actions} />
            {begins && writing}
            <div ref={card} className="thread-pane-asked">
              {showsParty && <PartyCard thread={thread} onDone={() => setAsked('nothing')} />}
              {showsChoices && (
                <ChoicesCard
                  thread={thread}
                  wanted={asked === 'choices' || (writes && (fresh || begins))}
                  onAsk={writes ? null : actions.askConsent}
                  onDone={() => setAsked('nothing')}
                />
              )}
            </div>
            {!begins && writing}
            {composer && <RefusalList refusals={composer.refusals} whoIs={whoIs(thread)} onWay={ways} />}
            <div ref={end} />
          </div>
        </ScrollArea>
        <NewBelow scroll={scroll} messages={thread.messages} />
        <PatientAside thread={thread} />
      </div>
      {composer ? (
        <ComposerBar
          composer={composer}
          threadMode={thread.chosen ? (thread.choice?.mode ?? null) : null}
          options={thread.options.map((option) => ({
            ...option,
            title: modeTitle(option.mode, thread),
            words: reasonText(option),
          }))}
          onClose={close}
        />
      ) : (
        <ReplyBar thread={thread} actions={actions} needsParty={needsParty} onShow={showAndFocus} />
      )}
    </>
  );
}

function focusBar(): void {
  document.querySelector<HTMLElement>('.pane-bar button')?.focus();
}

/** Whom a refusal is about: of the correspondent more is known than the address. */
function whoIs({ correspondent, party, patient }: ThreadDetail) {
  return (address: string | null): Refused | null =>
    address === correspondent.address
      ? { name: patient?.name ?? nameOf(correspondent), isPatient: party === 'patient' }
      : null;
}

/** The first unread message, else the last one; null where all of it stands at the top anyway. */
function firstToRead({ messages }: ThreadDetail): string | null {
  const first = messages.findIndex(({ unread }) => unread);
  const at = first < 0 ? messages.length - 1 : first;
  return at > 0 ? (messages[at]?.id ?? null) : null;
}
