import type { OwnKeyView } from '../../contract/keys.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { findAccount } from '../journal/settings.ts';
import { importPracticeKey } from '../protection/import-practice-key.ts';
import { renewPracticeKey } from '../protection/practice-key.ts';
import { readPublicKey } from '../protection/public-key.ts';
import type { Store } from '../store/open.ts';
import type { ReadHandle } from '../store/sql.ts';
import {
  getOwnKey,
  insertOwnKey,
  listOwnKeyRows,
  type OwnKeyRow,
  presentOwnKey,
  replaceOwnKeyBytes,
  retireOwnKeys,
} from '../store/tables/own-key.ts';

/** The practice's own keys, judged at `now`, the present one first. */
export async function listOwnKeys(db: ReadHandle, now: number): Promise<OwnKeyView[]> {
  const views: OwnKeyView[] = [];
  for (const row of listOwnKeyRows(db)) views.push(await toView(row, now));
  return views;
}

async function toView(row: OwnKeyRow, now: number): Promise<OwnKeyView> {
  const { bytes: _bytes, ...facts } = await readPublicKey(row.publicKey, now);
  return {
    ...facts,
    userIds: [...facts.userIds],
    addresses: [...facts.addresses],
    present: row.retiredAt === null,
  };
}

/** The public part of one of our keys. Throws `not-found`. */
export function getOwnPublicKey(db: ReadHandle, fingerprint: string): Uint8Array {
  const row = listOwnKeyRows(db).find((each) => each.fingerprint === fingerprint);
  if (row === undefined) throw new EngineError('not-found');
  return row.publicKey;
}

/** Gives the present key three more years. Everybody gets the news with our next mail. */
export async function renewOwnKey(store: Store, journal: Journal, now: number): Promise<OwnKeyView> {
  const { fingerprint, privateKey } = getOwnKey(store.read);
  const renewed = await renewPracticeKey(privateKey, now);
  const { expires } = await readPublicKey(renewed.publicKey, now);
  store.write((db) => {
    replaceOwnKeyBytes(db, { fingerprint, privateKey: renewed.privateKey, publicKey: renewed.publicKey });
    journal.append(db, 'own-key.renewed', { fingerprint, until: expires });
  });
  return toView(getOwnKey(store.read), now);
}

/**
 * Takes over a private key that was used elsewhere, beside those that are there: none is ever lost, since old mail needs it.
 * Throws `key-unusable` with an `ImportProblem`.
 */
export async function importOwnKey(
  store: Store,
  journal: Journal,
  wish: { readonly key: Uint8Array; readonly passphrase: string; readonly use: 'present' | 'old-mail' },
  now: number,
): Promise<OwnKeyView> {
  const { use } = wish;
  const address = findAccount(store.read)?.address ?? null;
  const key = await importPracticeKey({ bytes: wish.key, passphrase: wish.passphrase, use, address, now });
  const { fingerprint } = key;
  store.write((db) => {
    const known = listOwnKeyRows(db).some((row) => row.fingerprint === fingerprint);
    if (known && use === 'old-mail') throw new EngineError('state-changed');
    if (use === 'present') retireOwnKeys(db, now);
    if (known) presentOwnKey(db, fingerprint);
    else {
      insertOwnKey(db, {
        fingerprint,
        privateKey: key.privateKey,
        publicKey: key.publicKey,
        madeAt: now,
        retiredAt: use === 'present' ? null : now,
      });
    }
    journal.append(db, 'own-key.imported', { fingerprint, use });
  });
  const row = listOwnKeyRows(store.read).find((each) => each.fingerprint === fingerprint);
  if (row === undefined) throw new EngineError('not-found');
  return toView(row, now);
}
