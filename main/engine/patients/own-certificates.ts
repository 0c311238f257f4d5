import type { OwnCertificateView } from '../../contract/certificates.ts';
import type { Journal } from '../journal/journal.ts';
import { findAccount } from '../journal/settings.ts';
import { type CertificateFacts, readCertificate } from '../protection/smime-certificate.ts';
import { judgeChain } from '../protection/smime-chain.ts';
import type { SmimeIdentity } from '../protection/smime-decrypt.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { listCertificateRootRows } from '../store/tables/certificate-roots.ts';
import {
  deleteOwnCertificate,
  listOwnCertificateRows,
  type OwnCertificateRow,
  putOwnCertificate,
} from '../store/tables/own-certificates.ts';
import { findRevocation } from '../store/tables/revocations.ts';
import { chainOf, shownFacts } from './certificates.ts';

/** The practice's certificates at `now`, the newest first. */
export async function listOwnCertificates(db: ReadHandle, now: number): Promise<OwnCertificateView[]> {
  const account = findAccount(db)?.address ?? null;
  const ownRoots = listCertificateRootRows(db).map(({ bytes }) => bytes);
  const signing = findOwnIdentities(db, now)?.signing.certificate ?? null;
  return Promise.all(
    listOwnCertificateRows(db).map(async (row) => {
      const facts = readCertificate(row.bytes, now);
      const verdict = await judgeChain({ certificate: row.bytes, others: chainOf(row), ownRoots, at: now });
      return {
        ...shownFacts(facts),
        status: statusOf(db, facts, now),
        trust: verdict.trusted ? ('trusted' as const) : verdict.problem,
        canSign: facts.canSign,
        canEncrypt: facts.canEncrypt,
        namesAccount: account === null || facts.addresses.includes(account),
        inUse: signing !== null && Buffer.compare(signing, row.bytes) === 0,
        addedAt: row.addedAt,
      };
    }),
  );
}

/** What signs, and what others encrypt to: one certificate, or two where the authority parts them. */
export type OwnIdentities = { readonly signing: SmimeIdentity; readonly receiving: SmimeIdentity };

/** The newest that serve at `now`, for the account's address first; null where one of the two is missing. */
export function findOwnIdentities(db: ReadHandle, now: number): OwnIdentities | null {
  const account = findAccount(db)?.address ?? '';
  const serving = listOwnCertificateRows(db)
    .map((row) => ({ row, facts: readCertificate(row.bytes, now) }))
    .filter(({ facts }) => serves(db, facts, now))
    .sort((left, right) => rank(right.facts.addresses, account) - rank(left.facts.addresses, account));
  const signing = serving.find(({ facts }) => facts.canSign)?.row;
  const receiving = serving.find(({ facts }) => facts.canEncrypt)?.row;
  if (signing === undefined || receiving === undefined) return null;
  return { signing: identityOf(signing), receiving: identityOf(receiving) };
}

/** Whether one of ours, that signed something, is still there and may still be used at `now`. */
export function isOwnCertificateGood(db: ReadHandle, fingerprint: string, now: number): boolean {
  const row = listOwnCertificateRows(db).find((each) => each.fingerprint === fingerprint);
  return row !== undefined && serves(db, readCertificate(row.bytes, now), now);
}

function serves(db: ReadHandle, facts: CertificateFacts, now: number): boolean {
  const status = statusOf(db, facts, now);
  return status !== 'weak' && status !== 'revoked' && facts.created <= now && facts.expires > now;
}

function statusOf(db: ReadHandle, { fingerprint, status }: CertificateFacts, now: number): CertificateFacts['status'] {
  return findRevocation(db, fingerprint, now)?.state === 'revoked' ? 'revoked' : status;
}

function rank(addresses: readonly string[], account: string): number {
  return addresses.includes(account) ? 1 : 0;
}

function identityOf(row: OwnCertificateRow): SmimeIdentity {
  return { certificate: row.bytes, privateKey: row.privateKey, chain: chainOf(row) };
}

/** Puts what a .p12 file held into the vault. */
export function addOwnCertificates(
  db: WriteHandle,
  journal: Journal,
  identities: readonly SmimeIdentity[],
  now: number,
): void {
  for (const identity of identities) {
    const { fingerprint, name, expires } = readCertificate(identity.certificate, now);
    putOwnCertificate(db, {
      fingerprint,
      bytes: identity.certificate,
      privateKey: identity.privateKey,
      chainJson: JSON.stringify(identity.chain.map((bytes) => Buffer.from(bytes).toString('base64'))),
      addedAt: now,
    });
    journal.append(db, 'own-certificate.added', { fingerprint, name, until: expires });
  }
}

/** Removes one with its key: mail that was encrypted to it alone can be fetched again, but not opened. */
export function removeOwnCertificate(db: WriteHandle, journal: Journal, fingerprint: string): void {
  deleteOwnCertificate(db, fingerprint);
  journal.append(db, 'own-certificate.removed', { fingerprint });
}
