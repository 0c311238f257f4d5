import { day, hour, type Letter, unread } from '../letter.ts';
import { contacts } from '../people/contacts.ts';
import { type DemoPatient, getDemoPatient, senderOf } from '../people/patients.ts';
import { office, practice, signature } from '../practice.ts';

/** The top of the inbox: the people of the main job, newest first. */
export function modelLetters(): Letter[] {
  return [...firstScreen(), ...earlier()];
}

const from = (name: string) => senderOf(getDemoPatient(name));

function firstScreen(): Letter[] {
  return [
    {
      id: 'ana-new-dose',
      kind: 'dose-question',
      minutesAgo: 4,
      from: from('Ana Ruiz'),
      subject: 'Question about my new dose',
      flags: unread,
      text: 'Good morning, since Friday I take the new tablets and I feel dizzy in the evening.\nShould I take half, or come in? I have the blood pressure values of the week if you\nneed them. Thank you, Ana\n',
    },
    {
      id: 'leo-could-open',
      kind: 'answer',
      minutesAgo: 31,
      from: from('Leo Brandt'),
      subject: `Re: Message from ${practice.name}`,
      after: ['leo-rash', 'leo-answer'],
      flags: unread,
      text: 'Thank you, I could open it on my phone. The rash is nearly gone and I stopped the cream\non Saturday as you said. Do I still need to come on Thursday?\n\nLeo\n',
    },
    {
      id: 'grace-appointment',
      kind: 'appointment',
      minutesAgo: 1 * day + 2 * hour,
      from: from('Grace Lindqvist'),
      subject: 'Appointment on Thursday',
      text: 'Please write to me in plain mail, I signed the form.\n\nIs Thursday at ten still right? My daughter drives me and wants to know.\n\nWith kind regards,\nGrace Lindqvist\n',
    },
    {
      id: 'samuel-invoice',
      kind: 'invoice-question',
      minutesAgo: 1 * day + 5 * hour,
      from: from('Samuel Achterberg-Whitmore'),
      subject: 'Invoice 2026-1181',
      text: 'Hello, the insurer asks for the itemised statement. They will not accept the one-line invoice\nthat I was given at the desk. Could you send me one that lists each service with its code?\n\nSincerely,\nSamuel Achterberg-Whitmore\n',
    },
    {
      id: 'tomas-control',
      kind: 'spanish',
      minutesAgo: 2 * day + 3 * hour,
      from: from('Tomás Herrera'),
      subject: 'Cita de control',
      text: 'Buenas tardes, ¿puedo cambiar la cita al viernes? El miércoles tengo turno doble y no llego a tiempo. Me sirve cualquier hora después de las tres.\n\nSaludos,\nTomás Herrera\n',
    },
    {
      id: 'nora-form',
      kind: 'form-question',
      minutesAgo: 3 * day + 1 * hour,
      from: from('Nora Petrov'),
      subject: 'The form about e-mail',
      text: 'Hi Maria, I read the form about plain mail twice. What exactly could somebody see if I sign it, only the\nappointments or the results too? I would rather not have results lying around in my mailbox.\n\nNora\n\nSent from my iPhone\n',
    },
  ];
}

function earlier(): Letter[] {
  const leo: DemoPatient = getDemoPatient('Leo Brandt');
  return [
    {
      id: 'leo-rash',
      kind: 'conversation',
      minutesAgo: 5 * day,
      from: senderOf(leo),
      subject: 'Rash after the new cream',
      flags: ['\\Seen', '\\Answered'],
      text: 'Hello, the cream from last week makes it worse, my whole neck is red now. Should I go on?\n\nLeo Brandt\n',
    },
    {
      id: 'leo-answer',
      kind: 'our-answer',
      minutesAgo: 4 * day + 20 * hour,
      from: office,
      to: [senderOf(leo)],
      subject: `Message from ${practice.name}`,
      after: ['leo-rash'],
      mailbox: 'Sent',
      text: `Dear Leo,\n\nplease call us, or open the letter that follows on your phone with the phrase on your slip.\n\n${signature}\n`,
    },
    {
      id: 'lab-notice',
      kind: 'professional',
      minutesAgo: 4 * day,
      from: contacts.lab,
      subject: 'Results will follow encrypted',
      text: 'Good evening,\n\nthe batch you asked for is being signed off. As agreed we send it encrypted to the key on your card.\n\nDr. Mina Okafor\nLakeside Lab\n',
    },
  ];
}
