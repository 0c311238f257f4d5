/** How much of a hostile message is looked at. Every limit names the attack it stops; none is reached by ordinary mail. */
export type MimeLimits = {
  /** Nested multiparts. Thousands of levels overflow the stack of recursive readers. */
  readonly depth: number;
  /** Entities of any kind. A megabyte of empty parts makes a list nobody can show. */
  readonly parts: number;
  /** Header fields of the message and all its parts. Thousands of them crash mailparser. */
  readonly headerFields: number;
  /** Header bytes of the message and all its parts. */
  readonly headerBytes: number;
  /** Bytes of one field that are kept. Address lists and encoded words cost time by length. */
  readonly fieldBytes: number;
  /** Bytes of text shown and indexed. The window and the full-text index would choke on more. */
  readonly textBytes: number;
  /** Milliseconds for the whole message, looked at between parts. */
  readonly milliseconds: number;
};

export const defaultLimits: MimeLimits = {
  depth: 64,
  parts: 1_000,
  headerFields: 20_000,
  headerBytes: 4 * 1024 * 1024,
  fieldBytes: 256 * 1024,
  textBytes: 4 * 1024 * 1024,
  milliseconds: 5_000,
};
