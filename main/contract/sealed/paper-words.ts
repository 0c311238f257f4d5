import type { LetterPractice, SealedLanguage } from './letter.ts';

type LetterWords = {
  readonly sign: (sign: string) => string;
  readonly files: string;
  readonly notLocked: (telephone: string) => string;
  readonly page: (number: number, count: number) => string;
};

const letterWords: Readonly<Record<SealedLanguage, LetterWords>> = {
  en: {
    sign: (sign) => `Our sign for you: ${sign}`,
    files: 'On the next pages',
    notLocked: (telephone) =>
      `If you answer by ordinary mail, your answer is not locked, and others can read it on its way. Call us at ${telephone} for anything private.`,
    page: (number, count) => `Page ${number} of ${count}`,
  },
  es: {
    sign: (sign) => `Nuestra señal para usted: ${sign}`,
    files: 'En las páginas siguientes',
    notLocked: (telephone) =>
      `Si responde con un correo común, su respuesta no va protegida y otros pueden leerla en el camino. Para lo que sea privado, llámenos al ${telephone}.`,
    page: (number, count) => `Página ${number} de ${count}`,
  },
};

/** What a PDF letter says, each part once and in this order. */
export type LetterText = {
  readonly practice: string;
  readonly sign: string;
  readonly subject: string;
  readonly date: string;
  readonly body: string;
  readonly filesTitle: string;
  readonly files: readonly string[];
  readonly notLocked: string;
  readonly page: (number: number, count: number) => string;
};

/** Every text of a PDF letter. `sentAt` in milliseconds, shown in this computer's time zone. */
export function letterText(letter: {
  readonly subject: string;
  readonly text: string;
  readonly sentAt: number;
  readonly language: SealedLanguage;
  readonly practice: LetterPractice;
  readonly attachments: readonly { readonly name: string }[];
}): LetterText {
  const { practice, language, attachments } = letter;
  const words = letterWords[language];
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' }).format(letter.sentAt);
  return {
    practice: practice.name,
    sign: words.sign(practice.sign),
    subject: letter.subject,
    date,
    body: letter.text,
    filesTitle: attachments.length === 0 ? '' : words.files,
    files: attachments.map(({ name }) => name),
    notLocked: words.notLocked(practice.telephone),
    page: words.page,
  };
}

/** What the slip with a phrase says, beside the words, the sign and the telephone number. */
export type SlipWords = {
  readonly forWhom: (name: string) => string;
  readonly words: string;
  readonly sign: string;
  readonly telephone: string;
  readonly code: string;
  /** Four lines of explanation. */
  readonly lines: readonly [string, string, string, string];
};

const slips: Readonly<Record<SealedLanguage, SlipWords>> = {
  en: {
    forWhom: (name) => `For ${name}`,
    words: 'Your five words',
    sign: 'Our sign',
    telephone: 'Questions? Call',
    code: 'Scan to keep our number',
    lines: [
      'Type the five words to open letters from us. Capitals, accents and spaces do not matter.',
      'Only a PDF is strict: small letters, no accents, one space between two words.',
      'Every letter from us shows our sign. If it is missing or different, do not type your words; call us.',
      'Keep this slip at home, never in your mail. We never ask for the five words by mail or by phone.',
    ],
  },
  es: {
    forWhom: (name) => `Para ${name}`,
    words: 'Sus cinco palabras',
    sign: 'Nuestra señal',
    telephone: '¿Preguntas? Llame al',
    code: 'Escanee para guardar nuestro número',
    lines: [
      'Escriba las cinco palabras para abrir nuestras cartas. No importan mayúsculas, acentos ni espacios.',
      'Solo un PDF es estricto: minúsculas, sin acentos (la ñ como n), un espacio entre palabra y palabra.',
      'Cada carta nuestra lleva nuestra señal. Si falta o es otra, no escriba sus palabras; llámenos.',
      'Guarde esta hoja en casa, nunca en su correo. Nunca le pediremos las cinco palabras por correo ni por teléfono.',
    ],
  },
};

/** The slip's words in the language of the phrase. */
export function slipWords(language: SealedLanguage): SlipWords {
  return slips[language];
}
