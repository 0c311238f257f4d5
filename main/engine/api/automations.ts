import { automationSends, automationView, haltedRuns } from '../campaigns/automations/automation-view.ts';
import {
  getAutomation,
  holdSend,
  releaseSend,
  removeAutomation,
  saveAutomation,
  settleMissed,
  switchOff,
  switchOn,
} from '../campaigns/automations/automations.ts';
import { previewAutomation } from '../campaigns/automations/preview.ts';
import { localZone } from '../campaigns/automations/wall-time.ts';
import type { Session } from '../session.ts';
import { listAutomations } from '../store/tables/automations.ts';
import type { Handlers } from './handlers.ts';

export function automationHandlers(session: Session): Handlers<'automations'> {
  const { store, journal, clock, emit, campaigns } = session;
  const { letters, standing } = campaigns;
  const changed = () => {
    emit('automations.changed', {});
    standing.wake();
    return {};
  };

  return {
    list: () => ({
      rules: listAutomations(store.read).map((rule) => automationView(store.read, rule, letters, clock.now())),
      halted: haltedRuns(store.read),
    }),
    get: ({ automationId }) =>
      automationView(store.read, getAutomation(store.read, automationId), letters, clock.now()),
    save(input) {
      const automationId = store.write((db) => saveAutomation(db, journal, input, letters, clock.now()));
      changed();
      return { automationId };
    },
    remove({ automationId }) {
      store.write((db) => removeAutomation(db, journal, automationId));
      return changed();
    },
    switchOn({ automationId }) {
      store.write((db) => switchOn(db, journal, automationId, letters, clock.now()));
      return changed();
    },
    switchOff({ automationId }) {
      store.write((db) => switchOff(db, journal, automationId));
      return changed();
    },
    preview: (wish) => previewAutomation(store, wish, { letters, now: clock.now(), zone: localZone() }),
    sends: (page) => automationSends(store.read, page),
    hold(send) {
      store.write((db) => holdSend(db, journal, send));
      return changed();
    },
    release(send) {
      store.write((db) => releaseSend(db, journal, send));
      return changed();
    },
    settle(said) {
      store.write((db) => settleMissed(db, journal, said, clock.now()));
      return changed();
    },
  };
}
