import type { AccountPreset, AccountView, ConnectionState } from '../../../main/contract/account.ts';
import type { Counts, MailboxView } from '../../../main/contract/mailboxes.ts';
import type { ReaderView } from '../../../main/contract/reader.ts';
import type { SettingsView } from '../../../main/contract/settings.ts';
import type { ListedDomain } from '../../../main/contract/transport.ts';
import type { RecoveryKit, VaultStatus } from '../../../main/contract/vault.ts';

const hour = 3_600_000;

export const sampleSettings: SettingsView = {
  practice: {
    name: 'Elm Street Clinic',
    postalAddress: '12 Elm Street\nSpringfield, IL 62701',
    telephone: '(217) 555-0137',
  },
  ownerName: 'Maria Delgado',
  signature: 'Maria Delgado, front desk\nElm Street Clinic · (217) 555-0137',
  theme: 'system',
  idleMinutes: 10,
  language: 'en',
  resolver: null,
  requireTls: 'when-offered',
};

export const sampleListedDomains: readonly ListedDomain[] = [
  {
    domain: 'lakesidelab.example',
    note: 'Contract of March 3: their server takes mail from ours by TLS only.',
    by: 'Maria Delgado',
    at: Date.now() - 90 * 24 * hour,
  },
];

export const sampleConnection = (change: Partial<ConnectionState> = {}): ConnectionState => ({
  state: 'up-to-date',
  code: null,
  facts: {},
  done: 0,
  total: 0,
  lastSyncAt: Date.now() - 60_000,
  ...change,
});

export const sampleAccount = (connection = sampleConnection()): AccountView => ({
  address: 'frontdesk@elmstreet.example',
  displayName: 'Elm Street Clinic',
  user: 'frontdesk@elmstreet.example',
  imap: { host: 'imap.elmstreet.example', port: 993, security: 'implicit' },
  smtp: { host: 'smtp.elmstreet.example', port: 465, security: 'implicit' },
  passwordIn: 'keychain',
  connection,
});

export const sampleKit: RecoveryKit = {
  practiceName: 'Elm Street Clinic',
  madeAt: Date.now(),
  code: 'K7QM-2XRD-9WVF-H4TN-3PCB-8YJA-6EGK',
  lockedPrivateKey: `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${'xYYEZ0rUjBYJKwYBBAHaRw8BAQdAu7pV9kE4hE6b2rT1sWq8cYf0mJd3nLxGzoP\n'.repeat(14)}-----END PGP PRIVATE KEY BLOCK-----`,
  fingerprint: '8F2C 91D4 0B6E 77A3 5D10  C4E9 2B7F 6A18 90DD 3E41',
  revocationCertificate: `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${'wnUEIBYKACcFgmdK1IwJEDnT5eH8m2kKFqEEu7pV9kE4hE6b2rT1sWq8cYf0mJd3\n'.repeat(3)}-----END PGP PUBLIC KEY BLOCK-----`,
};

export const sampleStatus = (change: Partial<VaultStatus> = {}): VaultStatus => ({
  state: 'open',
  problem: null,
  waitMs: 0,
  backups: [
    { name: 'postern-1.backup', at: Date.now() - 9 * hour, size: 148_200_000 },
    { name: 'postern-2.backup', at: Date.now() - 33 * hour, size: 147_900_000 },
    { name: 'postern-3.backup', at: Date.now() - 57 * hour, size: 146_100_000 },
  ],
  ...change,
});

export const sampleCounts: Counts = {
  inboxUnread: 12,
  toBeChosen: 3,
  drafts: 2,
  outbox: 0,
  outboxNeedsPerson: 0,
  patients: 1_284,
  missedLetters: 0,
};

const mailbox = (id: string, name: string, role: MailboxView['role'], unread = 0): MailboxView => ({
  id: `mb_${id.padEnd(8, '0')}`,
  name,
  role,
  unread,
  total: 40,
});

export const sampleMailboxes: readonly MailboxView[] = [
  mailbox('inbox', 'INBOX', 'inbox', 12),
  mailbox('sent', 'Sent', 'sent'),
  mailbox('drafts', 'Drafts', 'drafts'),
  mailbox('archive', 'Archive', 'archive'),
  mailbox('junk', 'Junk', 'junk', 4),
  mailbox('trash', 'Trash', 'trash'),
  mailbox('billing', 'Billing', null, 1),
  mailbox('insurers', 'Insurers and claims', null),
];

export const samplePreset = (address: string): AccountPreset => {
  const domain = address.split('@')[1] ?? '';
  const servers = (imap: string, smtp: string) => ({
    imap: { host: imap, port: 993, security: 'implicit' } as const,
    smtp: { host: smtp, port: 465, security: 'implicit' } as const,
  });
  if (domain === 'gmail.com') {
    return { provider: 'Google', signIn: 'oauth-google', ...servers('imap.gmail.com', 'smtp.gmail.com') };
  }
  if (domain === 'outlook.com') {
    return {
      provider: 'Microsoft',
      signIn: 'oauth-microsoft',
      ...servers('outlook.office365.com', 'smtp.office365.com'),
    };
  }
  if (domain === 'fastmail.com') {
    return { provider: 'Fastmail', signIn: 'app-password', ...servers('imap.fastmail.com', 'smtp.fastmail.com') };
  }
  return { provider: null, signIn: 'password', ...servers(`imap.${domain}`, `smtp.${domain}`) };
};

/** No reading page on the website yet. */
export const sampleReader: ReaderView = { state: 'none', address: null, exported: null, outdated: false, check: null };

/** A reading page that somebody changed on the website. */
export const otherReader: ReaderView = {
  state: 'differs',
  address: 'https://www.elmstreet.example/letter.html',
  exported: {
    sha256: '3b1f5c0e9a7d24681b0c9e8f7a6d5c4b3a29180716f5e4d3c2b1a09f8e7d6c5b',
    at: Date.now() - 40 * 24 * hour,
  },
  outdated: false,
  check: { result: 'different', sha256: 'ab'.repeat(32), at: Date.now() - 2 * hour },
};
