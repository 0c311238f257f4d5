import { deletePassword, getPassword, setPassword } from 'keytar/keytar.js';

import { Secret } from '../base/secret.ts';
import type { Store } from '../store/open.ts';

/** Where the mail account's password is kept. */
export type PasswordPlace = 'keychain' | 'vault';

/** Keeps server passwords in the system's keychain, or inside the vault where there is none. */
export type PasswordKeeper = {
  readonly keep: (store: Store, account: string, password: Secret<string>) => Promise<PasswordPlace>;
  readonly find: (store: Store, account: string) => Promise<{ password: Secret<string>; place: PasswordPlace } | null>;
};

const service = 'Postern';

function keepInVault(store: Store, account: string, password: string | null): void {
  store.write((db) => {
    db.changeAny('DELETE FROM kept_secret WHERE name = $name', { name: `password:${account}` });
    if (password === null) return;
    db.change('INSERT INTO kept_secret (name, value) VALUES ($name, $value)', {
      name: `password:${account}`,
      value: password,
    });
  });
}

/** `keychain: false` for tests and the demo, which must leave a person's own keychain alone. */
export function createPasswordKeeper(options: { readonly keychain: boolean }): PasswordKeeper {
  return {
    async keep(store, account, password) {
      if (options.keychain) {
        try {
          await setPassword(service, account, password.reveal());
          keepInVault(store, account, null);
          return 'keychain';
        } catch {
          // No keychain, or a locked one: the vault is as safe a place.
        }
      }
      keepInVault(store, account, password.reveal());
      if (options.keychain) await deletePassword(service, account).catch(() => false);
      return 'vault';
    },
    async find(store, account) {
      const kept = store.read.find<{ value: string }>('SELECT value FROM kept_secret WHERE name = $name', {
        name: `password:${account}`,
      });
      if (kept) return { password: new Secret(kept.value), place: 'vault' };
      if (!options.keychain) return null;
      const password = await getPassword(service, account).catch(() => null);
      return password === null ? null : { password: new Secret(password), place: 'keychain' };
    },
  };
}
