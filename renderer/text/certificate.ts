import type { ErrorFacts } from '../../main/contract/errors.ts';

type Reason = (facts: ErrorFacts) => string;

const word = (facts: ErrorFacts, name: string) => {
  const fact = facts[name];
  return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : '';
};

const expired: Reason = (facts) => {
  const until = word(facts, 'validTo');
  return until ? `Its certificate ran out on ${until}.` : 'Its certificate has run out.';
};
const notYet: Reason = (facts) => {
  const from = word(facts, 'validFrom');
  return from
    ? `Its certificate is valid only from ${from}. Is this computer's clock right?`
    : 'Its certificate is not valid yet.';
};
const selfSigned: Reason = (facts) => {
  const who = word(facts, 'subject');
  return `It made its certificate itself${who ? ` (“${who}”)` : ''}; nobody vouches for it.`;
};
const unknownIssuer: Reason = (facts) => {
  const issuer = word(facts, 'issuer');
  return `Its certificate was issued by ${issuer ? `“${issuer}”` : 'somebody'}, whom this computer does not know.`;
};
const otherName: Reason = (facts) => {
  const who = word(facts, 'subject');
  return `The certificate it shows belongs to ${who ? `“${who}”` : 'another server'}, not to ${word(facts, 'host') || 'this server'}.`;
};
const revoked: Reason = () => 'Its certificate was withdrawn by its issuer.';

/** OpenSSL's names (as Node gives them) and our own short ones, lower case, in plain words. */
const reasons: Readonly<Record<string, Reason>> = {
  expired,
  cert_has_expired: expired,
  'not-yet-valid': notYet,
  cert_not_yet_valid: notYet,
  'self-signed': selfSigned,
  depth_zero_self_signed_cert: selfSigned,
  self_signed_cert_in_chain: unknownIssuer,
  'unknown-issuer': unknownIssuer,
  unable_to_verify_leaf_signature: unknownIssuer,
  unable_to_get_issuer_cert: unknownIssuer,
  unable_to_get_issuer_cert_locally: unknownIssuer,
  'other-name': otherName,
  'wrong-name': otherName,
  'name-mismatch': otherName,
  err_tls_cert_altname_invalid: otherName,
  revoked,
  cert_revoked: revoked,
};

/** Whose certificate it is and why it was not believed, in one sentence. */
export function certificateSentence(facts: ErrorFacts): string {
  const reason = reasons[word(facts, 'reason').toLowerCase()];
  if (reason) return reason(facts);
  const issuer = word(facts, 'issuer');
  return `Its certificate was not accepted${issuer ? ` (issued by “${issuer}”)` : ''}.`;
}
