/** Languages of the page, of phrases and of signs. */
export type SealedLanguage = 'en' | 'es';

/** How the practice names itself in a letter. `sign` is the two words that also stand on the patient's slip. */
export type LetterPractice = {
  readonly name: string;
  readonly address: string;
  readonly telephone: string;
  readonly sign: string;
};

/** One file in a letter, as its header names it; its bytes follow the header. */
export type LetterFile = {
  readonly name: string;
  readonly contentType: string;
  /** Set where the letter's HTML shows it in place (`cid:`). */
  readonly contentId: string | null;
  readonly size: number;
};

/** The JSON inside a sealed letter's encryption. What the answer needs stands here and is taken from nowhere else. */
export type LetterHeader = {
  readonly format: 'postern-letter';
  readonly version: 1;
  readonly letterId: string;
  /** 256 bits, base64url: the answer carries it inside its encryption, and nothing else proves which letter it answers. */
  readonly replySecret: string;
  readonly practice: LetterPractice;
  /** The practice's OpenPGP key, binary, base64. */
  readonly publicKey: string;
  readonly subject: string;
  /** Milliseconds since 1970 UTC. */
  readonly sentAt: number;
  readonly language: SealedLanguage;
  readonly text: string;
  readonly html: string | null;
  readonly files: readonly LetterFile[];
};

/** What stands outside the encryption, for the first screen only. Whoever alters the mail can alter it. */
export type LetterOutside = {
  readonly name: string;
  readonly telephone: string;
  readonly sign: string;
  readonly language: SealedLanguage;
};

/** The JSON inside an answer's encryption. Short names: the whole answer should fit into a `mailto:` URL. */
export type AnswerHeader = {
  readonly v: 1;
  /** Letter id. */
  readonly l: string;
  /** Reply secret. */
  readonly s: string;
  /** The answer's own id: 128 bits, base64url. The same one again is a copy. */
  readonly a: string;
  /** Written at, seconds since 1970 UTC by the patient's clock. */
  readonly w: number;
  /** Text. */
  readonly t: string;
  /** Files: name, content type, size. */
  readonly f?: readonly { readonly n: string; readonly c: string; readonly b: number }[];
};

/** Limits that the page keeps and the engine enforces. Sizes in bytes, text in UTF-16 units. */
export const answerLimits = {
  text: 20_000,
  files: 8,
  fileBytes: 8_000_000,
  allFilesBytes: 16_000_000,
  fileName: 200,
  /** The longest `mailto:` URL that every mail program at hand takes. */
  mailtoUrl: 1_900,
} as const;

/** Places in the built page that sealing fills: text of HTML, and the elements that hold the letter. */
export const pagePlaces = {
  practiceName: '%POSTERN_PRACTICE_NAME%',
  telephone: '%POSTERN_TELEPHONE%',
  data: '%POSTERN_DATA%',
} as const;

/** Ids of the two data blocks: JSON of `LetterOutside`, and the letter as an armored OpenPGP message. */
export const dataBlocks = { outside: 'outside', letter: 'letter' } as const;
