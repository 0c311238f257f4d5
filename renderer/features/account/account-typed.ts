import type { AccountInput, AccountPreset, AccountView } from '../../../main/contract/account.ts';

/** What stands in the form. `serversTyped`: a person changed the servers, so a preset leaves them alone. */
export type AccountTyped = AccountInput & { readonly serversTyped: boolean };

/** An empty form; patients see the practice's name. */
export function emptyAccount(practiceName: string, address: string): AccountTyped {
  return {
    address,
    displayName: practiceName,
    user: '',
    password: '',
    imap: { host: '', port: 993, security: 'implicit' },
    smtp: { host: '', port: 465, security: 'implicit' },
    serversTyped: false,
  };
}

/** The saved account in the form, without its password, which never comes back to the window. */
export function typedFrom({ address, displayName, user, imap, smtp }: AccountView): AccountTyped {
  return { address, displayName, user, password: '', imap, smtp, serversTyped: true };
}

/** The form with the servers of the preset, where nobody typed others. */
export function mergePreset(typed: AccountTyped, preset: AccountPreset | null): AccountTyped {
  return preset && !typed.serversTyped ? { ...typed, imap: preset.imap, smtp: preset.smtp } : typed;
}

/** True when nothing that the contract needs is empty. */
export function isAccountComplete({ password, imap, smtp }: AccountTyped): boolean {
  return password !== '' && [imap, smtp].every(({ host, port }) => host !== '' && port > 0);
}
