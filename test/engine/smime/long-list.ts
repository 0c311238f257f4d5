import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { basicConstraints, certificate, keyUsage } from '../../support/certificate-authority.ts';
import { bits, integer, objectId, octets, sequence, setOf, tagged, time, utf8 } from '../../support/der.ts';
import { toDer } from '../../support/mail-authority.ts';

const day = 86_400_000;
const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'));

/** An authority with two certificates, and its list (RFC 5280, 5.1) of one of them beside `count` that nobody asks about; with the day
 *  of the next one, unless it should not have one. */
export function withLongList(count: number, hasEnd = true) {
  const name = 'Large authority';
  const root = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issue = (subject: string, isAuthority: boolean) => {
    const keys = isAuthority ? root : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = certificate({
      subject,
      issuer: name,
      publicKey: keys.publicKey,
      signingKey: root.privateKey,
      notBefore: new Date(Date.now() - day),
      notAfter: new Date(Date.now() + 30 * day),
      extensions: [basicConstraints(isAuthority), keyUsage(isAuthority ? 0x06 : 0x80, isAuthority ? 1 : 7)],
    });
    return toDer(pem);
  };
  const good = issue('good', false);
  const withdrawn = issue('withdrawn', false);
  const at = time(new Date(Date.now() - day / 2));
  const reason = sequence(sequence(objectId('2.5.29.21'), octets(Buffer.from([0x0a, 0x01, 0x04]))));
  const entries = Array.from({ length: count }, () => sequence(integer(randomBytes(8)), at, reason));
  const body = sequence(
    integer(Buffer.from([1])),
    ecdsaWithSha256,
    sequence(setOf(sequence(objectId('2.5.4.3'), utf8(name)))),
    at,
    ...(hasEnd ? [time(new Date(Date.now() + 5 * day))] : []),
    sequence(...entries, sequence(serialOf(withdrawn), at, reason)),
    tagged(0xa0, sequence(sequence(objectId('2.5.29.20'), octets(integer(Buffer.from([7])))))),
  );
  const list = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, root.privateKey)));
  return { good, withdrawn, root: issue(name, true), list: new Uint8Array(list) };
}

/** Our test certificates have the serial as their second value, of sixteen octets. */
function serialOf(der: Uint8Array): Buffer {
  const at = Buffer.from(der).indexOf(Buffer.from([0x02, 0x10]));
  return Buffer.from(der.subarray(at, at + 18));
}
