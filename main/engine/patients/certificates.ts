import type { CertificateView } from '../../contract/certificates.ts';
import { storedAddress } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { type CertificateFacts, readCertificate } from '../protection/smime-certificate.ts';
import { judgeChain } from '../protection/smime-chain.ts';
import type { Store } from '../store/open.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { listCertificateRootRows } from '../store/tables/certificate-roots.ts';
import { type CertificateRow, listAllCertificateRows, listCertificateRows } from '../store/tables/certificates.ts';
import { doubtSigner, doubtVouchedSigners } from '../store/tables/message-reading.ts';
import { findRevocation } from '../store/tables/revocations.ts';

/** A kept certificate with what encrypting to it needs. */
export type KeptCertificate = CertificateView & {
  readonly bytes: Uint8Array;
  readonly capabilities: readonly string[];
};

/** Certificates kept for an address, judged at `now`, with who vouches for them and what people did with them. */
export async function listCertificates(db: ReadHandle, address: string, now: number): Promise<KeptCertificate[]> {
  const ownRoots = listCertificateRootRows(db).map(({ bytes }) => bytes);
  return Promise.all(listCertificateRows(db, address).map((row) => toView(db, row, ownRoots, now)));
}

/** Certificates kept for anybody, by address. */
export async function listAllCertificates(db: ReadHandle, now: number): Promise<KeptCertificate[]> {
  const ownRoots = listCertificateRootRows(db).map(({ bytes }) => bytes);
  return Promise.all(listAllCertificateRows(db).map((row) => toView(db, row, ownRoots, now)));
}

async function toView(
  db: ReadHandle,
  row: CertificateRow,
  ownRoots: readonly Uint8Array[],
  now: number,
): Promise<KeptCertificate> {
  const facts = readCertificate(row.bytes, now);
  const verdict = await judgeChain({ certificate: row.bytes, others: chainOf(row), ownRoots, at: now });
  const asked = findRevocation(db, row.fingerprint, now);
  return {
    ...shownFacts(facts),
    address: row.address,
    status: asked?.state === 'revoked' ? 'revoked' : facts.status,
    trust: verdict.trusted ? 'trusted' : verdict.problem,
    namesAddress: facts.addresses.includes(row.address),
    revocation: asked?.state ?? 'not-checked',
    revocationAt: asked?.checkedAt ?? null,
    source: row.source,
    addedAt: row.addedAt,
    comparedAt: row.comparedAt,
    comparedBy: row.comparedBy,
    bytes: row.bytes,
    capabilities: row.capabilities.split(' ').filter((id) => id !== ''),
  };
}

/** What a certificate says, for the window. */
export function shownFacts(facts: CertificateFacts) {
  const { fingerprint, name, addresses, issuer, serial, algorithm, created, expires } = facts;
  return { fingerprint, name, addresses: [...addresses], issuer, serial, algorithm, created, expires };
}

/** The authorities that were kept with a certificate. */
export function chainOf({ chainJson }: Pick<CertificateRow, 'chainJson'>): readonly Uint8Array[] {
  const chain: string[] = JSON.parse(chainJson);
  return chain.map((base64) => new Uint8Array(Buffer.from(base64, 'base64')));
}

/** Keeps a certificate for an address beside those that are there; it replaces none, and nobody has compared it yet. */
export function addCertificate(
  db: WriteHandle,
  journal: Journal,
  kept: {
    readonly address: string;
    readonly facts: CertificateFacts;
    readonly chain: readonly Uint8Array[];
    readonly capabilities: readonly string[];
    readonly source: 'file' | 'mail';
  },
): void {
  journal.append(db, 'certificate.added', {
    fingerprint: kept.facts.fingerprint,
    address: storedAddress(kept.address),
    bytes: base64(kept.facts.bytes),
    chain: kept.chain.map(base64),
    capabilities: kept.capabilities.join(' '),
    source: kept.source,
  });
}

/** A person compared the fingerprint with whoever has this address; throws `not-found` where none such is kept for it. */
export function compareCertificate(db: WriteHandle, journal: Journal, fingerprint: string, address: string): void {
  guardKept(db, fingerprint, address);
  journal.append(db, 'certificate.compared', { fingerprint, address: storedAddress(address) });
}

/** Forgets a certificate for an address; throws `not-found` where none such is kept. */
export function removeCertificate(db: WriteHandle, journal: Journal, fingerprint: string, address: string): void {
  guardKept(db, fingerprint, address);
  doubtSigner(db, fingerprint, address);
  journal.append(db, 'certificate.removed', { fingerprint, address: storedAddress(address) });
}

function guardKept(db: ReadHandle, fingerprint: string, address: string): void {
  if (!listCertificateRows(db, address).some((row) => row.fingerprint === fingerprint)) {
    throw new EngineError('not-found');
  }
}

/** Trusts an authority from now on. */
export function addRoot(db: WriteHandle, journal: Journal, { fingerprint, name, bytes }: CertificateFacts): void {
  journal.append(db, 'certificate-root.added', { fingerprint, name, bytes: base64(bytes) });
}

/** Messages put in doubt in one transaction: some ten milliseconds of work. */
const piece = 50;

/**
 * Trusts an authority no longer; throws `not-found` for one that is not there. First every signer that an authority vouches
 * for is put in doubt, in pieces between which other work has its turn; then, in one transaction with whoever came meanwhile,
 * the authority goes. So no message shows a tick that rests on it once it is gone; if we are stopped in between it is still
 * there, and too little is claimed rather than too much. The caller has the messages read again, whatever this ends in.
 */
export async function removeRoot(store: Store, journal: Journal, fingerprint: string, now: number): Promise<void> {
  const nameIn = (db: ReadHandle) => {
    const root = listCertificateRootRows(db).find((row) => row.fingerprint === fingerprint);
    if (root === undefined) throw new EngineError('not-found');
    return readCertificate(root.bytes, now).name;
  };
  nameIn(store.read);
  while (store.write((db) => doubtVouchedSigners(db, piece)) === piece) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  store.write((db) => {
    const name = nameIn(db);
    while (doubtVouchedSigners(db, piece) > 0);
    journal.append(db, 'certificate-root.removed', { fingerprint, name });
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
