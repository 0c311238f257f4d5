import type { Topic } from './english.ts';

/** As `englishTopics`, for those who write Spanish. */
export const spanishTopics: readonly Topic[] = [
  {
    subject: 'Cita del {weekday}',
    turns: [
      'Tengo cita con {doctor} el {weekday} a las {time}, pero ese día trabajo. ¿Podría ser el {otherday} por la tarde?',
      'Sí, el {otherday} a las {time}. Por favor traiga su tarjeta del seguro.',
      'Muchas gracias, allí estaré.',
    ],
  },
  {
    subject: 'Receta de {medicine}',
    turns: [
      'Me quedan pocas pastillas de {medicine}. ¿Me pueden enviar la receta a la farmacia de siempre? Salgo de viaje el {weekday}.',
      'Ya está enviada. La farmacia le avisará.',
    ],
  },
  {
    subject: 'Resultados de los análisis',
    turns: [
      '¿Ya llegaron los resultados de los análisis de la semana pasada? Me preocupa el azúcar, mi papá era diabético.',
      'Todavía no. En cuanto {doctor} los vea le escribimos.',
    ],
  },
  {
    subject: 'Vacunas de los niños',
    turns: [
      'La escuela pide el certificado de vacunas de Mateo y de Lucía antes del {weekday}. ¿Lo puedo recoger mañana? También quería preguntar si les toca alguna este año.',
      'Puede recoger los dos mañana desde las ocho. A Lucía le toca una en enero.',
    ],
  },
  {
    subject: 'Dolor de espalda',
    turns: [
      'Desde el {weekday} me duele mucho la espalda, abajo a la derecha, y a veces baja por la pierna. ¿Puedo tomar ibuprofeno junto con {medicine}?',
      '{doctor} prefiere verle antes. ¿Puede venir el {otherday} a las {time}?',
      'Sí, gracias. Mientras tanto no tomo nada.',
    ],
  },
  {
    subject: 'Factura {invoice}',
    turns: [
      'Recibí la factura {invoice} por {amount}. Creo que el seguro debería pagarla. ¿Me ayudan a entenderla, por favor?',
    ],
  },
  {
    subject: 'Intérprete para mi mamá',
    turns: [
      'Mi mamá viene conmigo el {weekday} y habla solo mixteco. ¿Tienen intérprete o puedo traducir yo?',
      'Pedimos un intérprete por teléfono, sin costo. Así usted puede acompañarla tranquila.',
    ],
  },
];
