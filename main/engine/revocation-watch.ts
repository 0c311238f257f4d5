import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import { lookRegularly } from './look-regularly.ts';
import { chainOf } from './patients/certificates.ts';
import { judgeChain } from './protection/smime-chain.ts';
import {
  buildOcspRequest,
  type RevocationAnswer,
  type RevocationVerdict,
  revocationSources,
} from './protection/smime-revocation.ts';
import type { Store } from './store/open.ts';
import { listCertificateRootRows } from './store/tables/certificate-roots.ts';
import { listAllCertificateRows } from './store/tables/certificates.ts';
import { listOwnCertificateRows } from './store/tables/own-certificates.ts';
import { findRevocation, putRevocation } from './store/tables/revocations.ts';
import type { AuthorityQuestion } from './wire/fetch-authority.ts';

/** Asks authorities, from time to time, whether the certificates that are kept were withdrawn. */
export type RevocationWatch = {
  /** Looks now; for a certificate that was just kept. */
  readonly look: () => Promise<void>;
  readonly stop: () => void;
};

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Tells for which addresses something is known now. */
  readonly onChanged: (addresses: string[]) => void;
  readonly fetch: (question: AuthorityQuestion) => Promise<Uint8Array | null>;
  /** In a worker: an answer may be long, or made to be. */
  readonly judge: (answer: RevocationAnswer) => Promise<RevocationVerdict | null>;
};

const firstMs = 90_000;
const everyMs = 12 * 3_600_000;
const timeoutMs = 10_000;

/**
 * Only for certificates that somebody here kept, and our own, and whose chain holds: the addresses that are asked come from
 * an authority we trust, so that no stranger's mail makes this computer call anybody. What is not answered stays "not
 * checked".
 */
export function watchRevocation(parts: Parts): RevocationWatch {
  let stopped = false;
  let last: Promise<void> = Promise.resolve();
  // One after the other: what was kept meanwhile is looked at as well, and what is known is not asked about again.
  const look = (): Promise<void> => {
    last = last.then(() => lookAtAll(parts, () => stopped));
    return last;
  };
  const cancel = lookRegularly(parts.clock, { firstMs, everyMs }, look);
  return {
    look,
    stop() {
      stopped = true;
      cancel();
    },
  };
}

async function lookAtAll(parts: Parts, isStopped: () => boolean): Promise<void> {
  const { store, clock, onChanged, log } = parts;
  const ownRoots = listCertificateRootRows(store.read).map(({ bytes }) => bytes);
  const addresses = new Set<string>();
  let changed = false;
  const theirs = listAllCertificateRows(store.read);
  const ours = listOwnCertificateRows(store.read).map((row) => ({ ...row, address: null }));
  for (const row of [...theirs, ...ours]) {
    if (isStopped()) return;
    const now = clock.now();
    if (findRevocation(store.read, row.fingerprint, now + everyMs) !== null) continue;
    try {
      const verdict = await judgeChain({ certificate: row.bytes, others: chainOf(row), ownRoots, at: now });
      if (!verdict.trusted || verdict.issuer === null) continue;
      const answer = await ask(parts, { certificate: row.bytes, issuer: verdict.issuer, now });
      if (answer === null || isStopped()) continue;
      store.write((db) => putRevocation(db, { fingerprint: row.fingerprint, checkedAt: now, ...answer }));
      changed = true;
      if (row.address !== null) addresses.add(row.address);
    } catch {
      log.info('certificate.not-checked');
    }
  }
  if (changed) onChanged([...addresses]);
}

/** The list first: who fetches it does not say about whom they want to know. */
async function ask(
  { fetch, judge }: Parts,
  question: { readonly certificate: Uint8Array; readonly issuer: Uint8Array; readonly now: number },
): Promise<RevocationVerdict | null> {
  const { crls, ocsp } = revocationSources(question.certificate);
  for (const url of crls) {
    const bytes = await fetch({ url, body: null, timeoutMs });
    const verdict = bytes === null ? null : await judge({ kind: 'list', bytes, question });
    if (verdict !== null) return verdict;
  }
  for (const url of ocsp) {
    const request = { bytes: await buildOcspRequest(question), type: 'application/ocsp-request' };
    const bytes = await fetch({ url, body: request, timeoutMs });
    const verdict = bytes === null ? null : await judge({ kind: 'answer', bytes, question });
    if (verdict !== null) return verdict;
  }
  return null;
}
