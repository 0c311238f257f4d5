import type { ErrorCode } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Journal } from '../journal/journal.ts';
import type { Store } from '../store/open.ts';
import type { OutboxRow } from '../store/tables/outbox.ts';
import type { SendJob, SendResult } from '../wire/smtp-send.ts';

export type SentCheck = OutboxRow['checked'];

/** What a person has to decide about: a consent that went, a protection that is no longer good, a patient who moved on. */
type ForAPerson =
  | 'consent-changed'
  | 'patient-changed'
  | 'key-no-longer-good'
  | 'certificate-no-longer-good'
  | 'own-certificate-no-longer-good'
  | 'phrase-replaced'
  | 'reader-differs';

/** Why a message may not leave; with `retry` it waits and is asked about again. */
export type Obstacle =
  | { readonly code: ForAPerson; readonly retry: false }
  | { readonly code: ErrorCode; readonly retry: boolean };

/** To whom, and how far TLS is asked for. */
export type OutboxEnvelope = Pick<SendJob, 'requireTls'> & { readonly from: string; readonly to: readonly string[] };

export type OutboxDependencies = {
  readonly store: Store;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  readonly send: (envelope: OutboxEnvelope, bytes: Uint8Array) => Promise<SendResult>;
  /** Asked once more before the first byte: a consent may have been withdrawn while the message waited. Null: it may leave. */
  readonly isStillAllowed: (row: OutboxRow) => Promise<Obstacle | null>;
  /** Files the practice's copy on the server; throws while the line is down, and is tried again. */
  readonly fileCopy: (bytes: Uint8Array, messageIdHeader: string, at: number) => Promise<void>;
  /** Looks for a message in Sent; `not-checked` or a failure while the line is down. */
  readonly lookInSent: (messageIdHeader: string) => Promise<SentCheck>;
  readonly onChanged: (row: OutboxRow) => void;
};
