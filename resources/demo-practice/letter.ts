import type { Person } from './practice.ts';

export type DemoMailbox = 'INBOX' | 'Sent' | 'Archive' | 'Junk' | 'Trash';

export type LetterFile = {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** A picture that the HTML shows as `cid:…`. */
  readonly cid?: string;
};

/** A mail to be composed. */
export type Letter = {
  /** Names it for others, and makes its Message-ID; unique. */
  readonly id: string;
  /** What it is there to show; a word for tests and for whoever looks for one. */
  readonly kind: string;
  readonly minutesAgo: number;
  readonly from: Person;
  /** The practice, unless said. */
  readonly to?: readonly Person[];
  readonly cc?: readonly Person[];
  readonly replyTo?: Person;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly files?: readonly LetterFile[];
  /** Ids of the letters before it in its thread, oldest first. */
  readonly after?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** INBOX, unless said. */
  readonly mailbox?: DemoMailbox;
  /** Read, unless said. */
  readonly flags?: readonly string[];
  /** The finished mail instead, for what a composer would never make; gets its date and Message-ID as header lines. */
  readonly raw?: (lines: RawLines) => Buffer;
};

export type RawLines = { readonly date: string; readonly messageId: string };

export const unread: readonly string[] = [];
export const read: readonly string[] = ['\\Seen'];

/** In minutes. */
export const hour = 60;
export const day = 24 * 60;

/** A mail as it lies in a mailbox. */
export type DemoMail = {
  readonly id: string;
  readonly kind: string;
  readonly mailbox: DemoMailbox;
  readonly flags: readonly string[];
  readonly date: Date;
  readonly bytes: Uint8Array;
};
