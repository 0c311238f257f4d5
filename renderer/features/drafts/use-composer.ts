import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftContent, DraftView, Question, Refusal, SendPreview } from '../../../main/contract/drafts.ts';
import type { Failure } from '../../../main/contract/envelope.ts';
import { call, toFailure } from '../../engine/call.ts';
import { useEvent } from '../../engine/events.ts';
import { useBeforeLeaving } from '../../engine/leaving.ts';
import { useQuery } from '../../engine/use-query.ts';
import { DraftKeeper, type KeeperState } from './draft-keeper.ts';
import { type Upload, useUploads } from './use-uploads.ts';

/** A message being written: what is typed, how it would leave, and what can be done with it. */
export type Composer = {
  readonly draft: DraftView;
  readonly content: DraftContent;
  readonly state: KeeperState;
  readonly failure: Failure | null;
  readonly preview: SendPreview | null;
  readonly uploads: readonly Upload[];
  /** Reasons of the last attempt, or of the preview once there was an attempt. */
  readonly refusals: readonly Refusal[];
  readonly questions: readonly Question[];
  readonly sending: boolean;
  readonly change: (patch: Partial<DraftContent>) => void;
  readonly addFiles: (files: readonly File[]) => void;
  readonly forgetUpload: (key: number) => void;
  readonly removeAttachment: (attachmentId: string) => void;
  readonly dropQuote: () => void;
  /** Sends, or fills `refusals` or `questions`; `agreed` are the questions a person said "go on" to. */
  readonly send: (agreed?: readonly Question[]) => void;
  readonly leaveQuestions: () => void;
  readonly discard: () => Promise<void>;
  readonly flush: () => Promise<boolean>;
};

export type ComposerEvents = {
  readonly onSent: (draft: DraftView) => void;
  readonly onDiscarded: () => void;
};

function contentOf(draft: DraftView): DraftContent {
  const { to, cc, subject, html, contentKind, strongerMode, sealedForm, asks } = draft;
  return { to, cc, subject, html, contentKind, strongerMode, sealedForm, asks };
}

/** Opens a draft for writing; null while there is none, or while it is read. */
export function useComposer(draftId: string | null, events: ComposerEvents): Composer | null {
  const [keeper, setKeeper] = useState<DraftKeeper | null>(null);
  const [content, setContent] = useState<DraftContent | null>(null);
  const [draft, setDraft] = useState<DraftView | null>(null);
  const [state, setState] = useState<KeeperState>('saved');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState<readonly Refusal[] | null>(null);
  const [questions, setQuestions] = useState<readonly Question[]>([]);
  const [sending, setSending] = useState(false);
  // What was typed last, before React has drawn it: the next key builds on it.
  const typed = useRef<DraftContent | null>(null);
  const latest = useRef(events);
  useEffect(() => {
    latest.current = events;
  });

  useEffect(() => {
    if (draftId === null) return;
    let mine: DraftKeeper | null = null;
    let stale = false;
    call('drafts.get', { draftId }).then(
      (first) => {
        if (stale) return;
        const start = contentOf(first);
        typed.current = start;
        mine = new DraftKeeper(first, start, {
          onState: (next, failed) => {
            setState(next);
            setFailure(failed);
          },
          onDraft: setDraft,
        });
        setDraft(first);
        setContent(start);
        setKeeper(mine);
      },
      (thrown: unknown) => {
        if (!stale) setFailure(toFailure(thrown));
      },
    );
    return () => {
      stale = true;
      void mine?.flush();
      setKeeper(null);
      setContent(null);
      setDraft(null);
      setState('saved');
      setFailure(null);
      setAttempt(null);
      setQuestions([]);
    };
  }, [draftId]);

  const flush = useCallback(async () => (keeper === null ? true : keeper.flush()), [keeper]);
  useBeforeLeaving(flush);
  // After a crash the engine takes nothing before the passphrase was given again: what was typed meanwhile is saved then.
  useEvent('vault.changed', (changed) => {
    if (changed.state === 'open') void flush();
  });

  const preview = useQuery('drafts.preview', keeper === null || draftId === null ? null : { draftId }, {
    refreshOn: ['threads.changed', 'patients.changed'],
  });
  const ask = preview.refresh;
  useEffect(() => {
    if (state === 'saved' && keeper !== null) ask();
  }, [state, keeper, ask]);

  const reload = useCallback(() => {
    keeper?.reload().then(ask, (thrown: unknown) => setFailure(toFailure(thrown)));
  }, [keeper, ask]);
  useEvent('drafts.changed', (changed) => {
    if (changed.draftId === draftId && state === 'saved') ask();
  });
  const { uploads, add, forget } = useUploads(keeper === null ? null : draftId, reload);

  const change = useCallback(
    (patch: Partial<DraftContent>) => {
      if (keeper === null || typed.current === null) return;
      typed.current = { ...typed.current, ...patch };
      setContent(typed.current);
      keeper.change(typed.current);
    },
    [keeper],
  );

  const removeAttachment = useCallback(
    (attachmentId: string) => {
      call('drafts.removeAttachment', { attachmentId }).then(reload, (thrown: unknown) =>
        setFailure(toFailure(thrown)),
      );
    },
    [reload],
  );
  const dropQuote = useCallback(() => {
    if (draftId === null) return;
    call('drafts.dropQuote', { draftId }).then(reload, (thrown: unknown) => setFailure(toFailure(thrown)));
  }, [draftId, reload]);

  const busy = useRef(false);
  const send = useCallback(
    async (agreed: readonly Question[] = []) => {
      if (keeper === null || draft === null || busy.current) return;
      busy.current = true;
      setSending(true);
      try {
        if (!(await keeper.flush())) return;
        const { decision } = await call('drafts.send', {
          draftId: draft.id,
          revision: keeper.revision,
          answers: agreed.map((question) => ({ question, yes: true, note: null })),
        });
        setAttempt(decision.outcome === 'refuse' ? decision.reasons : null);
        setQuestions(decision.outcome === 'ask' ? decision.questions : []);
        if (decision.outcome === 'allow') {
          keeper.dispose();
          latest.current.onSent(draft);
        }
      } catch (thrown) {
        setFailure(toFailure(thrown));
        setQuestions([]);
      } finally {
        busy.current = false;
        setSending(false);
      }
    },
    [keeper, draft],
  );

  const discard = useCallback(async () => {
    if (keeper === null || draftId === null) return;
    try {
      keeper.dispose();
      await call('drafts.discard', { draftId });
      latest.current.onDiscarded();
    } catch (thrown) {
      setFailure(toFailure(thrown));
    }
  }, [keeper, draftId]);

  if (keeper === null || content === null || draft === null) return null;
  const now = preview.data?.decision;
  const refusals = attempt === null ? [] : now === undefined ? attempt : now.outcome === 'refuse' ? now.reasons : [];
  return {
    draft,
    content,
    state,
    failure,
    preview: preview.data,
    uploads,
    refusals,
    questions,
    sending,
    change,
    addFiles: add,
    forgetUpload: forget,
    removeAttachment,
    dropQuote,
    send: (agreed) => void send(agreed),
    leaveQuestions: () => setQuestions([]),
    discard,
    flush,
  };
}
