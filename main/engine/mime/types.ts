/** A mailbox of RFC 5322: the name as shown (decoded, may be empty) and the address as written on the wire. */
export type Address = { readonly name: string; readonly address: string };

/** A file in a message. `contentId` is without angle brackets; it is what an `<img src="cid:...">` names. */
export type Attachment = {
  readonly name: string;
  /** `type/subtype` in lower case, without parameters. A claim of the sender, nothing more. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly contentId: string | null;
};

/** A leaf of a received message that is not part of the text shown. `path` is IMAP's section number, such as "1.2". */
export type ParsedPart = Attachment & {
  readonly path: string;
  readonly disposition: 'attachment' | 'inline' | null;
};

/** A header field: `name` in lower case, `value` unfolded and otherwise as received. */
export type HeaderField = { readonly name: string; readonly value: string };

/** What a reader should be told about a message, as a closed list; the window has one text per word. */
export type MessageWarning =
  /** More than one From field. */
  | 'several-from'
  /** One From field that names more than one address. */
  | 'several-addresses-in-from'
  /** No address in From at all. */
  | 'no-from'
  /** The name shown contains an address other than the real one. */
  | 'name-looks-like-address'
  /** Encoded words that hide an address, a line end or another control character (the Mailsploit attack). */
  | 'encoded-word-trick'
  /** Invisible or direction-changing characters in the sender's name or in a file's name. */
  | 'hidden-characters'
  /** Multiparts nested deeper than the limit; what is deeper is listed as one opaque file. */
  | 'too-deep'
  /** More parts than the limit; what follows is not split any more. */
  | 'too-many-parts'
  /** More header fields or bytes than the limit; the rest was not read. */
  | 'headers-cut'
  /** The text is longer than the limit; it was cut, and the whole of it is listed as a file. */
  | 'text-cut'
  /** The time limit was reached; some parts were not decoded. */
  | 'out-of-time'
  /** A character set nobody knows; decoded as UTF-8 or Windows-1252, whichever fits. */
  | 'unknown-charset'
  /** No header field could be read. */
  | 'no-headers'
  /** The message could not be parsed; only its raw source can be shown. */
  | 'unreadable';

/** Everything the engine knows about a message's bytes. It claims nothing about who really wrote it. */
export type ParsedMessage = {
  /** With angle brackets. */
  readonly messageIdHeader: string | null;
  readonly inReplyTo: string | null;
  /** Oldest first, with angle brackets. */
  readonly references: readonly string[];
  readonly from: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  /** Milliseconds since 1970 UTC, from the Date field: the sender's claim. */
  readonly date: number | null;
  readonly headers: readonly HeaderField[];
  /** Null where no part of the body is plain text; otherwise it covers the HTML-only parts too. */
  readonly text: string | null;
  /** Null where no part of the body is HTML; otherwise it covers the plain parts too. Not sanitised. */
  readonly html: string | null;
  readonly parts: readonly ParsedPart[];
  /** Written by a program (RFC 3834), to a list, or a report: never to be answered by a program. */
  readonly automatic: boolean;
  readonly warnings: readonly MessageWarning[];
};

/** The header fields of a message to be written. There is no Bcc: who gets a blind copy gets a message of their own. */
export type MailHeaders = {
  /** With angle brackets; see `newMessageIdHeader`. */
  readonly messageIdHeader: string;
  /** Milliseconds since 1970 UTC. Written in UTC, so that no time zone is told. */
  readonly date: number;
  readonly from: Address;
  readonly replyTo?: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Further fields such as Autocrypt. None of the fields this type names, no Content-*, no Bcc. */
  readonly headers?: readonly HeaderField[];
};

/** A message to be written. */
export type Mail = MailHeaders & {
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
};
