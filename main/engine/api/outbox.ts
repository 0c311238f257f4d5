import type { OutboxRow as OutboxView } from '../../contract/outbox.ts';
import { markSentByPerson, sendAgain } from '../outbox/decisions.ts';
import { isOverdue, mayStep, type RowStep } from '../outbox/row-steps.ts';
import type { Session } from '../session.ts';
import { findMessage } from '../store/tables/message.ts';
import { listUnsentOutboxRows, moveOutboxRow, type OutboxDecision, type OutboxRow } from '../store/tables/outbox.ts';
import { sendInOtherForm } from '../submission/other-form.ts';
import { takeBack, undoSubmission } from '../submission/undo.ts';
import type { Handlers } from './handlers.ts';

export function outboxHandlers(session: Session): Handlers<'outbox'> {
  const { store, journal, clock, emit, outbox } = session;
  const changed = (outboxId: string) => {
    emit('outbox.changed', { outboxId });
    emit('threads.changed', { threadIds: [] });
    outbox.wake();
  };
  const may = (step: RowStep) => (row: OutboxRow) => mayStep(row, step, clock.now());
  /** Still within their ten seconds. */
  const waiting = () => listUnsentOutboxRows(store.read).filter(may('send-now'));

  return {
    list: () => listUnsentOutboxRows(store.read).map((row) => toView(session, row)),
    undo({ outboxId }) {
      const { draftId } = store.write((db) => undoSubmission(db, journal, outboxId, may('undo')));
      changed(outboxId);
      emit('drafts.changed', { draftId });
      return { draftId };
    },
    sendAgain({ outboxId }) {
      store.write((db) => sendAgain(db, journal, clock, outboxId));
      changed(outboxId);
      return {};
    },
    markSent({ outboxId }) {
      store.write((db) => markSentByPerson(db, journal, clock, outboxId));
      changed(outboxId);
      return {};
    },
    toDraft({ outboxId }) {
      const draftId = store.write((db) => {
        journal.append(db, 'outbox.decided', { outboxId, decision: 'to-draft' });
        return takeBack(db, journal, outboxId, may('to-draft'), clock.now());
      });
      changed(outboxId);
      emit('drafts.changed', { draftId });
      return { draftId };
    },
    inOtherForm({ outboxId, form }) {
      const wish = { form, may: may('to-draft'), now: clock.now() };
      const draftId = store.write((db) => sendInOtherForm(db, journal, outboxId, wish));
      changed(outboxId);
      emit('drafts.changed', { draftId });
      return { draftId };
    },
    beforeQuit: () => ({ waiting: waiting().length }),
    sendNow() {
      store.write((db) => {
        for (const row of waiting()) moveOutboxRow(db, row.id, 'queued', { state: 'queued', notBefore: clock.now() });
      });
      outbox.wake();
      return {};
    },
    keepAsDrafts() {
      const submissions = new Map(waiting().map((row) => [row.submissionId, row.id]));
      for (const outboxId of submissions.values()) {
        const { draftId } = store.write((db) => undoSubmission(db, journal, outboxId, may('undo')));
        changed(outboxId);
        emit('drafts.changed', { draftId });
      }
      return {};
    },
  };
}

function toView({ store, clock }: Session, row: OutboxRow): OutboxView {
  const message = findMessage(store.read, row.messageId);
  const people: OutboxView['to'] =
    message === null ? [] : [...JSON.parse(message.toJson), ...JSON.parse(message.ccJson)];
  const addresses: string[] = JSON.parse(row.envelopeToJson);
  return {
    id: row.id,
    threadId: row.threadId,
    to: addresses.map((address) => people.find((person) => person.address === address) ?? { name: '', address }),
    subject: message?.subject ?? '',
    mode: row.mode as OutboxView['mode'],
    form: (JSON.parse(row.decisionJson) as { form?: OutboxView['form'] }).form ?? null,
    state: row.state,
    queuedAt: row.queuedAt,
    notBefore: row.notBefore,
    overdue: isOverdue(row, clock.now()),
    attempts: row.attempts,
    nextAttemptAt: row.nextAttemptAt,
    code: row.code,
    response: row.response,
    checked: row.checked,
    ...listedBy(row),
  };
}

/** Who vouches for the way of one that leaves by TLS without proof. */
function listedBy(row: OutboxRow): Pick<OutboxView, 'listedBy'> {
  const { evidence = {} }: OutboxDecision = JSON.parse(row.decisionJson);
  const listed = Object.values(evidence)
    .flat()
    .find((piece) => piece.kind === 'listed');
  return listed?.kind === 'listed' ? { listedBy: listed.by } : {};
}
