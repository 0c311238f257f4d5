import type { ServerSettings, SignIn } from '../../main/contract/account.ts';

/** Words of the account set-up. */
export const accountText = {
  title: 'Connect your mail account',
  words: 'The account the practice already has. Nothing changes for the people who write to you.',
  address: 'Mail address',
  addressFixed: 'This mailbox stays with this address. More accounts come with a later version.',
  displayName: 'Name that patients see',
  displayNameHint: 'It stands beside the address in every message.',
  password: 'Password',
  appPassword: 'App password',
  passwordHint: 'It goes to your provider and nowhere else, and is kept in the system’s password store.',
  passwordAgain: 'To change anything here, type the password once more.',
  appPasswordHint: (provider: string) => `Not the usual one: make an “app password” on the website of ${provider}.`,
  provider: (provider: string) => `${provider}: settings known`,
  guessed: 'Provider not known: settings guessed',
  servers: 'Server settings',
  user: 'User name',
  incoming: 'Incoming mail (IMAP)',
  outgoing: 'Outgoing mail (SMTP)',
  host: 'Server',
  port: 'Port',
  security: 'Protection of the line',
  securityHint: 'Both are encrypted with a checked name. Postern has no other way.',
  incomingShort: 'Incoming',
  outgoingShort: 'Outgoing',
  answers: 'What the servers answered',
  checkOnly: 'Check only',
  save: 'Check and save',
  checking: 'Signing in to both servers',
  saved: 'The account is saved. Mail is being fetched.',
  serverGood: (host: string) => `${host} accepted the sign-in over a protected line.`,
  notYet: 'Set up later',
  laterSignIn: 'This sign-in is not in this version yet',
  invalidAddress: 'A mail address has an @ and a domain.',
  connection: 'Connection',
  passwordIn: {
    keychain: 'The password is kept in the system’s password store.',
    vault: 'The password is kept locked with the mail, since this system has no password store.',
  },
  syncNow: 'Look for mail now',
} as const;

export const securityNames = {
  implicit: 'Encrypted from the start (TLS)',
  starttls: 'Encrypted before sign-in (STARTTLS)',
} as const satisfies Record<ServerSettings['security'], string>;

/** Null where a password works; else who signs in how, and what to do until then. */
export function signInNote(signIn: SignIn): { readonly title: string; readonly words: string } | null {
  if (signIn === 'oauth-google') {
    return {
      title: 'Google signs in on its own page',
      words:
        'Gmail and Google Workspace ask for the “Sign in with Google” page instead of a password. Postern learns it in a later version. Until then, use an account of another provider.',
    };
  }
  if (signIn === 'oauth-microsoft') {
    return {
      title: 'Microsoft signs in on its own page',
      words:
        'Microsoft 365 and Outlook.com ask for the Microsoft sign-in page instead of a password. Postern learns it in a later version. Until then, use an account of another provider.',
    };
  }
  return null;
}
