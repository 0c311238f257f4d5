import type { Decision, DraftView } from '../../../main/contract/drafts.ts';
import type { MessageBody } from '../../../main/contract/messages.ts';
import type { OutboxRow } from '../../../main/contract/outbox.ts';
import { type StubAnswers, StubFailure } from '../stub-bridge/stub-bridge.ts';
import { isChosen, type StubState } from './mail-bridge.ts';
import { clinic, message, type StubThread } from './sample-threads.ts';

const minute = 60_000;

const outboxRow = (change: Partial<OutboxRow>): OutboxRow => ({
  id: 'ob_00000001',
  threadId: 'th_samuel00',
  to: [{ name: 'Samuel Achterberg-Whitmore', address: 'sam@example.org' }],
  subject: 'Invoice 2026-1181',
  mode: 'sealed',
  state: 'queued',
  queuedAt: Date.now() - 20 * minute,
  notBefore: Date.now() - 20 * minute,
  overdue: false,
  attempts: 0,
  nextAttemptAt: null,
  code: null,
  response: null,
  checked: 'not-checked',
  ...change,
});

export const sampleOutbox: readonly OutboxRow[] = [
  outboxRow({ id: 'ob_unsure001', state: 'unsure', attempts: 1, code: 'answer-lost', checked: 'not-in-sent' }),
  outboxRow({
    id: 'ob_failed001',
    state: 'failed',
    attempts: 1,
    to: [{ name: 'Grace Lindqvist', address: 'grace@example.com' }],
    subject: 'Appointment on Thursday',
    mode: 'open',
    code: 'recipient-invalid',
    response: '550 5.1.1 <grace@example.com>: Recipient address rejected: User unknown',
  }),
  outboxRow({
    id: 'ob_overdue01',
    overdue: true,
    to: [{ name: 'Leo Brandt', address: 'leo@example.org' }],
    subject: 'Your visit',
  }),
  outboxRow({
    id: 'ob_queued001',
    attempts: 2,
    nextAttemptAt: Date.now() + 4 * minute,
    to: [{ name: 'Tomás Herrera', address: 'tomas@example.net' }],
    subject: 'Cita de control',
    mode: 'openpgp',
    code: 'server-timeout',
  }),
  outboxRow({
    id: 'ob_waits0001',
    attempts: 1,
    nextAttemptAt: Date.now() + minute,
    to: [{ name: 'Priya Raman', address: 'priya@raman.example' }],
    subject: 'Form for the school',
    mode: 'tls',
    code: 'requiretls-missing',
  }),
];

function decide(state: StubState, draft: DraftView, thread: StubThread | null): Decision {
  const reasons: {
    code: 'no-recipient' | 'no-mode-chosen' | 'empty-message' | 'sensitive-needs-encryption';
    address: null;
    detail: null;
  }[] = [];
  const add = (code: (typeof reasons)[number]['code']) => reasons.push({ code, address: null, detail: null });
  if (draft.to.length === 0) add('no-recipient');
  if (thread === null || !isChosen(state, thread)) add('no-mode-chosen');
  if (draft.html.replace(/<[^>]*>/g, '').trim() === '') add('empty-message');
  const mode = draft.strongerMode ?? thread?.mode ?? 'sealed';
  if (draft.contentKind === 'sensitive' && (mode === 'open' || mode === 'tls')) add('sensitive-needs-encryption');
  if (reasons.length > 0) return { outcome: 'refuse', reasons };
  return { outcome: 'allow', deliveries: draft.to.map(({ address }) => ({ address, mode })) };
}

/** Drafts and outbox of the invented clinic. */
export function draftAnswers(state: StubState, getThread: (id: string) => StubThread) {
  const drafts = new Map<string, DraftView>();
  const sent = new Map<string, { draft: DraftView; messageId: string }>();
  const bodies = new Map<string, MessageBody>();
  const get = (draftId: string): DraftView => {
    const draft = drafts.get(draftId);
    if (!draft) throw new StubFailure('not-found');
    return draft;
  };
  const set = (draft: DraftView) => {
    drafts.set(draft.id, draft);
    state.tell('drafts.changed', { draftId: draft.id });
    return draft;
  };
  const threadOf = (draft: DraftView) => (draft.threadId === null ? null : getThread(draft.threadId));
  const answers: StubAnswers = {
    'drafts.list': () =>
      [...drafts.values()].map(({ id, threadId, to, subject, html, updatedAt }) => ({
        id,
        threadId,
        to,
        subject,
        snippet: html.replace(/<[^>]*>/g, ' ').trim(),
        updatedAt,
      })),
    'drafts.get': ({ draftId }) => get(draftId),
    'drafts.open': ({ kind, threadId, patientId, to }) => {
      const patient = patientId === null ? null : (state.patients.get(patientId) ?? null);
      const begins = threadId === null || kind === 'forward';
      const address = to ?? patient?.addresses[0] ?? '';
      const thread: StubThread = begins
        ? {
            id: `th_begun${Date.now()}`,
            subject: '',
            correspondent: { name: patient?.name ?? '', address },
            party: patient ? 'patient' : null,
            patientId,
            mode: null,
            seenRowId: null,
            archived: true,
            messages: [],
          }
        : getThread(threadId);
      if (begins) state.threads.push(thread);
      const existing = [...drafts.values()].find((one) => one.threadId === thread.id);
      if (existing) return existing;
      const last = thread.messages.at(-1);
      state.tell('threads.changed', { threadIds: [thread.id] });
      return set({
        id: `dr_draft${Date.now()}`,
        kind,
        threadId: thread.id,
        party: thread.party,
        patientId: thread.patientId,
        to: thread.correspondent.address === '' ? [] : [thread.correspondent],
        cc: [],
        subject: thread.subject === '' ? '' : `Re: ${thread.subject}`,
        html: '<div><br></div><div><br></div><div>Maria Delgado, front desk</div><div>Elm Street Clinic · (217) 555-0137</div>',
        contentKind: 'health',
        strongerMode: null,
        quote: last ? `On Nov 24, ${thread.correspondent.name} wrote:\n> ${last.snippet}` : '',
        attachments: [],
        revision: 1,
        updatedAt: Date.now(),
      });
    },
    'drafts.save': ({ draftId, revision, content }) => {
      const draft = get(draftId);
      if (draft.revision !== revision) throw new StubFailure('state-changed');
      const thread = threadOf(draft);
      if (thread && thread.messages.length === 0) thread.correspondent = content.to[0] ?? { name: '', address: '' };
      set({ ...draft, ...content, revision: revision + 1, updatedAt: Date.now() });
      return { revision: revision + 1 };
    },
    'drafts.discard': ({ draftId }) => {
      drafts.delete(draftId);
      state.tell('drafts.changed', { draftId });
      state.tell('threads.changed', { threadIds: [] });
      return {};
    },
    'drafts.addAttachment': ({ draftId, name, contentType, size }) => {
      const draft = get(draftId);
      const attachment = {
        id: `da_${Date.now()}${draft.attachments.length}`,
        name,
        contentType,
        size,
        complete: false,
      };
      set({ ...draft, attachments: [...draft.attachments, attachment] });
      return attachment;
    },
    'drafts.addAttachmentPiece': ({ attachmentId, offset, bytes }) => {
      for (const draft of drafts.values()) {
        const attachments = draft.attachments.map((one) =>
          one.id === attachmentId ? { ...one, complete: offset + bytes.length >= one.size } : one,
        );
        drafts.set(draft.id, { ...draft, attachments });
      }
      return { complete: true };
    },
    'drafts.removeAttachment': ({ attachmentId }) => {
      for (const draft of drafts.values()) {
        set({ ...draft, attachments: draft.attachments.filter(({ id }) => id !== attachmentId) });
      }
      return {};
    },
    'drafts.dropQuote': ({ draftId }) => {
      set({ ...get(draftId), quote: '' });
      return {};
    },
    'drafts.preview': ({ draftId }) => {
      const draft = get(draftId);
      const decision = decide(state, draft, threadOf(draft));
      const mode = draft.strongerMode ?? threadOf(draft)?.mode ?? null;
      return {
        decision,
        visibleSubject: mode === 'open' || mode === 'tls' ? draft.subject : 'Message from Elm Street Clinic',
        size: 128_000 + draft.attachments.reduce((sum, { size }) => sum + size, 0),
        sizeLimit: 25_000_000,
        cameBack: [...state.patients.values()]
          .flatMap(({ troubles = [] }) => troubles)
          .filter((trouble) => draft.to.some(({ address }) => address === trouble.address)),
        sealed:
          mode === 'sealed'
            ? {
                letters: draft.to.map(({ address }) => ({ address, form: draft.sealedForm ?? 'page' })),
                options: [
                  { form: 'page', reason: null, detail: null },
                  { form: 'link', reason: 'no-reader', detail: null },
                  { form: 'pdf', reason: null, detail: null },
                ],
              }
            : null,
      };
    },
    'drafts.send': ({ draftId }) => {
      const draft = get(draftId);
      const thread = threadOf(draft);
      const decision = decide(state, draft, thread);
      if (decision.outcome !== 'allow' || thread === null) return { decision, outboxIds: [], notBefore: null };
      const outboxId = `ob_new${Date.now()}`;
      const notBefore = Date.now() + 10_000;
      const mode = draft.strongerMode ?? thread.mode ?? 'sealed';
      const delivery = {
        outboxId,
        state: 'queued',
        mode,
        notBefore,
        sentAt: null,
        server: null,
        tls: null,
        code: null,
      } as const;
      const mine = message(clinic, 0, 'mine', { direction: 'out', to: draft.to, subject: draft.subject, delivery });
      bodies.set(mine.id, { html: draft.html, text: '', blocks: 0 });
      thread.messages = [...thread.messages, mine];
      sent.set(outboxId, { draft, messageId: mine.id });
      drafts.delete(draftId);
      state.tell('drafts.changed', { draftId });
      state.tell('threads.changed', { threadIds: [] });
      return { decision, outboxIds: [outboxId], notBefore };
    },
    'outbox.list': () => [...sampleOutbox],
    'outbox.undo': ({ outboxId }) => {
      const back = sent.get(outboxId);
      if (!back) throw new StubFailure('state-changed');
      const thread = threadOf(back.draft);
      if (thread) thread.messages = thread.messages.filter(({ id }) => id !== back.messageId);
      set(back.draft);
      state.tell('threads.changed', { threadIds: [] });
      return { draftId: back.draft.id };
    },
    'outbox.sendAgain': () => ({}),
    'outbox.markSent': () => ({}),
  };
  return {
    answers,
    draftOf: (threadId: string) => [...drafts.values()].find((draft) => draft.threadId === threadId)?.id ?? null,
    bodyOf: (messageId: string) => bodies.get(messageId) ?? null,
  };
}
