import { z } from 'zod';
import { command, nothing, query } from './conversation.ts';
import { bytes, emailAddress, id, shortText, time } from './fields.ts';
import { keyStatus } from './keys.ts';

/** Whether an authority vouches for a certificate, or why none does. */
export const certificateTrust = z.enum([
  'trusted',
  'unknown-issuer',
  'expired',
  'not-yet-valid',
  'wrong-usage',
  'weak',
  'broken-chain',
]);
export type CertificateTrust = z.infer<typeof certificateTrust>;

/** What its authority says of it today; `not-checked` where nobody could be asked. */
export const revocation = z.enum(['good', 'revoked', 'not-checked']);

const certificateFields = {
  /** SHA-256, hex. */
  fingerprint: z.string(),
  name: z.string(),
  /** All that it names. */
  addresses: z.array(z.string()),
  issuer: z.string(),
  serial: z.string(),
  algorithm: z.string(),
  created: time,
  expires: time,
};

/** Somebody's certificate, kept for an address. */
export const certificateView = z.strictObject({
  ...certificateFields,
  address: z.string(),
  status: keyStatus,
  trust: certificateTrust,
  /** False where it says nothing of this address: then no authority vouches for that. */
  namesAddress: z.boolean(),
  revocation,
  revocationAt: time.nullable(),
  source: z.enum(['file', 'mail']),
  addedAt: time,
  comparedAt: time.nullable(),
  comparedBy: z.string().nullable(),
});
export type CertificateView = z.infer<typeof certificateView>;

/** A certificate of the practice, whose private key lies in the vault. */
export const ownCertificateView = z.strictObject({
  ...certificateFields,
  /** `usable`, or why it is not any more. Old ones still open old mail. */
  status: keyStatus,
  trust: certificateTrust,
  canSign: z.boolean(),
  canEncrypt: z.boolean(),
  /** False where it is for other addresses than the account's. */
  namesAccount: z.boolean(),
  /** The one that signs now. */
  inUse: z.boolean(),
  addedAt: time,
});
export type OwnCertificateView = z.infer<typeof ownCertificateView>;

/** An authority that the owner trusts beside those of the computer. */
export const rootView = z.strictObject({ ...certificateFields, addedAt: time, addedBy: z.string() });
export type RootView = z.infer<typeof rootView>;

const one = z.strictObject({ fingerprint: shortText });
const oneForAddress = z.strictObject({ fingerprint: shortText, address: emailAddress });

export const certificates = {
  own: query(nothing, z.array(ownCertificateView)),
  /** Takes the practice's certificate and key out of a .p12 file. Fails with `certificate-unreadable`. */
  importOwn: command(z.strictObject({ file: bytes, password: z.string().max(1_000) }), z.array(ownCertificateView)),
  removeOwn: command(one, nothing),
  /** Everybody's certificates that are kept, by address. */
  all: query(nothing, z.array(certificateView)),
  /** Certificates kept for these addresses. */
  list: query(z.strictObject({ addresses: z.array(emailAddress).max(100) }), z.array(certificateView)),
  /** Keeps the certificate in a file (.cer, .pem, .p7b) for an address. */
  add: command(z.strictObject({ address: emailAddress, file: bytes }), certificateView),
  /** Keeps the certificate that a signed message came with, for its sender. */
  keep: command(z.strictObject({ messageId: id }), certificateView),
  compare: command(oneForAddress, nothing),
  remove: command(oneForAddress, nothing),
  roots: query(nothing, z.array(rootView)),
  addRoot: command(z.strictObject({ file: bytes }), z.array(rootView)),
  removeRoot: command(one, nothing),
};

export const certificateEvents = { 'certificates.changed': z.strictObject({ addresses: z.array(z.string()) }) };
