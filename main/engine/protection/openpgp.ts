import {
  createMessage,
  decrypt,
  decryptSessionKeys,
  encrypt,
  enums,
  type Key,
  type Message,
  type PrivateKey,
  readMessage,
  readPrivateKey,
  type SessionKey,
  sign,
} from 'openpgp';
import { EngineError } from '../base/errors.ts';
import { armorMessage } from './armor.ts';
import { cipherOf } from './cipher-of.ts';
import { openPgpSettings } from './openpgp-settings.ts';
import { isPaddingError, openPadded } from './padded-message.ts';
import { findEncryptionDate, parseKnownPublicKey } from './public-key.ts';
import { remember } from './remember.ts';
import { type Candidate, judgeSignatures, readCandidates, type SignatureFacts, signatureDate } from './signature.ts';
import { unreadable } from './unreadable.ts';

/** Parses an armored private key without passphrase. Throws `key-unusable` with the reason `own`. */
export async function readOwnKey(privateKey: string): Promise<PrivateKey> {
  try {
    return await readPrivateKey({ armoredKey: privateKey, config: openPgpSettings });
  } catch (error) {
    throw new EngineError('key-unusable', { reason: 'own' }, { cause: error });
  }
}

/** The same for the key that every message needs again: read, and its own signatures checked, once in each thread. */
const readKnownOwnKey = remember(4, readOwnKey);

/**
 * Signs a payload and encrypts it to each recipient; the practice's own key is one of them if the practice shall read it.
 * Throws `key-unusable` with the fingerprint of the key that fails, for it may be ours as well as theirs.
 */
export async function encryptAndSign(options: {
  readonly payload: Uint8Array;
  readonly privateKey: string;
  readonly recipients: readonly Uint8Array[];
  readonly now: number;
}): Promise<string> {
  const date = new Date(options.now);
  const signingKeys = await readKnownOwnKey(options.privateKey);
  if (options.recipients.length === 0) throw new EngineError('key-unusable', { reason: 'no-recipient' });
  const encryptionKeys = await Promise.all(options.recipients.map(parseKnownPublicKey));
  const message = await createMessage({ binary: options.payload, date });
  const signed = await sign({ message, signingKeys, date, format: 'object', config: openPgpSettings }).catch(() => {
    throw unusable(signingKeys);
  });
  const encryptAt = (at: Date) =>
    encrypt({ message: signed, encryptionKeys, date: at, format: 'object', config: openPgpSettings });
  const encrypted = await encryptAt(date).catch(async (error: unknown) => {
    const later = await findEncryptionDate(encryptionKeys, options.now);
    if (later === null) throw unusable(await findUnusable(encryptionKeys, options.now));
    if (later.getTime() === date.getTime()) throw error;
    return encryptAt(later);
  });
  const [data] = encrypted.packets.slice(-1) as readonly { readonly version?: number }[];
  return armorMessage(bytesOf(encrypted), data?.version !== 2);
}

/** A message in binary; the library's types leave open that it comes in pieces. */
function bytesOf(message: Message<Uint8Array>): Uint8Array {
  const bytes: unknown = message.write();
  if (!(bytes instanceof Uint8Array)) throw new EngineError('unexpected', { reason: 'message-in-pieces' });
  return bytes;
}

async function findUnusable(keys: readonly Key[], now: number): Promise<Key | undefined> {
  for (const key of keys) if ((await findEncryptionDate([key], now)) === null) return key;
  return keys[0];
}

function unusable(key: Key | undefined): EngineError {
  return new EngineError('key-unusable', { fingerprint: key?.getFingerprint() ?? '', reason: 'cannot-be-used' });
}

/** Parses an OpenPGP message, armored or binary. Throws `message-unreadable`. */
export async function parseMessage(ciphertext: string | Uint8Array): Promise<Message<Uint8Array>> {
  let message: Message<Uint8Array>;
  try {
    message = (await (typeof ciphertext === 'string'
      ? readMessage({ armoredMessage: ciphertext, config: openPgpSettings })
      : readMessage({ binaryMessage: ciphertext, config: openPgpSettings }))) as Message<Uint8Array>;
  } catch (error) {
    throw unreadable('damaged', error);
  }
  const { packets } = message;
  if (packets.findPacket(enums.packet.symmetricallyEncryptedData) !== undefined) throw unreadable('no-integrity');
  const { symEncryptedIntegrityProtectedData, aeadEncryptedData } = enums.packet;
  if (packets.filterByTag(symEncryptedIntegrityProtectedData, aeadEncryptedData).length !== 1)
    throw unreadable('damaged');
  return message;
}

/** A decrypted payload, which never differs from what the signature was checked over. */
export type OpenedMessage = {
  readonly payload: Uint8Array;
  readonly signature: SignatureFacts;
  /** For the details: "AES-256, OCB". */
  readonly cipher: string;
};

/**
 * Decrypts a message with the practice's key and checks its signature against the candidates, at `now` in milliseconds.
 * Throws `message-unreadable` with `not-for-us`, `no-integrity` (RFC 9580, section 13.7) or `damaged`.
 */
export async function openEncrypted(options: {
  readonly ciphertext: string | Uint8Array;
  readonly privateKey: string;
  readonly candidates: readonly Pick<Candidate, 'publicKey'>[];
  readonly now: number;
}): Promise<OpenedMessage> {
  const message = await parseMessage(options.ciphertext);
  const ownKey = await readKnownOwnKey(options.privateKey);
  if (!isFor(message, ownKey)) throw unreadable('not-for-us');
  const keys = await readCandidates(options.candidates);
  const date = signatureDate(options.now);
  const sessionKeys = await decryptSessionKeys({
    message,
    decryptionKeys: ownKey,
    date,
    config: openPgpSettings,
  }).catch((error: unknown) => {
    throw unreadable('damaged', error);
  });
  const cipher = cipherOf(message, sessionKeys);
  try {
    const { data, signatures } = await decrypt({
      message,
      // An algorithm of null belongs to SEIPDv2, whose packet names it; the library's own types do not say so.
      sessionKeys: sessionKeys as SessionKey[],
      verificationKeys: [...keys],
      date,
      format: 'binary',
      config: openPgpSettings,
    });
    return { payload: data, signature: await judgeSignatures(signatures, keys), cipher };
  } catch (error) {
    if (!isPaddingError(error)) throw unreadable('damaged', error);
    // The failed attempt has used the message up.
    const again = await parseMessage(options.ciphertext);
    const opened = await openPadded({ message: again, ownKey, keys, date }).catch((reason: unknown) => {
      throw unreadable('damaged', reason);
    });
    return { ...opened, cipher };
  }
}

/** Whether a message may be for a key. A key ID of zeroes hides the recipient (RFC 9580, section 5.1): only trying tells. */
export function isFor(message: Message<Uint8Array>, key: PrivateKey): boolean {
  const ours = key.getKeyIDs().map((keyId) => keyId.toHex());
  return message.getEncryptionKeyIDs().some((keyId) => /^0*$/.test(keyId.toHex()) || ours.includes(keyId.toHex()));
}
