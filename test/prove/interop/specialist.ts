/** Somebody who uses another OpenPGP program, with a key of their own in it. */
export type Correspondent = {
  readonly publicKey: Uint8Array;
  /** Takes our key, to write to us and to check our signatures. */
  readonly meet: (ourPublicKey: Uint8Array) => void;
  /** Decrypts, and rejects unless our signature is good. */
  readonly open: (armored: string) => Buffer;
  /** Signs and encrypts to us; armored. */
  readonly write: (payload: Uint8Array) => string;
  /** A detached signature (RFC 3156); armored. */
  readonly sign: (payload: Uint8Array) => string;
};

/** Another OpenPGP program. */
export type Specialist = {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly correspondent: (kind: string, address: string) => Correspondent;
  readonly close: () => void;
};
