import type { CertificateTrust, CertificateView, OwnCertificateView } from '../../main/contract/certificates.ts';
import { formatDate } from './format.ts';

/** Words of S/MIME certificates. */
export const certificatesText = {
  title: 'S/MIME',
  none: 'None on file. It comes with signed mail, or in a file from them.',
  add: 'Add from a file',
  address: 'For the address',
  compare: 'Compare',
  compareTitle: 'Compare the fingerprint',
  compareWords:
    'Call them at a number you know, not one from a mail. Let them read the SHA-256 fingerprint of their certificate out, and compare every group.',
  remove: 'Remove',
  removeTitle: 'Remove this certificate?',
  removeWords: 'Mail to this address is not encrypted with it any more.',
  issued: (issuer: string) => `issued by ${issuer}`,
  until: (on: string) => `valid until ${on}`,
  fromFile: 'added from a file',
  fromMail: 'came with a signed mail',
  compared: (on: string, by: string) => `Compared ${on} by ${by}`,
  otherAddress: 'Names other addresses only',
  revoked: 'Withdrawn by its issuer',
  good: (on: string) => `Not withdrawn, asked ${on}`,
  notAsked: 'Not checked whether it was withdrawn',
  keep: 'Keep for S/MIME answers',
  keepWords: 'What it takes to write to them encrypted came with this message.',
  kept: 'Kept for S/MIME.',
  othersTitle: 'Other people’s certificates',
  othersWords: 'Of patients and everybody else. One that nobody vouches for is asked about before health content.',
  othersNone: 'No certificates yet.',
  othersFor: 'Add a certificate for',
  othersForWords: 'A mail address. For a patient, their page does the same.',
} as const;

/** Words of the practice's own certificate, in the settings. */
export const ownCertificateText = {
  tab: 'S/MIME',
  title: 'Certificate of the practice',
  words:
    'With a certificate from an authority you sign, and others encrypt to you, in S/MIME. You get it as a .p12 or .pfx file with a password. The private key stays locked on this computer.',
  none: 'None yet.',
  importAction: 'Import a .p12 file',
  importTitle: 'Import the practice’s certificate',
  importWords: 'The password is the one the file was made with. It is used once and not kept.',
  password: 'Password of the file',
  pick: 'Choose the file',
  picked: (name: string) => `File: ${name}`,
  missing: 'Choose the file first.',
  importYes: 'Import',
  imported: 'Imported. It signs and receives from now on.',
  inUse: 'Signs now',
  soon: (on: string) => `Runs out on ${on}. Ask for a new one in time.`,
  receivesOnly: 'Only receives',
  signsOnly: 'Only signs',
  notForAccount: 'Made for another address than the account’s',
  removeTitle: 'Remove this certificate and its key?',
  removeWords:
    'Nothing encrypted to it can be opened any more. What was read already stays here. Keep the .p12 file in a safe place.',
  rootsTitle: 'Authorities you trust',
  rootsWords:
    'Certificates are checked against the authorities of this computer. Add another one only when you know it: a clinic network’s own, for instance. Whoever holds it can vouch for anybody.',
  rootsNone: 'None beside those of this computer.',
  rootAdd: 'Add an authority',
  rootAdded: (on: string, by: string) => `Added ${on} by ${by}`,
  rootRemoveTitle: 'Trust this authority no longer?',
  rootRemoveWords: 'Certificates that it issued are no longer vouched for.',
} as const;

const trustWords: Readonly<Record<CertificateTrust, string>> = {
  trusted: 'Checked: vouched for by its issuer',
  'unknown-issuer': 'Nobody we know vouches for it',
  expired: 'Expired',
  'not-yet-valid': 'Not valid yet',
  'wrong-usage': 'Not made for mail',
  weak: 'Too weak',
  'broken-chain': 'Its issuer may not vouch for it',
};

/** What a certificate is worth, in a few words. */
export function trustText(trust: CertificateTrust): string {
  return trustWords[trust];
}

/** One line below the name: "RSA 3072 · issued by Example CA · valid until May 3, 2027". */
export function certificateLine(
  view: Pick<CertificateView | OwnCertificateView, 'algorithm' | 'issuer' | 'expires'>,
): string {
  const issuer = view.issuer === '' ? null : certificatesText.issued(view.issuer);
  const facts = [view.algorithm, issuer, certificatesText.until(formatDate(view.expires))];
  return facts.filter((fact) => fact !== null && fact !== '').join(' · ');
}

/** What the issuer says today. */
export function revocationText({
  revocation,
  revocationAt,
}: Pick<CertificateView, 'revocation' | 'revocationAt'>): string {
  if (revocation === 'revoked') return certificatesText.revoked;
  return revocation === 'good' && revocationAt !== null
    ? certificatesText.good(formatDate(revocationAt))
    : certificatesText.notAsked;
}
