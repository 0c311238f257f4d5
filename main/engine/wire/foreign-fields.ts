/** What imapflow, nodemailer and Node put on their errors. All of it may be missing or of another type. */
export type ForeignFields = {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly command?: unknown;
  readonly response?: unknown;
  readonly responseText?: unknown;
  readonly responseCode?: unknown;
  readonly serverResponseCode?: unknown;
  readonly authenticationFailed?: unknown;
  readonly mailboxMissing?: unknown;
  readonly tlsFailed?: unknown;
};

/** The fields of a caught value, none when it is no object. */
export function foreignFields(error: unknown): ForeignFields {
  return typeof error === 'object' && error !== null ? error : {};
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
