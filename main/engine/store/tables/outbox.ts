import type { ContentKind, Mode } from '../../../contract/fields.ts';
import type { SealedForm } from '../../../contract/sealed-form.ts';
import type { TransportEvidence } from '../../../contract/transport.ts';
import type { ReadHandle, WriteHandle } from '../sql.ts';
import { abandonOutboxPieces } from './outbox-piece.ts';

export type OutboxState = 'queued' | 'sending' | 'sent' | 'unsure' | 'failed';

/** What `decision_json` holds: on what this message was allowed to leave. */
export type OutboxDecision = {
  readonly mode: Mode;
  readonly content: ContentKind;
  readonly purpose: 'treatment' | 'payment' | 'operations' | 'marketing';
  readonly bulk: boolean;
  readonly recipients: readonly string[];
  /** How a sealed letter travels. */
  readonly form?: SealedForm;
  /** For the modes `openpgp` and `smime`, by address: the fingerprint of the key or certificate it is encrypted to. */
  readonly encryptedTo?: Readonly<Record<string, string>>;
  /** For the mode `smime`: the fingerprint of our certificate that signed it. */
  readonly signedBy?: string;
  /** The phrase of a sealed letter, and the page that its link leads to. */
  readonly sealedWith?: { readonly patientId: string; readonly phraseId: string; readonly reader: string | null };
  /** The consent that it asks a patient for, in the words that left. */
  readonly asks?: {
    readonly patientId: string;
    readonly purpose: 'unencrypted-email';
    readonly wording: string;
    readonly wordingVersion: string;
    readonly warned: boolean;
  };
  /** For the mode `tls`, by address. */
  readonly evidence?: Readonly<Record<string, readonly TransportEvidence[]>>;
};

/** One finished message to one envelope, with the decision it matched. */
export type OutboxRow = {
  readonly id: string;
  readonly submissionId: string;
  readonly messageId: string;
  readonly threadId: string;
  readonly mode: string;
  readonly decisionJson: string;
  readonly envelopeFrom: string;
  readonly envelopeToJson: string;
  readonly messageIdHeader: string;
  /** `none`: the provider files its own; `needed`, then `done`. */
  readonly copyState: string;
  readonly state: OutboxState;
  readonly queuedAt: number;
  readonly notBefore: number;
  /** When a person let an overdue one go. */
  readonly releasedAt: number | null;
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly code: string | null;
  readonly response: string | null;
  readonly server: string | null;
  readonly tls: string | null;
  /** 1: sent with REQUIRETLS (RFC 8689). */
  readonly requireTls: number;
  readonly sentAt: number | null;
  /** What looking for an unsure one in the server's Sent gave; `cannot-tell`: this provider files nothing there by itself. */
  readonly checked: 'not-checked' | 'in-sent' | 'not-in-sent' | 'cannot-tell';
};

const columns = `id, submission_id AS submissionId, message_id AS messageId, thread_id AS threadId, mode,
  decision_json AS decisionJson, envelope_from AS envelopeFrom, envelope_to_json AS envelopeToJson,
  message_id_header AS messageIdHeader, copy_state AS copyState, state, queued_at AS queuedAt,
  not_before AS notBefore, released_at AS releasedAt, attempts, next_attempt_at AS nextAttemptAt, code, response,
  server, tls, require_tls AS requireTls, sent_at AS sentAt, checked`;

export function insertOutboxRow(
  db: WriteHandle,
  row: Omit<
    OutboxRow,
    'releasedAt' | 'nextAttemptAt' | 'code' | 'response' | 'server' | 'tls' | 'requireTls' | 'sentAt'
  >,
): void {
  db.change(
    `INSERT INTO outbox (id, submission_id, message_id, thread_id, mode, decision_json, envelope_from,
       envelope_to_json, message_id_header, copy_state, state, queued_at, not_before, attempts, checked)
     VALUES ($id, $submissionId, $messageId, $threadId, $mode, $decisionJson, $envelopeFrom, $envelopeToJson,
       $messageIdHeader, $copyState, $state, $queuedAt, $notBefore, $attempts, $checked)`,
    row,
  );
}

export function findOutboxRow(db: ReadHandle, id: string): OutboxRow | null {
  return db.find(`SELECT ${columns} FROM outbox WHERE id = $id`, { id });
}

/** The row whose message has this Message-ID (with angle brackets), or null. */
export function findOutboxRowByHeader(db: ReadHandle, messageIdHeader: string): OutboxRow | null {
  return db.find(`SELECT ${columns} FROM outbox WHERE message_id_header = $messageIdHeader`, { messageIdHeader });
}

export function listOutboxRowsOfSubmission(db: ReadHandle, submissionId: string): OutboxRow[] {
  return db.list(`SELECT ${columns} FROM outbox WHERE submission_id = $submissionId ORDER BY id`, { submissionId });
}

/** True when this message of ours left, or is to leave, encrypted for at least one recipient. */
export function leftProtected(db: ReadHandle, messageId: string): boolean {
  return (
    db.find("SELECT 1 FROM outbox WHERE message_id = $messageId AND mode NOT IN ('open', 'tls') LIMIT 1", {
      messageId,
    }) !== null
  );
}

/** Of several deliveries of one message, the one a person must know about first. */
export function findWorstOutboxRow(db: ReadHandle, messageId: string): OutboxRow | null {
  return db.find(
    `SELECT ${columns} FROM outbox WHERE message_id = $messageId
     ORDER BY CASE state WHEN 'failed' THEN 0 WHEN 'unsure' THEN 1 WHEN 'sending' THEN 2 WHEN 'queued' THEN 3 ELSE
         EXISTS (SELECT 1 FROM delivery_report WHERE outbox_id = outbox.id AND action = 'failed') * -1 + 5 END,
       queued_at DESC LIMIT 1`,
    { messageId },
  );
}

/** All deliveries of one message, in the order in which they were made. */
export function listOutboxRowsOfMessage(db: ReadHandle, messageId: string): OutboxRow[] {
  return db.list(`SELECT ${columns} FROM outbox WHERE message_id = $messageId ORDER BY rowid`, { messageId });
}

/** Named one by one, for the index: nearly all there ever was has been sent. */
const unsent = `state IN ('queued', 'sending', 'unsure', 'failed')`;

/** How many have not left for certain. */
export function countUnsentOutboxRows(db: ReadHandle): number {
  return db.get<{ total: number }>(`SELECT count(*) AS total FROM outbox WHERE ${unsent}`).total;
}

/** How many a person has to decide about. */
export function countUndecidedOutboxRows(db: ReadHandle): number {
  return db.get<{ total: number }>(
    `SELECT count(*) AS total FROM outbox
     WHERE state = 'failed' OR (state = 'unsure' AND checked <> 'not-checked')`,
  ).total;
}

/** Everything that has not left for certain, newest first. */
export function listUnsentOutboxRows(db: ReadHandle): OutboxRow[] {
  return db.list(`SELECT ${columns} FROM outbox WHERE ${unsent} ORDER BY queued_at DESC, id`);
}

/** How many were taken since `at` (ms). */
export function countSentSince(db: ReadHandle, at: number): number {
  return db.get<{ total: number }>('SELECT count(*) AS total FROM outbox WHERE sent_at IS NOT NULL AND sent_at > $at', {
    at,
  }).total;
}

/** What runs have in the outbox rests until `until` (ms): it is not late for that. */
export function restBulkRows(db: WriteHandle, until: number): void {
  db.changeAny(
    `UPDATE outbox SET next_attempt_at = max(coalesce(next_attempt_at, 0), $until),
       not_before = iif(attempts = 0, max(not_before, $until), not_before)
     WHERE state = 'queued' AND json_extract(decision_json, '$.bulk')`,
    { until },
  );
}

/**
 * Messages that may leave, the one to go first before the others: due, not waiting for a new try, and never more than
 * `overdueAfter` ms late at their first try unless a person let them go.
 */
export function listDueOutboxRows(db: ReadHandle, now: number, overdueAfter: number, limit: number): OutboxRow[] {
  return db.list(
    `SELECT ${columns} FROM outbox
     WHERE state = 'queued' AND not_before <= $now AND coalesce(next_attempt_at, 0) <= $now
       AND (attempts > 0 OR released_at IS NOT NULL OR not_before > $now - $overdueAfter)
     ORDER BY coalesce(next_attempt_at, not_before), queued_at, rowid LIMIT $limit`,
    { now, overdueAfter, limit },
  );
}

/** When the next queued message becomes due (ms since 1970), overdue ones left out; null without any. */
export function findNextDueTime(db: ReadHandle, now: number, overdueAfter: number): number | null {
  return db.get<{ at: number | null }>(
    `SELECT min(max(not_before, coalesce(next_attempt_at, 0))) AS at FROM outbox
     WHERE state = 'queued' AND (attempts > 0 OR released_at IS NOT NULL OR not_before > $now - $overdueAfter)`,
    { now, overdueAfter },
  ).at;
}

/** Sent ones whose copy still has to be filed on the server, oldest first. */
export function listCopiesNeeded(db: ReadHandle): OutboxRow[] {
  return db.list(`SELECT ${columns} FROM outbox WHERE state = 'sent' AND copy_state = 'needed' ORDER BY sent_at`);
}

/** Moves a row on from exactly one state; throws `not-found` when it is in another by now. */
export function moveOutboxRow(
  db: WriteHandle,
  id: string,
  from: OutboxState,
  to: Pick<OutboxRow, 'state'> & Partial<Omit<OutboxRow, 'id' | 'state'>>,
): void {
  const current = findOutboxRow(db, id);
  const next = { ...current, ...to };
  db.change(
    `UPDATE outbox SET state = $state, attempts = $attempts, next_attempt_at = $nextAttemptAt, code = $code,
       response = $response, server = $server, tls = $tls, require_tls = $requireTls, sent_at = $sentAt, checked = $checked,
       released_at = $releasedAt, not_before = $notBefore
     WHERE id = $id AND state = $from`,
    {
      id,
      from,
      state: next.state,
      attempts: next.attempts ?? 0,
      nextAttemptAt: next.nextAttemptAt ?? null,
      code: next.code ?? null,
      response: next.response ?? null,
      server: next.server ?? null,
      tls: next.tls ?? null,
      requireTls: next.requireTls ?? 0,
      sentAt: next.sentAt ?? null,
      checked: next.checked ?? 'not-checked',
      releasedAt: next.releasedAt ?? null,
      notBefore: next.notBefore ?? 0,
    },
  );
}

export function setCopyDone(db: WriteHandle, id: string): void {
  db.change("UPDATE outbox SET copy_state = 'done' WHERE id = $id AND copy_state = 'needed'", { id });
}

export function deleteOutboxRow(db: WriteHandle, id: string): void {
  abandonOutboxPieces(db, id);
  db.change('DELETE FROM outbox WHERE id = $id', { id });
}
