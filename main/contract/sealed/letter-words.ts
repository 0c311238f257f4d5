import type { SealedLanguage } from './letter.ts';

/** Facts that every text around a letter names. `sign` and words are said as they stand on the slip. */
export type PracticeFacts = { readonly practiceName: string; readonly telephone: string; readonly sign: string };

type CoverWords = {
  readonly page: (practice: string) => string;
  readonly pdf: (practice: string) => string;
  readonly pdfNotLocked: string;
  readonly link: (practice: string) => string;
  readonly linkFile: (practice: string, fileName: string) => string;
  readonly open: string;
  readonly reader: string;
  readonly sign: (sign: string) => string;
  readonly help: (telephone: string) => string;
  readonly pageName: string;
  readonly pdfName: string;
  readonly fileName: string;
};

const english: CoverWords = {
  page: (practice) =>
    `${practice} has written you a private letter. Open the attached file and type the five words from your slip.`,
  pdf: (practice) =>
    `${practice} has written you a private letter. Open the attached PDF and type the five words from your slip, in small letters, with one space between them.`,
  pdfNotLocked: 'If you answer this mail, your answer is an ordinary mail and not locked.',
  link: (practice) =>
    `${practice} has written you a private letter. Open the link below and type the five words from your slip.`,
  linkFile: (practice, fileName) =>
    `${practice} has written you a private letter. Save the attached file ${fileName}, open the link below, choose the file there and type the five words from your slip.`,
  open: 'Open the letter',
  reader: 'Open our reading page',
  sign: (sign) => `Our sign for you: ${sign}`,
  help: (telephone) => `No slip, or is this not your sign? Call us at ${telephone}.`,
  pageName: 'letter.html',
  pdfName: 'letter.pdf',
  fileName: 'locked-letter.asc',
};

const spanish: CoverWords = {
  page: (practice) =>
    `${practice} le ha escrito una carta privada. Abra el archivo adjunto y escriba las cinco palabras de su hoja.`,
  pdf: (practice) =>
    `${practice} le ha escrito una carta privada. Abra el PDF adjunto y escriba las cinco palabras de su hoja, en minúsculas, sin acentos (la ñ como n) y con un espacio entre una y otra.`,
  pdfNotLocked: 'Si responde a este correo, su respuesta es un correo común y no va protegida.',
  link: (practice) =>
    `${practice} le ha escrito una carta privada. Abra el enlace de abajo y escriba las cinco palabras de su hoja.`,
  linkFile: (practice, fileName) =>
    `${practice} le ha escrito una carta privada. Guarde el archivo adjunto ${fileName}, abra el enlace de abajo, elija allí el archivo y escriba las cinco palabras de su hoja.`,
  open: 'Abrir la carta',
  reader: 'Abrir nuestra página de lectura',
  sign: (sign) => `Nuestra señal para usted: ${sign}`,
  help: (telephone) => `¿No tiene la hoja, o la señal es otra? Llámenos al ${telephone}.`,
  pageName: 'carta.html',
  pdfName: 'carta.pdf',
  fileName: 'carta-protegida.asc',
};

/** What the mail around a letter says, in the patient's language. */
export function coverWords(language: SealedLanguage): CoverWords {
  return language === 'es' ? spanish : english;
}
