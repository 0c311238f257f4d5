import type { MailAuthority, MailIdentity } from '../../support/mail-authority.ts';

export type SmimeCipher = 'CBC' | 'GCM';

/** Somebody who uses another S/MIME program, with a certificate and its key in it. */
export type SmimeCorrespondent = {
  /** Decrypts a whole mail, and rejects unless our signature inside is good and an authority vouches for us; what was signed. */
  readonly open: (mail: Uint8Array) => Uint8Array;
  /** Signs and encrypts to us; an entity with its MIME-Version. */
  readonly write: (payload: Uint8Array, cipher: SmimeCipher) => Uint8Array;
  /** Signs apart from the payload or around it (RFC 8551, 3.5); an entity with its MIME-Version. */
  readonly sign: (payload: Uint8Array, form: 'detached' | 'opaque') => Uint8Array;
};

/** Another S/MIME program. */
export type SmimeSpecialist = {
  readonly name: string;
  readonly kinds: Readonly<Record<string, 'rsa' | 'p256' | 'p384' | 'p521'>>;
  /** What it can encrypt with. */
  readonly ciphers: readonly SmimeCipher[];
  /** Throws where it does not take their key. */
  readonly correspondent: (them: MailIdentity, ours: MailIdentity) => SmimeCorrespondent;
  readonly close: () => void;
};

/** A root that both sides trust, and the authority below it that signed everybody's certificate. */
export type SmimeAuthorities = { readonly root: MailAuthority; readonly middle: MailAuthority };
