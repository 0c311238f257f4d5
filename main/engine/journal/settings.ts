import type { AccountInput } from '../../contract/account.ts';
import type { SettingsView } from '../../contract/settings.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findSetting } from '../store/tables/settings.ts';

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
  const value = <Name extends keyof SettingsView>(name: Name): SettingsView[Name] =>
    (findSetting(db, name) as SettingsView[Name] | null) ?? defaults[name];
  return {
    practice: value('practice'),
    ownerName: value('ownerName'),
    signature: value('signature'),
    theme: value('theme'),
    idleMinutes: value('idleMinutes'),
    language: value('language'),
    resolver: value('resolver'),
    requireTls: value('requireTls'),
  };
}

/** The mail account without its password; null before the first is saved. */
export function findAccount(db: ReadHandle): Omit<AccountInput, 'password'> | null {
  return findSetting(db, 'account') as Omit<AccountInput, 'password'> | null;
}
