import type { DraftContent } from '../../contract/drafts.ts';
import { EngineError } from '../base/errors.ts';
import { htmlToText } from '../mime/html-text.ts';
import { snippet } from '../mime/snippet.ts';
import { listAddressTroubles } from '../patients/address-trouble.ts';
import { decide } from '../policy/decide.ts';
import { recipientWays } from '../policy/recipient-ways.ts';
import { sealedPreview } from '../policy/sealed-form.ts';
import type { Session } from '../session.ts';
import { deleteDraft, dropDraftQuote, findPeoplesDraft, listOpenDrafts } from '../store/tables/drafts.ts';
import { deleteThreadIfEmpty } from '../store/tables/thread.ts';
import { neutralSubject } from '../submission/compose-mail.ts';
import { addDraftAttachment, addDraftAttachmentPiece, removeDraftAttachment } from '../submission/draft-attachments.ts';
import { getDraft, openDraft, saveDraft } from '../submission/drafts.ts';
import { gatherFacts } from '../submission/gather-facts.ts';
import { submit } from '../submission/submit.ts';
import type { Handlers } from './handlers.ts';

export function draftHandlers(session: Session): Handlers<'drafts'> {
  const { store, journal, clock, emit, mail, transport, outbox, campaigns } = session;
  const changed = (draftId: string, threadId: string | null) => {
    emit('drafts.changed', { draftId });
    if (threadId !== null) emit('threads.changed', { threadIds: [threadId] });
  };

  return {
    list: () =>
      listOpenDrafts(store.read).map((row) => {
        const content: DraftContent = JSON.parse(row.contentJson);
        const { id, threadId, updatedAt } = row;
        return {
          id,
          threadId,
          to: content.to,
          subject: content.subject,
          snippet: snippet(htmlToText(content.html)),
          updatedAt,
        };
      }),
    get: ({ draftId }) => getDraft(store.read, draftId),
    open(input) {
      const draft = store.write((db) => openDraft(db, journal, input, clock.now()));
      changed(draft.id, draft.threadId);
      return draft;
    },
    save(input) {
      const revision = store.write((db) => saveDraft(db, input, clock.now()));
      emit('drafts.changed', { draftId: input.draftId });
      return { revision };
    },
    discard({ draftId }) {
      const row = findPeoplesDraft(store.read, draftId);
      if (row === null) throw new EngineError('not-found');
      store.write((db) => {
        deleteDraft(db, draftId);
        if (row.threadId !== null) deleteThreadIfEmpty(db, row.threadId);
      });
      // It removes what was given up.
      outbox.wake();
      changed(draftId, row.threadId);
      return {};
    },
    addAttachment(file) {
      const attachment = store.write((db) => addDraftAttachment(db, file));
      emit('drafts.changed', { draftId: file.draftId });
      return attachment;
    },
    async addAttachmentPiece({ attachmentId, offset, bytes }) {
      await store.turn();
      return { complete: store.write((db) => addDraftAttachmentPiece(db, attachmentId, offset, bytes)) };
    },
    removeAttachment({ attachmentId }) {
      const draftId = store.write((db) => removeDraftAttachment(db, attachmentId));
      outbox.wake();
      emit('drafts.changed', { draftId });
      return {};
    },
    dropQuote({ draftId }) {
      store.write((db) => dropDraftQuote(db, draftId));
      emit('drafts.changed', { draftId });
      return {};
    },
    async preview({ draftId }) {
      const sizeLimit = mail.sizeLimit();
      const facts = await gatherFacts(store.read, draftId, {
        now: clock.now(),
        sizeLimit,
        answers: [],
        transport: transport.find,
      });
      const { subject, to, cc } = getDraft(store.read, draftId);
      return {
        decision: decide(facts),
        visibleSubject: facts.visibleSubject === 'own' ? subject : neutralSubject(store.read),
        size: facts.size,
        sizeLimit,
        cameBack: listAddressTroubles(
          store.read,
          [...to, ...cc].map(({ address }) => address),
        ),
        sealed: sealedPreview(facts),
        ways: recipientWays(facts),
      };
    },
    async send(input) {
      const result = await submit(input, campaigns.submission);
      if (result.decision.outcome === 'allow') {
        outbox.wake();
        for (const outboxId of result.outboxIds) emit('outbox.changed', { outboxId });
        emit('drafts.changed', { draftId: input.draftId });
        emit('threads.changed', { threadIds: [] });
      }
      return result;
    },
  };
}
