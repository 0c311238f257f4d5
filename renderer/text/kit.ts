/** The few words that the kit itself says. */
export const kitText = {
  optional: '(optional)',
  loading: 'Loading',
  dismiss: 'Dismiss',
  show: (what: string) => `Show ${what}`,
  hide: (what: string) => `Hide ${what}`,
  passphrase: 'passphrase',
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  save: 'Save',
  tryAgain: 'Try again',
  backTo: (list: string) => `Back to ${list}`,
} as const;
