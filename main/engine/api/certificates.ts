import type { CertificateView } from '../../contract/certificates.ts';
import { storedAddress } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import { findAccount } from '../journal/settings.ts';
import {
  addCertificate,
  addRoot,
  compareCertificate,
  type KeptCertificate,
  listAllCertificates,
  listCertificates,
  removeCertificate,
  removeRoot,
  shownFacts,
} from '../patients/certificates.ts';
import { addOwnCertificates, listOwnCertificates, removeOwnCertificate } from '../patients/own-certificates.ts';
import { readCertificateFile } from '../protection/certificate-file.ts';
import { fileUnreadable } from '../protection/practice-certificate.ts';
import { type CertificateFacts, certificateUnusable, readCertificate } from '../protection/smime-certificate.ts';
import type { Session } from '../session.ts';
import { listCertificateRootRows } from '../store/tables/certificate-roots.ts';
import type { Handlers } from './handlers.ts';

export function certificateHandlers(session: Session): Handlers<'certificates'> {
  const { store, journal, clock, emit, mail, workers } = session;
  const changed = (addresses: string[]) => {
    emit('certificates.changed', { addresses });
    emit('threads.changed', { threadIds: [] });
  };
  const own = () => listOwnCertificates(store.read, clock.now());
  const roots = () =>
    listCertificateRootRows(store.read).map((row) => ({
      ...shownFacts(readCertificate(row.bytes, clock.now())),
      addedAt: row.addedAt,
      addedBy: row.addedBy,
    }));
  const shown = ({ bytes: _bytes, capabilities: _capabilities, ...view }: KeptCertificate): CertificateView => view;
  const listed = async (address: string) => (await listCertificates(store.read, address, clock.now())).map(shown);
  const kept = async (address: string, fingerprint: string): Promise<CertificateView> => {
    changed([address]);
    mail.readAgain(address);
    void session.revocation.look();
    const view = (await listed(address)).find((each) => each.fingerprint === fingerprint);
    if (view === undefined) throw new EngineError('not-found');
    return view;
  };

  return {
    own,
    async importOwn({ file, password }) {
      const identities = await workers.run('openPkcs12', { file, password });
      store.write((db) => addOwnCertificates(db, journal, identities, clock.now()));
      changed([]);
      mail.readAgain(null);
      return own();
    },
    removeOwn({ fingerprint }) {
      store.write((db) => removeOwnCertificate(db, journal, fingerprint));
      changed([]);
      return {};
    },
    all: async () => (await listAllCertificates(store.read, clock.now())).map(shown),
    list: async ({ addresses }) => (await Promise.all([...new Set(addresses)].map(listed))).flat(),
    async add({ address, file }) {
      const { facts, chain } = pickForAddress(readCertificateFile(file), address, clock.now());
      store.write((db) => addCertificate(db, journal, { address, facts, chain, capabilities: [], source: 'file' }));
      return kept(address, facts.fingerprint);
    },
    async keep({ messageId }) {
      const message = await mail.readInput(messageId);
      const { now } = message;
      const [read] = await workers.run('read', { messages: [message] });
      const [from, another] = read?.from ?? [];
      const signer = read?.smimeSigner;
      if (signer === undefined || from === undefined || another !== undefined) throw new EngineError('not-found');
      const facts = readCertificate(signer.certificate.bytes, now);
      const isTheirs = facts.addresses.includes(storedAddress(from.address));
      if (!signer.intact || !isTheirs) throw certificateUnusable('not-the-senders');
      const { chain, capabilities } = signer;
      const { address } = from;
      store.write((db) => addCertificate(db, journal, { address, facts, chain, capabilities, source: 'mail' }));
      return kept(address, facts.fingerprint);
    },
    compare({ fingerprint, address }) {
      store.write((db) => compareCertificate(db, journal, fingerprint, address));
      changed([address]);
      return {};
    },
    remove({ fingerprint, address }) {
      store.write((db) => removeCertificate(db, journal, fingerprint, address));
      changed([address]);
      mail.readAgain(address);
      return {};
    },
    roots,
    addRoot({ file }) {
      const [bytes, another] = readCertificateFile(file);
      if (bytes === undefined || another !== undefined) throw fileUnreadable('several');
      store.write((db) => addRoot(db, journal, readCertificate(bytes, clock.now())));
      changed([]);
      mail.readSmimeSignersAgain();
      return roots();
    },
    async removeRoot({ fingerprint }) {
      try {
        await removeRoot(store, journal, fingerprint, clock.now());
      } finally {
        changed([]);
        mail.readSmimeSignersAgain();
      }
      return {};
    },
  };

  /** The certificate in a file that is this address's; where none names it, the first that is no authority's. */
  function pickForAddress(
    certificates: readonly Uint8Array[],
    address: string,
    now: number,
  ): { readonly facts: CertificateFacts; readonly chain: readonly Uint8Array[] } {
    const all = certificates.map((bytes) => readCertificate(bytes, now));
    const isOurs = storedAddress(address) === findAccount(store.read)?.address;
    const named = all.filter(({ addresses }) => addresses.includes(storedAddress(address)));
    const facts =
      named.find(({ status }) => status === 'usable') ?? named[0] ?? all.find(({ isAuthority }) => !isAuthority);
    if (facts === undefined || isOurs) throw fileUnreadable('no-certificate');
    return {
      facts,
      chain: all
        .filter((each) => each !== facts)
        .map(({ bytes }) => bytes)
        .slice(0, 6),
    };
  }
}
