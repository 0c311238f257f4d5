import type { RecipientCertificate, RecipientFacts } from './facts.ts';

/** True where an authority vouches that the certificate is this address's, or a person compared it. */
export function isVouchedFor({ compared, trusted }: RecipientCertificate): boolean {
  return compared || trusted;
}

/** The certificate a message would be encrypted to: usable ones only, compared before vouched for before any other; null: none. */
export function findRecipientCertificate(recipient: Pick<RecipientFacts, 'certificates'>): RecipientCertificate | null {
  const usable = recipient.certificates.filter(({ status }) => status === 'usable');
  return usable.find(({ compared }) => compared) ?? usable.find(({ trusted }) => trusted) ?? usable[0] ?? null;
}
