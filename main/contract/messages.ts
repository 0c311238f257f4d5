import { z } from 'zod';
import { certificateTrust, revocation } from './certificates.ts';
import { command, query } from './conversation.ts';
import { bytes, id, mediumText, mode, person, shortText, time } from './fields.ts';
import { sealedForm } from './sealed-form.ts';
import { transportEvidence } from './transport.ts';

export const attachmentView = z.strictObject({
  id,
  name: z.string(),
  contentType: z.string(),
  size: z.number().int(),
  /** Set where the HTML shows it in place (`cid:`). */
  contentId: z.string().nullable(),
  /** What can be done with it besides saving: keep the keys in it, or look inside. */
  holds: z.enum(['key', 'message', 'encrypted']).nullable(),
});
export type AttachmentView = z.infer<typeof attachmentView>;

/** What S/MIME adds to a status; it stands in no other message. */
export const smimeStatus = z.strictObject({
  /** What shows that nothing was changed on the way: the encryption, the signature inside, or nothing at all. */
  integrity: z.enum(['encryption', 'signature', 'none']),
  /** Whose signature it is; null where there is none, or none that names its maker. */
  signer: z
    .strictObject({
      name: z.string(),
      addresses: z.array(z.string()),
      issuer: z.string(),
      expires: time,
      /** `kept`: no authority vouches for it, but somebody here kept it for this address. */
      trust: z.enum([...certificateTrust.options, 'kept']),
      revocation,
    })
    .nullable(),
});
export type SmimeStatus = z.infer<typeof smimeStatus>;

const signature = {
  signer: z.enum(['verified', 'mismatch', 'unknown', 'invalid', 'none']),
  fingerprint: z.string().nullable(),
  compared: z.boolean(),
  /**
   * What a verified signature vouches for. `text`: subject, recipients and date are the server's word, so it may be an old
   * message, or one to somebody else, sent again. Only `message` is worth a tick.
   */
  covers: z.enum(['message', 'text']),
  /** Set where it was S/MIME and not OpenPGP. */
  smime: smimeStatus.optional(),
};

/** One status per message, from the outermost cryptographic layer only. */
export const messageStatus = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plain') }),
  z.strictObject({ kind: z.literal('encrypted'), ...signature }),
  z.strictObject({ kind: z.literal('signed'), ...signature }),
  /** `unverified`: encrypted to us, but bound to no letter of ours: filed without a tick. */
  z.strictObject({
    kind: z.literal('sealed-answer'),
    binding: z.enum(['ours', 'unverified', 'copy', 'other-address']),
    letterSentAt: time.nullable(),
  }),
  z.strictObject({ kind: z.literal('unopenable'), reason: z.enum(['not-for-us', 'no-integrity', 'damaged', 'smime']) }),
]);
export type MessageStatus = z.infer<typeof messageStatus>;

/** What a report said of one recipient: a claim of the server that wrote it, about a message that is ours for certain. */
export const returnedMail = z.strictObject({
  address: z.string(),
  /** `hard`: the address does not exist or is disabled; `soft`: it may work later; `policy`: the mail was refused; `other`: not said. */
  kind: z.enum(['hard', 'soft', 'policy', 'other']),
  action: z.enum(['failed', 'delayed']),
  /** RFC 3463, such as "5.1.1". */
  status: z.string().nullable(),
  /** The server's own words; may be empty. */
  diagnostic: z.string(),
  at: time,
});
export type ReturnedMail = z.infer<typeof returnedMail>;

/** How a message of ours left, or stands in the outbox. */
export const delivery = z.strictObject({
  outboxId: id,
  state: z.enum(['queued', 'sending', 'sent', 'unsure', 'failed']),
  mode,
  /** How a sealed letter travels. */
  form: sealedForm.nullable().optional(),
  notBefore: time,
  sentAt: time.nullable(),
  /** "accepted by mail.example over TLSv1.3" */
  server: z.string().nullable(),
  tls: z.string().nullable(),
  code: z.string().nullable(),
  /** What came back of it, newest first; absent where nothing did. */
  returned: z.array(returnedMail).optional(),
  /** What `tls` rested on when it was decided, and whether the server was told not to pass it on without TLS (RFC 8689). */
  transport: z.strictObject({ evidence: z.array(transportEvidence), requireTls: z.boolean() }).optional(),
});
export type Delivery = z.infer<typeof delivery>;

/** One of the messages that a message of ours left as, where its recipients are protected differently. */
export const deliveryPart = z.strictObject({
  to: z.array(z.string()),
  mode,
  form: sealedForm.nullable(),
  /** How this one left, without what came back of it. */
  delivery: delivery.omit({ returned: true }).optional(),
});

/** What a reader should be told about a message's bytes; the window has one text per word. `mime` explains most of them. */
export const messageWarning = z.enum([
  'several-from',
  'several-addresses-in-from',
  'no-from',
  'name-looks-like-address',
  'encoded-word-trick',
  'hidden-characters',
  'too-deep',
  'too-many-parts',
  'headers-cut',
  'text-cut',
  'out-of-time',
  'unknown-charset',
  'no-headers',
  'unreadable',
  /** The sender inside the protection is another than the one outside. */
  'protected-from-differs',
  /** The server handed over only its beginning. */
  'source-cut',
]);
export type MessageWarning = z.infer<typeof messageWarning>;

export const messageView = z.strictObject({
  id,
  direction: z.enum(['in', 'out']),
  from: z.array(person),
  to: z.array(person),
  cc: z.array(person),
  subject: z.string(),
  at: time,
  unread: z.boolean(),
  snippet: z.string(),
  status: messageStatus,
  /** Whose valid signature it is, and when somebody compared the key; null for every other status. */
  signedBy: z.strictObject({ name: z.string(), comparedAt: time.nullable() }).nullable(),
  warnings: z.array(messageWarning),
  attachments: z.array(attachmentView),
  delivery: delivery.nullable(),
  /** Set where it left as several messages: whom each went to, and how. */
  parts: z.array(deliveryPart).optional(),
  /** The sender's certificate came with it, and nobody kept it yet. */
  offersCertificate: z.boolean().optional(),
});
export type MessageView = z.infer<typeof messageView>;

export const textPiece = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({ kind: z.literal('block'), index: z.number().int(), protection: z.enum(['encrypted', 'signed']) }),
  z.strictObject({ kind: z.literal('armor'), holds: z.enum(['key', 'unreadable']) }),
]);
export type TextPiece = z.infer<typeof textPiece>;

export const messageBody = z.strictObject({
  /** As it came: the window sanitises it and shows it in a sandboxed frame that loads nothing. */
  html: z.string().nullable(),
  text: z.string(),
  /** How many stretches of the text are encrypted or signed on their own (inline OpenPGP); `messages.inside` opens them. */
  blocks: z.number().int(),
  /**
   * The text without its armor, where there is some: block `index` opens as `-1 - index`; `armor` is a key, or what cannot be
   * read at all. Shown instead of text and HTML.
   */
  pieces: z.array(textPiece).optional(),
});
export type MessageBody = z.infer<typeof messageBody>;

/**
 * The way to something inside a message: positions from the outside in. A file by its position; inline block `n` of a text
 * as `-1 - n`.
 */
export const insidePath = z.array(z.number().int().min(-20).max(1_000)).min(1).max(8);

export const insideFile = z.strictObject({
  name: z.string(),
  contentType: z.string(),
  size: z.number().int(),
  holds: z.enum(['key', 'message', 'encrypted']).nullable(),
});

/**
 * What stands in a part of a message: never its status, never quoted. `signature` is what the part's own signature is worth for
 * the sender of the message around it; null where it was not looked at.
 */
export const insideView = z.strictObject({
  kind: z.enum(['encrypted', 'signed', 'message']),
  signature: z.enum(['valid', 'invalid', 'unknown-key', 'none']).nullable(),
  from: z.array(person),
  to: z.array(person),
  subject: z.string().nullable(),
  date: time.nullable(),
  text: z.string(),
  html: z.string().nullable(),
  blocks: z.number().int(),
  /** As in a message's body. */
  pieces: z.array(textPiece).optional(),
  files: z.array(insideFile),
});
export type InsideView = z.infer<typeof insideView>;

/** How a message was protected, for who asks: read anew from its source. */
export const protectionDetails = z.strictObject({
  standard: z.enum(['openpgp', 'smime']),
  /** Null where it is only signed. */
  encryption: z.string().nullable(),
  signature: z
    .strictObject({ algorithm: z.string(), hash: z.string(), at: time.nullable(), fingerprint: z.string() })
    .nullable(),
  /** Who vouches for an S/MIME signer, each by the name of the one above; empty for OpenPGP. */
  chain: z.array(z.string()),
  /** The header inside the protection, where there is one: what it says, and what stood outside instead. */
  headers: z.array(z.strictObject({ name: z.string(), inside: z.string(), outside: z.string().nullable() })),
});
export type ProtectionDetails = z.infer<typeof protectionDetails>;

/** One piece of a file: `done` when nothing follows. */
export const piece = z.strictObject({ bytes, done: z.boolean() });

export const messages = {
  body: query(z.strictObject({ messageId: id }), messageBody),
  /** Raw source, a piece at a time, for "view source". */
  source: query(z.strictObject({ messageId: id, offset: z.number().int().min(0) }), piece),
  attachmentPiece: query(z.strictObject({ attachmentId: id, offset: z.number().int().min(0) }), piece),
  /** Writes the file where a person says; the name it got, or null when the dialog was left. */
  saveAttachment: command(z.strictObject({ attachmentId: id }), z.strictObject({ savedAs: shortText.nullable() })),
  inside: query(z.strictObject({ messageId: id, path: insidePath }), insideView),
  /** Writes a file that stands inside a part where a person says; the name it got, or null when the dialog was left. */
  saveInside: command(
    z.strictObject({ messageId: id, path: insidePath }),
    z.strictObject({ savedAs: shortText.nullable() }),
  ),
  /** Null for a message without protection that we could open. */
  protection: query(z.strictObject({ messageId: id }), protectionDetails.nullable()),
  /** Opens a link from a message in the person's browser, after the window has shown where it goes. */
  openLink: command(z.strictObject({ url: mediumText }), z.strictObject({})),
};
