/** The closed list of what can go wrong. The window has one text per code; `facts` fill its blanks and hold no secret. */
export const errorCodes = [
  // the seam
  'bad-request',
  'too-large',
  'locked',
  'engine-gone',
  'unexpected',
  'took-too-long',
  // the vault
  'vault-absent',
  'vault-exists',
  'vault-wrong-passphrase',
  'vault-wrong-recovery-code',
  'vault-key-missing',
  'vault-damaged',
  'vault-from-future',
  'vault-on-network-drive',
  'vault-in-use',
  'vault-weak-passphrase',
  'keychain-unavailable',
  'backup-damaged',
  'disk-full',
  'file-unwritable',
  // the account
  'server-name-not-found',
  'server-refused',
  'server-timeout',
  'server-certificate',
  'server-no-tls',
  'server-protocol',
  'sign-in-refused',
  'sign-in-needs-oauth',
  'offline',
  // mail
  'not-found',
  'message-unreadable',
  'message-too-large',
  'requiretls-missing',
  'tls-unproven',
  'recipient-invalid',
  'recipient-refused',
  'mail-refused',
  'mail-deferred',
  'header-invalid',
  'protection-mismatch',
  'key-unusable',
  'certificate-unreadable',
  'phrase-missing',
  'pdf-impossible',
  'template-broken',
  'state-changed',
  'import-unreadable',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Blanks of an error's text: host names, dates, sizes. Never a secret, never patient data. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean>>;
