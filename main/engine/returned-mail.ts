import type { Journal } from './journal/journal.ts';
import { noteReports } from './outbox/note-reports.ts';
import { clearAddress } from './patients/address-trouble.ts';
import { noteOptOuts } from './patients/opt-out.ts';
import { listPatientsWithAddress } from './patients/patients.ts';
import type { Surroundings } from './session.ts';
import type { Store } from './store/open.ts';
import { findAddressTrouble } from './store/tables/delivery-reports.ts';

type Parts = Pick<Surroundings, 'clock' | 'emit' | 'log'> & { readonly store: Store; readonly journal: Journal };

/** What follows when mail of ours came back, somebody writes to whom it did, or takes marketing back. */
export type ReturnedMail = {
  /** Writes new reports into the journal and tells the window. */
  readonly note: () => void;
  /** Mail from this address came at `at` (ms): nothing is wrong with it any more. */
  readonly clear: (address: string, at: number) => void;
  /** Puts opt-outs that came by mail into the ledger: from now on nothing of that purpose leaves. */
  readonly optOut: () => void;
};

/** Joins mailbox, outbox and patients, which do not know each other, where mail comes back. */
export function watchReturnedMail({ store, journal, clock, emit, log }: Parts): ReturnedMail {
  function tell(address: string): void {
    for (const { id } of listPatientsWithAddress(store.read, address)) emit('patients.changed', { patientId: id });
  }
  return {
    note() {
      try {
        const reports = store.write((db) => noteReports(db, journal));
        for (const { outboxId, address } of reports) {
          emit('outbox.changed', { outboxId });
          tell(address);
        }
        if (reports.length > 0) emit('threads.changed', { threadIds: [] });
      } catch {
        // They stay unnoted, and are noted at the next report or the next start.
        log.info('reports.not-noted');
      }
    },
    clear(address, at) {
      const trouble = findAddressTrouble(store.read, address);
      if (trouble === null || trouble.at >= at) return;
      try {
        store.write((db) => clearAddress(db, journal, address, 'wrote'));
        tell(address);
        emit('threads.changed', { threadIds: [] });
      } catch {
        log.info('address.not-cleared');
      }
    },
    optOut() {
      try {
        const patientIds = store.write((db) => noteOptOuts(db, journal, clock.now()));
        for (const patientId of patientIds) emit('patients.changed', { patientId });
        if (patientIds.length > 0) emit('threads.changed', { threadIds: [] });
      } catch {
        log.info('opt-outs.not-noted');
      }
    },
  };
}
