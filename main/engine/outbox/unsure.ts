import type { Journal } from '../journal/journal.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import {
  findOutboxRow,
  listCopiesNeeded,
  listUnsentOutboxRows,
  moveOutboxRow,
  type OutboxRow,
} from '../store/tables/outbox.ts';
import type { OutboxDependencies } from './outbox-dependencies.ts';
import { recipientsOf, recordSent } from './record-sent.ts';

/**
 * A row that says "sending" before anything is sent was on the wire when the process died, or when the disk was too full to
 * note what came of it: nobody can know whether it was taken. Those that are being tried now are not meant.
 */
export function settleLeftBehind(
  { store, journal, onChanged }: OutboxDependencies,
  onTheWay: ReadonlyMap<string, unknown>,
): void {
  const rows = listUnsentOutboxRows(store.read).filter(({ id, state }) => state === 'sending' && !onTheWay.has(id));
  for (const row of rows) {
    store.write((db) => markUnsure(db, journal, row));
    onChanged(row);
  }
}

/** It counts as a try: from now on something of it may have arrived. */
export function markUnsure(db: WriteHandle, journal: Journal, row: OutboxRow): void {
  moveOutboxRow(db, row.id, 'sending', {
    state: 'unsure',
    attempts: row.attempts + 1,
    checked: 'not-checked',
    code: 'answer-lost',
  });
  journal.append(db, 'message.unsure', { outboxId: row.id, to: recipientsOf(row).join(', '), checked: 'not-checked' });
}

/** Unsure messages that Sent may still tell about: before a person is asked, and again whenever something else is done. */
export async function lookForUnsure(dependencies: OutboxDependencies): Promise<void> {
  const rows = listUnsentOutboxRows(dependencies.store.read).filter(({ state }) => state === 'unsure');
  for (const row of rows) if (await lookFor(row, dependencies)) dependencies.onChanged(row);
}

/** Where the provider files what was sent, its Sent can say that an unsure message was taken. True when that changed the row. */
export async function lookFor(
  row: OutboxRow,
  { store, journal, clock, lookInSent, log }: OutboxDependencies,
): Promise<boolean> {
  const checked = await lookInSent(row.messageIdHeader).catch(() => 'not-checked' as const);
  log.info('outbox.unsure', { checked });
  if (checked === 'not-checked') return false;
  return store.write((db) => {
    const current = findOutboxRow(db, row.id);
    // A person decided meanwhile.
    if (current?.state !== 'unsure' || current.checked === checked) return false;
    if (checked === 'in-sent') {
      moveOutboxRow(db, row.id, 'unsure', { state: 'sent', sentAt: clock.now(), checked, code: null });
      recordSent(db, journal, row, { server: '', tls: '' });
    } else moveOutboxRow(db, row.id, 'unsure', { state: 'unsure', checked });
    return true;
  });
}

/** Something is left to be done in Sent that the line kept from being done. */
export function isWaitingForLine(db: ReadHandle): boolean {
  const unlooked = listUnsentOutboxRows(db).some(
    ({ state, checked }) => state === 'unsure' && checked === 'not-checked',
  );
  return unlooked || listCopiesNeeded(db).length > 0;
}
