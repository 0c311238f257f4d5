import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { importPracticeKey } from '../../../main/engine/protection/import-practice-key.ts';
import { encryptAndSign, openEncrypted } from '../../../main/engine/protection/openpgp.ts';
import { createPracticeKey } from '../../../main/engine/protection/practice-key.ts';
import { readPublicKey } from '../../../main/engine/protection/public-key.ts';
import { corpus } from '../../support/corpora.ts';
import type { Cell } from './cell.ts';

type Vector = { readonly message: string; readonly key: string; readonly length: number; readonly cipher: string };

/** Version 6 and AEAD, which no second program in Debian 12 has: messages that others wrote, and their keys. */
const vectors: Readonly<Record<string, Vector>> = {
  'RFC 9580 version 6, AEAD OCB': {
    message: 'test_v6_valid_data/v6pkesk.asc',
    key: 'test_v6_valid_data/transferable_seckey_v6.asc',
    length: 13,
    cipher: 'AES-128, OCB',
  },
  'GnuPG 2.3 AEAD, EAX': {
    message: 'test_messages/message.aead-last-zero-chunk.enc',
    key: 'test_key_validity/alice-sub-sec.pgp',
    length: 28_644,
    cipher: 'AES-256, EAX',
  },
  'GnuPG 2.3 AEAD, OCB': {
    message: 'test_messages/message.aead-last-zero-chunk.enc-ocb',
    key: 'test_key_validity/alice-sub-sec.pgp',
    length: 28_644,
    cipher: 'AES-256, OCB',
  },
};

export function vectorCells(): Cell[] {
  const root = corpus('openpgp/rnp');
  if (root === null) return [];
  const now = Date.now();
  const read = (name: string) => new Uint8Array(readFileSync(`${root}/${name}`));
  const keyOf = (name: string) =>
    importPracticeKey({ bytes: read(name), passphrase: 'password', use: 'old-mail', address: null, now });
  const opened = Object.entries(vectors).map(
    ([what, vector]): Cell => ({
      program: 'vectors',
      key: vector.key.split('/')[1] ?? '',
      way: 'vector',
      what,
      async run() {
        const { privateKey } = await keyOf(vector.key);
        const bytes = read(vector.message);
        const text = Buffer.from(bytes).toString('latin1');
        const ciphertext = text.includes('-----BEGIN') ? text : bytes;
        const { payload, cipher } = await openEncrypted({ ciphertext, privateKey, candidates: [], now });
        assert.equal(payload.length, vector.length);
        assert.equal(cipher, vector.cipher);
      },
    }),
  );
  const toVersion6: Cell = {
    program: 'vectors',
    key: 'transferable_seckey_v6.asc',
    way: 'we write',
    what: 'to a version 6 key, opened with its private part',
    async run() {
      const theirs = await keyOf('test_v6_valid_data/transferable_seckey_v6.asc');
      assert.equal(theirs.fingerprint.length, 64);
      assert.equal((await readPublicKey(theirs.publicKey, now)).status, 'usable');
      const ours = await createPracticeKey({ name: 'Elm', address: 'desk@clinic.example', now: now - 60_000 });
      const payload = Buffer.from('Dear Ana');
      const recipients = [theirs.publicKey, ours.publicKey];
      const ciphertext = await encryptAndSign({ payload, privateKey: ours.privateKey, recipients, now });
      const { fingerprint } = ours;
      const candidates = [{ fingerprint, publicKey: ours.publicKey, addresses: [] }];
      const opened = await openEncrypted({ ciphertext, privateKey: theirs.privateKey, candidates, now });
      assert.deepEqual(Buffer.from(opened.payload), payload);
      assert.equal(opened.signature.status, 'valid');
    },
  };
  return [...opened, toVersion6];
}
