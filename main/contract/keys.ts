import { z } from 'zod';
import { command, nothing, query } from './conversation.ts';
import { bytes, emailAddress, id, shortText, time } from './fields.ts';
import { passphrase } from './vault.ts';

export const keyStatus = z.enum(['usable', 'expired', 'revoked', 'weak', 'cannot-encrypt']);
/** How a key reached us; `gossip`: somebody else's mail brought it (Autocrypt). */
export const keySource = z.enum(['file', 'clipboard', 'attachment', 'autocrypt', 'gossip', 'wkd', 'key-server']);
export type KeySource = z.infer<typeof keySource>;
export const keyView = z.strictObject({
  fingerprint: z.string(),
  /** The address it is kept for; `addresses` are all that the key names. */
  address: z.string(),
  addresses: z.array(z.string()),
  algorithm: z.string(),
  created: time,
  expires: time.nullable(),
  status: keyStatus,
  source: keySource,
  addedAt: time,
  comparedAt: time.nullable(),
  comparedBy: z.string().nullable(),
});
export type KeyView = z.infer<typeof keyView>;

/** A key that somebody may keep: from a file, the clipboard, an attachment or the net. */
export const keyOffer = z.strictObject({
  fingerprint: z.string(),
  userIds: z.array(z.string()),
  addresses: z.array(z.string()),
  algorithm: z.string(),
  created: time,
  expires: time.nullable(),
  status: keyStatus,
  /** The key itself, to hand back with `keys.keep`. */
  key: bytes,
  /** Addresses it is kept for already. */
  keptFor: z.array(z.string()),
  /** Addresses in it for which another key is kept: this one would stand beside that one. */
  rivals: z.array(z.strictObject({ address: z.string(), compared: z.boolean() })),
});
export type KeyOffer = z.infer<typeof keyOffer>;

/** A key of the practice itself. */
export const ownKeyView = z.strictObject({
  fingerprint: z.string(),
  userIds: z.array(z.string()),
  addresses: z.array(z.string()),
  algorithm: z.string(),
  created: time,
  expires: time.nullable(),
  status: keyStatus,
  /** False: it only opens old mail. */
  present: z.boolean(),
});
export type OwnKeyView = z.infer<typeof ownKeyView>;

const keptKey = z.strictObject({ fingerprint: shortText, address: emailAddress });

export const keys = {
  /** Everybody's keys that are kept, by address. */
  list: query(nothing, z.array(keyView)),
  /** What a file or the clipboard holds; keeps nothing. Fails with `key-unusable` where there is no key in it. */
  read: query(z.strictObject({ key: bytes }), z.array(keyOffer)),
  inAttachment: query(z.strictObject({ attachmentId: id }), z.array(keyOffer)),
  /** Asks the address's own domain (WKD), or keys.openpgp.org: whoever is asked learns the address. */
  lookUp: command(z.strictObject({ address: emailAddress, at: z.enum(['wkd', 'key-server']) }), z.array(keyOffer)),
  /** Keeps one key for an address, beside those that are there; it replaces none. */
  keep: command(z.strictObject({ address: emailAddress, key: bytes, source: keySource }), keyView),
  /** A person compared the fingerprint with the key's owner. */
  compare: command(keptKey, z.strictObject({})),
  remove: command(keptKey, z.strictObject({})),
  own: query(nothing, z.array(ownKeyView)),
  /** Our public key as text, to be sent, copied or compared. */
  ownText: query(z.strictObject({ fingerprint: shortText }), z.strictObject({ text: z.string() })),
  renewOwn: command(nothing, ownKeyView),
  /** Writes our public key where a person says; the name it got, or null when the dialog was left. */
  exportOwn: command(z.strictObject({ fingerprint: shortText }), z.strictObject({ savedAs: shortText.nullable() })),
  /** Takes over a private key that was used elsewhere: as ours from now on, or to open old mail alone. */
  importOwn: command(z.strictObject({ key: bytes, passphrase, use: z.enum(['present', 'old-mail']) }), ownKeyView),
};

export const keyEvents = {
  /** A key was kept, compared, removed or renewed. */
  'keys.changed': nothing,
};
