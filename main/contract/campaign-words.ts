/** Words that a patient reads under an advertisement (16 CFR 316.5). */
export const campaignWords = {
  en: {
    optOut: 'If you do not want such mails, answer with the word STOP. You will still get letters about your care.',
  },
  es: {
    optOut:
      'Si no desea recibir estos correos, responda con la palabra STOP. Seguirá recibiendo cartas sobre su atención.',
  },
} as const;
