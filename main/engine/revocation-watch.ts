import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import { chainOf } from './patients/certificates.ts';
import { judgeChain } from './protection/smime-chain.ts';
import {
  buildOcspRequest,
  judgeCrl,
  judgeOcsp,
  type RevocationVerdict,
  revocationSources,
} from './protection/smime-revocation.ts';
import type { Store } from './store/open.ts';
import {
  findRevocation,
  listAllCertificateRows,
  listCertificateRootRows,
  listOwnCertificateRows,
  putRevocation,
} from './store/tables/certificates.ts';
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
};

const firstLookMs = 90_000;
const everyMs = 12 * 3_600_000;
const timeoutMs = 10_000;

/**
 * Only for certificates that somebody here kept, and our own, and whose chain holds: the addresses that are asked come from an authority
 * we trust, so that no stranger's mail makes this computer call anybody. What is not answered stays "not checked".
 */
export function watchRevocation(parts: Parts): RevocationWatch {
  const { clock } = parts;
  let running: Promise<void> | null = null;
  let stopped = false;
  let cancel = clock.after(firstLookMs, () => void lookAndWait());

  const look = (): Promise<void> => {
    running ??= lookAtAll(parts, () => stopped).finally(() => {
      running = null;
    });
    return running;
  };
  const lookAndWait = async (): Promise<void> => {
    await look();
    if (!stopped) cancel = clock.after(everyMs, () => void lookAndWait());
  };

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
  { fetch }: Parts,
  question: { readonly certificate: Uint8Array; readonly issuer: Uint8Array; readonly now: number },
): Promise<RevocationVerdict | null> {
  const { crls, ocsp } = revocationSources(question.certificate);
  for (const url of crls) {
    const list = await fetch({ url, body: null, timeoutMs });
    const verdict = list === null ? null : await judgeCrl(list, question);
    if (verdict !== null) return verdict;
  }
  for (const url of ocsp) {
    const bytes = await buildOcspRequest(question);
    const answer = await fetch({ url, body: { bytes, type: 'application/ocsp-request' }, timeoutMs });
    const verdict = answer === null ? null : await judgeOcsp(answer, question);
    if (verdict !== null) return verdict;
  }
  return null;
}
