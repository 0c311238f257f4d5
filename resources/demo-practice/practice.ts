/** Somebody who writes or is written to. */
export type Person = { readonly name: string; readonly address: string };

/** The invented practice. The telephone numbers are from the range that is never given out (555-01xx). */
export const practice = {
  name: 'Elm Street Clinic',
  address: 'office@elmstreet.example',
  postalAddress: '12 Elm Street, Fairview, OH 43006',
  telephone: '(555) 555-0142',
  owner: 'Maria Castellanos',
} as const;

export const doctors = ['Dr. Helen Marsh', 'Dr. Daniel Osei', 'Dr. Ingrid Solberg'] as const;

/** From and To of everything the practice wrote or got. */
export const office: Person = { name: practice.name, address: practice.address };

export const signature = `${practice.owner}\n${practice.name}, front desk\n${practice.postalAddress}\n${practice.telephone}`;
