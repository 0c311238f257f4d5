import type { PhraseSlip } from '../../main/contract/patients.ts';

/** One step of a call: what to do, and what to say in the patient's language. */
export type CallStep = { readonly todo: string; readonly say: string };

/** Words of the script for reading a phrase on the phone. */
export const scriptText = { title: 'What to say on the phone', listOf: 'Steps of the call' } as const;

type Sayings = {
  readonly who: (practice: string) => string;
  readonly write: string;
  readonly back: string;
  readonly sign: (sign: string) => string;
  readonly device: string;
  readonly never: (telephone: string) => string;
};

const english: Sayings = {
  who: (practice) => `This is ${practice}. Please tell me your full name and your date of birth.`,
  write: 'I will read you five ordinary words. Please write them on paper, not in your phone and not in a mail.',
  back: 'Please read them back to me.',
  sign: (sign) =>
    `Every letter from us shows our sign: ${sign}. Please write that down, too. If it is missing or different, do not type your words; call us.`,
  device: 'What do you read your mail on: a computer, an Android phone, or an iPhone?',
  never: (telephone) => `We never ask you for the five words in a mail. Our number is ${telephone}.`,
};

const spanish: Sayings = {
  who: (practice) => `Le llamamos de ${practice}. Dígame, por favor, su nombre completo y su fecha de nacimiento.`,
  write: 'Le voy a leer cinco palabras comunes. Escríbalas en un papel, no en el teléfono ni en un correo.',
  back: 'Léamelas, por favor.',
  sign: (sign) =>
    `Cada carta nuestra lleva nuestra señal: ${sign}. Anótela también. Si falta o es otra, no escriba sus palabras; llámenos.`,
  device: '¿Dónde lee su correo: en una computadora, en un teléfono Android o en un iPhone?',
  never: (telephone) => `Nunca le pediremos las cinco palabras en un correo. Nuestro número es ${telephone}.`,
};

/** The call, step by step, with this slip's own words. */
export function callSteps(slip: PhraseSlip): readonly CallStep[] {
  const say = slip.language === 'es' ? spanish : english;
  return [
    {
      todo: 'Call the number on file, do not wait to be called. Compare both answers with the file.',
      say: say.who(slip.practiceName),
    },
    { todo: 'Wait until they have paper.', say: say.write },
    { todo: 'Read each word slowly, then its letters.', say: slip.words.map(spelled).join('; ') },
    { todo: 'Compare every word.', say: say.back },
    { todo: 'Then the sign.', say: say.sign(slip.sign.join(' ')) },
    { todo: 'Choose their answer below.', say: say.device },
    { todo: 'Last.', say: say.never(slip.telephone) },
  ];
}

/** "ravine, r-a-v-i-n-e". */
function spelled(word: string): string {
  return `${word}, ${[...word.normalize('NFC')].join('-')}`;
}
