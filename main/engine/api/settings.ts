import { readSettings } from '../journal/settings.ts';
import type { Session } from '../session.ts';
import type { Handlers } from './handlers.ts';

export function settingsHandlers({ store, journal, emit, host }: Session): Handlers<'settings'> {
  return {
    get: () => readSettings(store.read),
    async change(patch) {
      store.write((db) => journal.append(db, 'settings.changed', patch));
      const now = readSettings(store.read);
      await host.setIdleMinutes({ minutes: now.idleMinutes });
      emit('settings.changed', now);
      return now;
    },
  };
}
