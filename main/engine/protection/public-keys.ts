import { type Key, readKey } from 'openpgp';
import { clockTolerance, fullSettings, openPgpSettings } from './openpgp-settings.ts';
import {
  armorIn,
  judgeKey,
  maxKeyBytes,
  type PublicKeyFacts,
  parseKeys,
  parsePublicKey,
  unusable,
} from './public-key.ts';

/** A stranger's file may hold thousands of keys; nobody picks among more than these. */
const mostKeys = 20;

/** Packets of one key. Each user ID and signature costs time to check; honest keys with many signatures have some hundreds. */
const mostPackets = 1_000;

const begin = '-----BEGIN PGP PUBLIC KEY BLOCK-----';
const end = '-----END PGP PUBLIC KEY BLOCK-----';

/**
 * Reads every public key of a file, a mail or an answer of a key server, of which there may be several blocks; at most 20.
 * Private keys are passed over. Throws `key-unusable` where not one key is found.
 */
export async function readPublicKeys(input: Uint8Array | string, now: number): Promise<readonly PublicKeyFacts[]> {
  if (input.length > maxKeyBytes) throw unusable('too-large');
  const text = typeof input === 'string' ? input : armorIn(input);
  const found: Key[] = [];
  for (const block of text === null ? [input] : blocksOf(text)) {
    if (found.length < mostKeys) found.push(...(await parseKeys(block).catch(() => [])));
  }
  const readable: PublicKeyFacts[] = [];
  const wanted = found.filter((key) => !key.isPrivate() && key.toPacketList().length <= mostPackets);
  for (const key of wanted.slice(0, mostKeys)) {
    const facts = await judgeKey(key, now).catch(() => null);
    if (facts !== null) readable.push(facts);
  }
  if (readable.length > 0) return readable;
  const isPrivate = text?.includes('BEGIN PGP PRIVATE KEY') === true || found.some((key) => key.isPrivate());
  throw unusable(isPrivate ? 'private' : 'malformed');
}

/** In time that grows with the length only, whatever a stranger wrote between. */
function blocksOf(text: string): readonly string[] {
  return text
    .split(begin, mostKeys + 1)
    .slice(1)
    .flatMap((piece) => {
      const at = piece.indexOf(end);
      return at < 0 ? [] : [`${begin}${piece.slice(0, at)}${end}\n`];
    });
}

/** Two copies of one key in one. `saysMore`: the newer one holds something that its owner changed, a withdrawal say. */
export type MergedKey = { readonly bytes: Uint8Array; readonly saysMore: boolean };

/**
 * Both copies of one key in one: what the older says stays, what the newer adds counts too. So nobody can undo a withdrawal,
 * or a longer life, by handing in an old copy. Anybody can add other people's signatures to a copy: `saysMore` looks past
 * them. Throws `key-unusable` where they are not the same key. `now` in milliseconds.
 */
export async function mergePublicKeys(job: {
  readonly kept: Uint8Array;
  readonly more: Uint8Array;
  readonly now: number;
}): Promise<MergedKey> {
  const [one, other] = await Promise.all([parsePublicKey(job.kept), parsePublicKey(job.more)]);
  try {
    const before = await meaningOf(one, job.now);
    const merged = (await one.update(other, new Date(job.now + clockTolerance), fullSettings)).toPublic();
    return { bytes: merged.write(), saysMore: (await meaningOf(merged, job.now)) !== before };
  } catch (error) {
    throw unusable('malformed', error);
  }
}

/** What a key's owner says with it: whose it is, until when, and which of its parts may be used. */
async function meaningOf(key: Key, now: number): Promise<string> {
  const { status, expires, userIds } = await judgeKey(key, now);
  const parts = key.subkeys.map((subkey) =>
    subkey.verify(new Date(now), fullSettings).then(
      () => subkey.getKeyID().toHex(),
      () => '',
    ),
  );
  return JSON.stringify([status, expires, [...userIds].sort(), (await Promise.all(parts)).sort()]);
}

/** A public key as text that every OpenPGP program takes. Throws `key-unusable`. */
export async function armorPublicKey(bytes: Uint8Array): Promise<string> {
  try {
    return (await readKey({ binaryKey: bytes, config: openPgpSettings })).toPublic().armor(fullSettings);
  } catch (error) {
    throw unusable('malformed', error);
  }
}
