import type { AccountInput } from '../../contract/account.ts';
import type { SettingsView } from '../../contract/settings.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findSetting, listSettings } from '../store/tables/settings.ts';

/** What stands before anybody changes a setting. */
const defaults: SettingsView = {
  practice: { name: '', postalAddress: '', telephone: '' },
  ownerName: '',
  signature: '',
  theme: 'system',
  idleMinutes: 10,
  language: 'en',
  resolver: null,
  requireTls: 'when-offered',
};

/** All settings, as people last set them. */
export function readSettings(db: ReadHandle): SettingsView {
  const known = Object.keys(defaults);
  const set = listSettings(db).filter(({ name }) => known.includes(name));
  return { ...defaults, ...Object.fromEntries(set.map(({ name, value }) => [name, value])) };
}

/** The mail account without its password; null before the first is saved. */
export function findAccount(db: ReadHandle): Omit<AccountInput, 'password'> | null {
  return findSetting(db, 'account') as Omit<AccountInput, 'password'> | null;
}

/** Who is at the computer, as they last said. */
export function readOwnerName(db: ReadHandle): string {
  return (findSetting(db, 'ownerName') as string | null) ?? defaults.ownerName;
}
