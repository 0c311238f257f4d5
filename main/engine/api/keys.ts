import { basename } from 'node:path';
import { storedAddress } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import { readSettings } from '../journal/settings.ts';
import { getAttachmentPiece } from '../mailbox/message-content.ts';
import { compareKey, keepKey, listAllKeys, listKeys, removeKey, toOffer } from '../patients/keys.ts';
import { getOwnPublicKey, importOwnKey, listOwnKeys, renewOwnKey } from '../patients/own-keys.ts';
import { listPatientsWithAddress } from '../patients/patients.ts';
import { readPublicKey } from '../protection/public-key.ts';
import { armorPublicKey } from '../protection/public-keys.ts';
import type { Session } from '../session.ts';
import { findAttachment } from '../store/tables/attachment.ts';
import type { Handlers } from './handlers.ts';
import { safeFileName, writeInPieces } from './messages.ts';

/** No file of keys that a person picks from is larger, in bytes. */
const largestKeyFile = 1_000_000;

export function keyHandlers(session: Session): Handlers<'keys'> {
  const { store, journal, clock, emit, host, keyDirectory, mail, workers } = session;

  function changed(address: string | null): void {
    const patients = address === null ? [] : listPatientsWithAddress(store.read, address);
    for (const { id } of patients) emit('patients.changed', { patientId: id });
    emit('threads.changed', { threadIds: [] });
    emit('keys.changed', {});
  }

  /** In a worker: a stranger's file may hold a lot to check. */
  const offers = async (bytes: Uint8Array) =>
    (await workers.run('readKeys', { bytes, now: clock.now() })).map((facts) => toOffer(store.read, facts));

  function attachmentBytes(attachmentId: string): Uint8Array {
    const size = findAttachment(store.read, attachmentId)?.size ?? 0;
    if (size > largestKeyFile) throw new EngineError('key-unusable', { reason: 'too-large' });
    const pieces: Uint8Array[] = [];
    for (let offset = 0; ; ) {
      const { bytes, done } = getAttachmentPiece(store.read, attachmentId, offset);
      pieces.push(bytes);
      offset += bytes.length;
      if (done) return Buffer.concat(pieces);
    }
  }

  return {
    list: () => listAllKeys(store.read, clock.now()),
    read: ({ key }) => offers(key),
    inAttachment: ({ attachmentId }) => offers(attachmentBytes(attachmentId)),
    async lookUp({ address, at }) {
      const found = await (at === 'wkd' ? keyDirectory.askDomain(address) : keyDirectory.askKeyServer(address));
      if (found === null) return [];
      const all = await offers(found);
      // Whatever else a server adds, only what speaks for the address was asked for.
      return all.filter(({ addresses }) => addresses.includes(storedAddress(address)));
    },
    async keep({ address, key, source }) {
      const facts = await readPublicKey(key, clock.now());
      const keptFor = await keepKey(
        { store, journal, merge: (job) => workers.run('mergeKeys', job) },
        { address, facts, source, now: clock.now() },
      );
      changed(address);
      for (const each of keptFor) mail.readAgain(each);
      const kept = (await listKeys(store.read, address, clock.now())).find(
        ({ fingerprint }) => fingerprint === facts.fingerprint,
      );
      if (kept === undefined) throw new EngineError('not-found');
      const { bytes: _bytes, ...view } = kept;
      return view;
    },
    compare({ fingerprint, address }) {
      store.write((db) => compareKey(db, journal, fingerprint, address));
      changed(address);
      return {};
    },
    remove({ fingerprint, address }) {
      store.write((db) => removeKey(db, journal, fingerprint, address));
      changed(address);
      mail.readAgain(address);
      return {};
    },
    own: () => listOwnKeys(store.read, clock.now()),
    ownText: async ({ fingerprint }) => ({ text: await armorPublicKey(getOwnPublicKey(store.read, fingerprint)) }),
    async renewOwn() {
      const view = await renewOwnKey(store, journal, clock.now());
      changed(null);
      return view;
    },
    async exportOwn({ fingerprint }) {
      const text = await armorPublicKey(getOwnPublicKey(store.read, fingerprint));
      const { practice } = readSettings(store.read);
      const path = await host.chooseSavePath({ name: safeFileName(`${practice.name} public key.asc`) });
      if (path === null) return { savedAs: null };
      await writeInPieces(path, () => ({ bytes: Buffer.from(text), done: true }));
      return { savedAs: basename(path) };
    },
    async importOwn(wish) {
      const view = await importOwnKey(store, journal, wish, clock.now());
      changed(null);
      mail.readAgain(null);
      return view;
    },
  };
}
