import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../main/engine/base/secret.ts';
import { openStore, type Store } from '../../main/engine/store/open.ts';

export type TestStore = {
  readonly store: Store;
  /** Closes and opens the same file again, as after a restart. */
  readonly reopen: () => Store;
  readonly remove: () => void;
};

/** A real, encrypted database in a folder of its own: the cipher cannot key a database in memory. */
export function openTestStore(): TestStore {
  const folder = mkdtempSync(join(tmpdir(), 'postern-store-'));
  const path = join(folder, 'vault.db');
  const key = new Secret(new Uint8Array(32).fill(7));
  let store = openStore(path, key, 'create');
  return {
    get store() {
      return store;
    },
    reopen() {
      store.close();
      store = openStore(path, key, 'existing');
      return store;
    },
    remove() {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
