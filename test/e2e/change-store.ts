import { systemClock } from '../../main/engine/base/clock.ts';
import { Secret } from '../../main/engine/base/secret.ts';
import type { Store } from '../../main/engine/store/open.ts';
import { createVault } from '../../main/engine/vault/vault.ts';
import { practicePassphrase } from '../support/practice.ts';

/** Opens a practice's database while no app runs on it, for what nobody can do by hand in a test's time. */
export async function changeStore(profile: string, work: (store: Store) => void): Promise<void> {
  const { store } = await createVault({ folder: profile, clock: systemClock }).unlock(new Secret(practicePassphrase));
  work(store);
  store.close();
}
