import { generateKey, type PrivateKey, revokeKey } from 'openpgp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJournal, type Journal } from '../../../main/engine/journal/journal.ts';
import { rebuildProjections } from '../../../main/engine/journal/projections.ts';
import { compareKey, keepKey, listKeys } from '../../../main/engine/patients/keys.ts';
import { keepOfferedKey, type OfferedBy } from '../../../main/engine/patients/offered-keys.ts';
import { readOfferedKey } from '../../../main/engine/protection/offered-key.ts';
import { readPublicKey } from '../../../main/engine/protection/public-key.ts';
import { mergePublicKeys } from '../../../main/engine/protection/public-keys.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';

const start = Date.now();
let now = start;
let test: TestStore;
let journal: Journal;
let judged = 0;

beforeAll(() => {
  test = openTestStore();
  const clock = { now: () => now, after: () => () => {} };
  journal = createJournal({ clock, computerId: 'aaaaaaaaaaaa', actor: () => 'Maria' });
});
afterAll(() => test.remove());

const make = async (email: string) =>
  (await generateKey({ userIDs: [{ email }], date: new Date(now - 86_400_000), format: 'object' })).privateKey;
const bytesOf = (key: PrivateKey) => key.toPublic().write();
const keeping = () => ({
  store: test.store,
  journal,
  merge: mergePublicKeys,
  judge: (offered: { readonly bytes: Uint8Array; readonly now: number }) => {
    judged += 1;
    return readOfferedKey(offered.bytes, offered.now);
  },
});
const offer = (address: string, source: OfferedBy, key: PrivateKey, answersUs = false) =>
  keepOfferedKey(keeping(), { address, bytes: bytesOf(key), source, answersUs, now });
const byHand = async (address: string, key: PrivateKey) =>
  keepKey(keeping(), { address, facts: await readPublicKey(bytesOf(key), now), source: 'file', now });
/** Whose word each kept key is, the one that would be used first. */
const kept = async (address: string) =>
  (await listKeys(test.store.read, address, now)).map(({ fingerprint, source }) => ({ fingerprint, source }));
const forged = (address: string, count: number) => Promise.all(Array.from({ length: count }, () => make(address)));

describe('what others say is somebody’s key', () => {
  it('fills no place that is her own, and ranks after it', async () => {
    const ana = 'ana@mail.example';
    for (const key of await forged(ana, 5)) await offer(ana, 'gossip', key);
    expect((await kept(ana)).map(({ source }) => source)).toEqual(['gossip', 'gossip', 'gossip']);
    const [first, second] = await forged(ana, 2);
    if (first === undefined || second === undefined) throw new Error('no keys');
    expect(await offer(ana, 'autocrypt', first)).toEqual([ana]);
    expect(await byHand(ana, second)).toEqual([ana]);
    // The two came at the same moment, so either may stand first; both stand before what others said.
    expect((await kept(ana)).slice(0, 2).sort((one, other) => one.source.localeCompare(other.source))).toEqual([
      { fingerprint: first.getFingerprint(), source: 'autocrypt' },
      { fingerprint: second.getFingerprint(), source: 'file' },
    ]);
    test.store.write((db) => compareKey(db, journal, second.getFingerprint(), ana));
    expect((await kept(ana))[0]?.fingerprint).toBe(second.getFingerprint());
  });

  it('counts for nothing, and costs nothing, once there is a key of her own', async () => {
    const ben = 'ben@mail.example';
    await offer(ben, 'autocrypt', await make(ben));
    const before = judged;
    for (const key of await forged(ben, 3)) expect(await offer(ben, 'gossip', key)).toEqual([]);
    expect(judged).toBe(before);
    expect(await kept(ben)).toHaveLength(1);
  });

  it('becomes her own word when she says so herself, or a person keeps it', async () => {
    const carla = 'carla@mail.example';
    const [hers, handed] = await forged(carla, 2);
    if (hers === undefined || handed === undefined) throw new Error('no keys');
    await offer(carla, 'gossip', hers);
    await offer(carla, 'gossip', handed);
    expect(await offer(carla, 'autocrypt', hers)).toEqual([carla]);
    expect(await byHand(carla, handed)).toEqual([carla]);
    const [first, second] = await kept(carla);
    expect([first?.source, second?.source].sort()).toEqual(['autocrypt', 'file']);
    // Nobody else's word takes that back; the journal alone gives the same.
    expect(await offer(carla, 'gossip', hers)).toEqual([]);
    const before = await kept(carla);
    test.store.write((db) => rebuildProjections(db));
    expect(await kept(carla)).toEqual(before);
  });

  it('is heard no more when it is about a thousand people', async () => {
    const dan = 'dan@mail.example';
    const key = await make(dan);
    test.store.write((db) => {
      for (let at = 0; at < 1_000; at += 1) {
        const address = `nobody${at}@mail.example`;
        journal.append(db, 'key.added', { fingerprint: `F${at}`, address, bytes: '', source: 'gossip' });
      }
    });
    expect(await offer(dan, 'gossip', key)).toEqual([]);
    expect(await offer(dan, 'autocrypt', key)).toEqual([dan]);
  });
});

describe('a copy of a key that is kept', () => {
  it('brings what its owner changed to everybody it is kept for, and nothing else', async () => {
    const [home, work] = ['leo@home.example', 'leo@work.example'];
    const { privateKey: leo } = await generateKey({
      userIDs: [{ email: home }, { email: work }],
      date: new Date(now - 86_400_000),
      format: 'object',
    });
    await byHand(home, leo);
    expect(await offer(work, 'autocrypt', leo)).toEqual([work]);
    const signer = await make('somebody@else.example');
    const signed = await leo.toPublic().signAllUsers([signer]);
    const copy = (bytes: Uint8Array) =>
      keepOfferedKey(keeping(), { address: work, bytes, source: 'autocrypt', answersUs: false, now });
    // Somebody else's signatures on it are no news.
    expect(await copy(signed.write())).toEqual([]);
    const revoked = await revokeKey({ key: leo, format: 'object', date: new Date(now) });
    expect([...(await copy(revoked.publicKey.write()))].sort()).toEqual([home, work]);
    for (const address of [home, work]) {
      expect((await listKeys(test.store.read, address, now)).map(({ status }) => status)).toEqual(['revoked']);
    }
  });
});

describe('a key of her own, where forged mails have taken every place', () => {
  const day = 24 * 3_600_000;
  const list = async (address: string) => (await kept(address)).map(({ fingerprint }) => fingerprint);

  it('is offered with an answer to our mail at once, and with any mail a day later; never in the place of the one in use', async () => {
    const eva = 'eva@mail.example';
    const [first, second, third, hers, later] = await forged(eva, 5);
    if (!first || !second || !third || !hers || !later) throw new Error('no keys');
    for (const key of [first, second, third]) await offer(eva, 'autocrypt', key);
    const [inUse, ...unused] = await list(eva);
    now = start + 1;
    expect(await offer(eva, 'autocrypt', hers)).toEqual([]);
    expect(await offer(eva, 'autocrypt', hers, true)).toEqual([eva]);
    const after = await list(eva);
    expect(after[0]).toBe(inUse);
    expect(after).toContain(hers.getFingerprint());
    expect(after).toHaveLength(3);
    expect(unused.filter((fingerprint) => after.includes(fingerprint))).toHaveLength(1);
    // A flood writes little into the journal: one key of this address a day.
    now = start + day;
    expect(await offer(eva, 'autocrypt', later)).toEqual([eva]);
    expect((await list(eva))[0]).toBe(inUse);
    expect(await list(eva)).toHaveLength(3);
    now = start;
  });

  it('takes nobody’s place that a person compared or kept', async () => {
    const fay = 'fay@mail.example';
    const [handed, ...others] = await forged(fay, 5);
    if (handed === undefined) throw new Error('no keys');
    await byHand(fay, handed);
    test.store.write((db) => compareKey(db, journal, handed.getFingerprint(), fay));
    for (const key of others) await offer(fay, 'autocrypt', key, true);
    const all = await kept(fay);
    expect(all[0]).toEqual({ fingerprint: handed.getFingerprint(), source: 'file' });
    expect(all.map(({ source }) => source)).toEqual(['file', 'autocrypt', 'autocrypt', 'autocrypt']);
    expect(await list(fay)).toContain(others.at(-1)?.getFingerprint());
  });
});
