import type { SmimeIdentity } from '../protection/smime-decrypt.ts';
import type { SmimeCandidate } from '../protection/smime-verify.ts';
import type { ReadHandle } from '../store/sql.ts';
import { listCertificateRootRows } from '../store/tables/certificate-roots.ts';
import { listCertificateRows } from '../store/tables/certificates.ts';
import { listOwnCertificateRows } from '../store/tables/own-certificates.ts';
import { fromAddresses, headerOf } from './candidates.ts';

/** What a worker needs to read S/MIME. */
export type SmimeInput = {
  readonly identities: readonly SmimeIdentity[];
  readonly candidates: readonly SmimeCandidate[];
  /** Authorities of the owner, in DER. */
  readonly ownRoots: readonly Uint8Array[];
};

/** Our certificates and those of whoever the From field may name; null where the header speaks of no S/MIME. */
export function findSmimeInput(db: ReadHandle, source: Uint8Array): SmimeInput | null {
  if (!/pkcs7/i.test(headerOf(source))) return null;
  const rows = fromAddresses(source).flatMap((address) => listCertificateRows(db, address));
  const fingerprints = [...new Set(rows.map(({ fingerprint }) => fingerprint))];
  return {
    identities: listOwnCertificateRows(db).map((row) => ({
      certificate: row.bytes,
      privateKey: row.privateKey,
      chain: chainOf(row),
    })),
    candidates: fingerprints.flatMap((fingerprint) => {
      const same = rows.filter((row) => row.fingerprint === fingerprint);
      const [first] = same;
      if (first === undefined) return [];
      return [
        {
          fingerprint,
          certificate: first.bytes,
          chain: chainOf(first),
          addresses: same.map(({ address }) => address),
          compared: same.some(({ comparedAt }) => comparedAt !== null),
        },
      ];
    }),
    ownRoots: listCertificateRootRows(db).map(({ bytes }) => bytes),
  };
}

function chainOf({ chainJson }: { readonly chainJson: string }): readonly Uint8Array[] {
  const chain: string[] = JSON.parse(chainJson);
  return chain.map((base64) => new Uint8Array(Buffer.from(base64, 'base64')));
}
