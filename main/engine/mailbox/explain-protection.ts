import type { ProtectionDetails } from '../../contract/messages.ts';
import { parseMessage } from '../mime/parse-message.ts';
import type { ProtectedHeaders } from '../mime/protected-headers.ts';
import type { Address, ParsedMessage } from '../mime/types.ts';
import { readCertificate } from '../protection/smime-certificate.ts';
import type { SmimeSigner } from '../protection/smime-verify.ts';
import { openMessageLayer } from './open-message-layer.ts';
import type { ReadInput } from './read-result.ts';

/** How the outermost layer of a message was made, for who asks; null where there is none that we can open. */
export async function explainProtection(input: ReadInput): Promise<ProtectionDetails | null> {
  const outer = await parseMessage(input.source);
  const { made, inside, status, smimeSigner } = await openMessageLayer(input, outer);
  if (made === null) return null;
  const { signature } = made;
  return {
    standard: 'smime' in status && status.smime !== undefined ? 'smime' : 'openpgp',
    encryption: made.cipher,
    signature:
      signature.status === 'none'
        ? null
        : {
            algorithm: signature.made?.algorithm ?? '',
            hash: signature.made?.hash ?? '',
            at: signature.signedAt,
            fingerprint: signature.fingerprint ?? '',
          },
    chain: smimeSigner === null ? [] : issuersOf(smimeSigner, input.now),
    headers: inside === null ? [] : compareHeaders(inside, outer),
  };
}

/** Names from the signer's issuer up to the root; what only came along, and nobody vouches for, is not called an issuer. */
function issuersOf({ certificate, chain, trust }: SmimeSigner, now: number): string[] {
  const above = trust === 'trusted' ? chain.map((bytes) => readCertificate(bytes, now)) : [];
  return [certificate, ...above].map(({ issuer }) => issuer);
}

const named = (people: readonly Address[]) =>
  people.map(({ name, address }) => (name ? `${name} <${address}>` : address));

/** What the protected header says, field by field, and what stood outside where that is something else. */
function compareHeaders(inside: ProtectedHeaders, outer: ParsedMessage): ProtectionDetails['headers'] {
  const day = (time: number | null) => (time === null ? '' : new Date(time).toISOString());
  const rows: readonly (readonly [string, string, string])[] = [
    ['Subject', inside.subject ?? '', outer.subject],
    ['From', named(inside.from).join(', '), named(outer.from).join(', ')],
    ['To', named(inside.to).join(', '), named(outer.to).join(', ')],
    ['Cc', named(inside.cc).join(', '), named(outer.cc).join(', ')],
    ['Reply-To', named(inside.replyTo).join(', '), named(outer.replyTo).join(', ')],
    ['Date', day(inside.date), day(outer.date)],
  ];
  return rows
    .filter(([, value]) => value !== '')
    .map(([name, value, outside]) => ({ name, inside: value, outside: outside === value ? null : outside }));
}
