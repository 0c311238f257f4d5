import { useState } from 'react';
import type { DraftKind } from '../../../main/contract/drafts.ts';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { call, toFailure } from '../../engine/call.ts';
import { draftsText } from '../../text/drafts.ts';
import { consentQuestion, paneText } from '../../text/threads.ts';
import { useToast } from '../../ui/toast.tsx';
import type { MessageActions } from '../messages/message-card.tsx';
import { nameOf } from '../messages/names.ts';

type MoveRole = 'archive' | 'trash' | 'inbox' | 'junk';

/** What can be done with a conversation. */
export type ThreadActions = MessageActions & {
  readonly failure: Failure | null;
  /** Opens the answer: the draft there is, or a fresh one to the last message. */
  readonly reply: (draftId: string | null) => void;
  /** Opens the answer with the question for the patient's consent to plain mail. */
  readonly askConsent: () => void;
  readonly replyAll: () => void;
  readonly forward: () => void;
  readonly move: (role: MoveRole) => void;
  readonly setRead: (read: boolean) => void;
  readonly setFlag: (flagged: boolean) => void;
  readonly openPatient: (patientId: string) => void;
  /** Picking a patient as the recipient of a message that begins a conversation says whom it is with. */
  readonly sayPatient: (save: () => Promise<boolean>) => (patientId: string) => void;
};

type Wanted = {
  readonly thread: ThreadDetail;
  readonly onLeave: () => void;
  readonly onDraft: (draftId: string) => void;
};

/** The message that an answer goes to: the last one that came in, else the last. */
function answeredMessage(thread: ThreadDetail): string | null {
  const last = thread.messages.findLast(({ direction }) => direction === 'in') ?? thread.messages.at(-1);
  return last?.id ?? null;
}

export function useThreadActions({ thread, onLeave, onDraft }: Wanted): ThreadActions {
  const { go } = useNavigation();
  const toast = useToast();
  const [failure, setFailure] = useState<Failure | null>(null);
  const threadId = thread.id;

  const attempt = (work: () => Promise<void>): void => {
    setFailure(null);
    work().catch((thrown: unknown) => setFailure(toFailure(thrown)));
  };
  const openDraft = (kind: DraftKind, messageId: string | null) =>
    attempt(async () => {
      const draft = await call('drafts.open', { kind, threadId, messageId, patientId: null, to: null });
      // A forward goes to somebody else, so it is written in a place of its own.
      if (draft.threadId === threadId) onDraft(draft.id);
      else go({ kind: 'drafts', draftId: draft.id });
    });
  const moveTo = async (role: MoveRole) => {
    await call('threads.move', { threadId, role });
  };

  return {
    failure,
    reply: (draftId) => (draftId === null ? openDraft('reply', answeredMessage(thread)) : onDraft(draftId)),
    askConsent: () =>
      attempt(async () => {
        const wordings = await call('patients.wordings', {});
        const wording = wordings.find(({ purpose }) => purpose === 'unencrypted-email')?.text ?? '';
        const name = thread.patient?.name ?? nameOf(thread.correspondent);
        const question = { purpose: 'unencrypted-email', words: consentQuestion(name, wording) } as const;
        const messageId = answeredMessage(thread);
        const draft = await call('drafts.open', {
          kind: 'reply',
          threadId,
          messageId,
          patientId: null,
          to: null,
          question,
        });
        onDraft(draft.id);
      }),
    replyAll: () => openDraft('reply-all', answeredMessage(thread)),
    forward: () => openDraft('forward', thread.messages.at(-1)?.id ?? null),
    onAnswer: (messageId) => openDraft('reply', messageId),
    onForward: (messageId) => openDraft('forward', messageId),
    onUndo: (outboxId) =>
      attempt(async () => {
        const { draftId } = await call('outbox.undo', { outboxId });
        toast({ words: draftsText.undone });
        onDraft(draftId);
      }),
    onOutbox: () => go({ kind: 'outbox' }),
    onDraft,
    onWrite: (to) =>
      attempt(async () => {
        const draft = await call('drafts.open', { kind: 'new', threadId: null, messageId: null, patientId: null, to });
        go({ kind: 'drafts', draftId: draft.id });
      }),
    move: (role) =>
      attempt(async () => {
        await moveTo(role);
        toast({
          words: paneText.moved[role],
          lasts: 10_000,
          ...(role === 'inbox' ? {} : { action: { label: paneText.undo, run: () => attempt(() => moveTo('inbox')) } }),
        });
        onLeave();
      }),
    setRead: (read) =>
      attempt(async () => {
        await call('threads.markRead', { threadId, read });
        if (!read) onLeave();
      }),
    setFlag: (flagged) =>
      attempt(async () => {
        await call('threads.flag', { threadId, flagged });
      }),
    openPatient: (patientId) => go({ kind: 'patients', patientId }),
    sayPatient: (save) => (patientId) => {
      if (thread.messages.length > 0 || thread.party !== null) return;
      attempt(async () => {
        // The conversation has no correspondent before the recipient is saved.
        if (await save()) await call('threads.setParty', { threadId, party: 'patient', patientId });
      });
    },
  };
}
